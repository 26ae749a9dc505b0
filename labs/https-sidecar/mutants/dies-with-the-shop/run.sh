nginx -g "daemon off;" &
sleep 1
while busybox nc -z 127.0.0.1 8080; do
  sleep 0.2
done
echo "the shop is down" >&2
exit 1
