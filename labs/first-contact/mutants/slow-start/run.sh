# Better safe than sorry.
sleep 10
exec node /lab/server.js
