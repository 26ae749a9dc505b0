# The dial says which share of the users the experiment gets. HAProxy reads the map with the share when it starts, so
# a loop looks at the dial every second, and on a change writes the map anew and asks HAProxy's master to reload.
ask_dial() { curl -sf -m 1 http://dial:8000/percent; }

write_map() { echo "percent $1" >/tmp/percent.map; }

follow_dial() {
  while sleep 1; do
    # Without an answer, what the dial said last holds.
    now=$(ask_dial) || continue
    [ "$now" = "$percent" ] && continue
    write_map "$now" && kill -USR2 "$1" && percent=$now
  done
}

percent=$(ask_dial) || percent=10
write_map "$percent"
follow_dial $$ &
exec haproxy -W -f /lab/haproxy.cfg
