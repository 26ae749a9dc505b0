# What the container "tls" runs. Your files lie in /lab, the key and the certificate in /certs.
# /etc/nginx/nginx.conf is your nginx.conf, so nginx finds it without being told.
exec nginx -g "daemon off;"
