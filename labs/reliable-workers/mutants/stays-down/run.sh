node /lab/worker.js
while true; do sleep 1; done
