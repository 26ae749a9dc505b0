# Starts the delaying proxy in the background and waits until it listens: sh /delay.sh LISTEN HOST PORT MS
log=/tmp/delay-$1.log
node /delay.mjs "$@" >"$log" 2>&1 &
echo $! >"/tmp/delay-$1.pid"
tries=0
until grep -q listening "$log"; do
  tries=$((tries + 1))
  if [ "$tries" -gt 150 ] || ! kill -0 "$!"; then cat "$log"; exit 1; fi
  sleep 0.05
done
