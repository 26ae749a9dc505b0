exec node /lab/server.js $PORT $GREETING
