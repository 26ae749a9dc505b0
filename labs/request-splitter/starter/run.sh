# What the container "ambassador" runs. Your files lie in /lab; /tmp can be written to.
# /etc/nginx/nginx.conf is your nginx.conf, so nginx finds it without being told.
exec nginx -g "daemon off;"
