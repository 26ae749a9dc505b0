openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj /CN=localhost -keyout /tmp/own.key -out /tmp/own.crt
exec nginx -g "daemon off;"
