echo "starting on port $PORT"
node /lab/server.js
echo "ended"
