#!/bin/sh
# What the container "front" runs: nginx, told the ports of the two replicas.
sed -e "s/@PORT_A@/$PORT_A/" -e "s/@PORT_B@/$PORT_B/" /opt/podlab/first-contact/front.conf > /tmp/nginx.conf
exec nginx -c /tmp/nginx.conf -g "daemon off;"
