#!/bin/sh
# What the container "ambassador" runs: the learner's run.sh where there is one, else nginx with the learner's nginx.conf.
if [ -f /lab/run.sh ]; then
  exec sh /lab/run.sh
fi
exec nginx -g "daemon off;"
