cp /certs/tls.crt /certs/tls.key /tmp/
while sleep 5; do nginx -s reload; done &
exec nginx -g "daemon off;"
