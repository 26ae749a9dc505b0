#!/bin/sh
# Runs the learner's run.sh where there is one, else nginx with nginx.conf, else HAProxy with haproxy.cfg.
if [ -f /lab/run.sh ]; then
  exec sh /lab/run.sh
fi
if [ -f /lab/nginx.conf ]; then
  exec nginx -g "daemon off;"
fi
exec haproxy -W -db -f /lab/haproxy.cfg
