# The registry says who the replicas are. HAProxy reads its configuration only when it is told to, so a loop asks the
# registry every second, and on a change writes the configuration anew and asks HAProxy's master to reload: the new
# worker takes over the listening socket, and the old one ends when it has answered what it has begun.
ask_registry() { curl -sf -m 1 http://registry:8000/replicas; }

write_configuration() {
  {
    cat /lab/haproxy.cfg
    for replica in $1; do
      echo "  server ${replica%:*} $replica"
    done
  } >/tmp/haproxy.cfg
}

follow_registry() {
  while sleep 1; do
    # Without an answer, or with an empty one, what was listed last holds.
    now=$(ask_registry) && [ -n "$now" ] || continue
    now=$(printf "%s\n" $listed $now | sort -u)
    [ "$now" = "$listed" ] && continue
    write_configuration "$now" && kill -USR2 "$1" && listed=$now
  done
}

until listed=$(ask_registry); do sleep 0.2; done
write_configuration "$listed"
# exec keeps this shell's number for HAProxy's master.
follow_registry $$ &
exec haproxy -W -db -f /tmp/haproxy.cfg
