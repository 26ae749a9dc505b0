served=$(cat /certs/tls.crt)
{
  while [ "$(cat /certs/tls.crt)" = "$served" ]; do sleep 1; done
  nginx -s reload
} &
exec nginx -g "daemon off;"
