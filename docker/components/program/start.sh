#!/bin/sh
# Runs the learner's run.sh where there is one, else the file that the lab names ($1).
if [ -f /lab/run.sh ]; then
  exec sh /lab/run.sh
fi
exec node "/lab/$1"
