shop_answers() {
  node -e 'fetch("http://127.0.0.1:8080/", { signal: AbortSignal.timeout(2000) }).catch(() => process.exit(1))'
}

nginx -g "daemon off;" &
while shop_answers; do
  sleep 0.2
done
echo "the shop is down" >&2
exit 1
