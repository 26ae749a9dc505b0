#!/bin/sh
# What the container "breaker" runs: the learner's run.sh where there is one, else HAProxy with the learner's haproxy.cfg.
if [ -f /lab/run.sh ]; then
  exec sh /lab/run.sh
fi
exec haproxy -W -db -f /lab/haproxy.cfg
