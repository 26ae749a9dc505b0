while sleep 3600; do nginx -s reload; done &
exec nginx -g "daemon off;"
