# nginx has no probes of its own, so this loop is its readiness check: it asks the registry who the replicas are, asks
# each whether it is ready, and when the answer has changed, writes the list of those who are and lets nginx reload.
registered() { curl -sf -m 1 http://registry:8000/replicas; }

is_ready() { curl -sf -m 0.5 -o /dev/null "http://$1/readyz"; }

# All are asked at once, so that a silent one holds nobody up.
ready_ones() {
  for replica in $1; do
    is_ready "$replica" && echo "$replica" &
  done | sort
}

write_replicas() {
  {
    # Each is asked again with the next request, whatever became of the last: who is out is decided here.
    for replica in $1; do echo "server $replica max_fails=0;"; done
    # nginx wants at least one; nobody listens there.
    [ -n "$1" ] || echo "server 127.0.0.1:9;"
  } >/tmp/replicas.conf
}

look() {
  listed=$(registered) && [ -n "$listed" ] && known=$listed
  now=$(ready_ones "$known")
  [ "$now" != "$serving" ] || return 1
  serving=$now
  write_replicas "$serving"
}

known=
serving=none
look
while sleep 0.3; do
  look && nginx -s reload
done &
exec nginx -g "daemon off;"
