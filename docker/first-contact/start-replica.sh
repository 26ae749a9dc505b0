#!/bin/sh
# What the containers "web-a" and "web-b" run: the learner's run.sh where there is one, else the learner's server.js.
if [ -f /lab/run.sh ]; then
  exec sh /lab/run.sh
fi
exec node /lab/server.js
