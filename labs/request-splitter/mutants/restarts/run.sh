# The dial says which share of the users the experiment gets. nginx reads its configuration only when it is told to,
# so a loop looks at the dial every second, and on a change writes the rule anew and asks nginx to reload.
ask_dial() { curl -sf -m 1 http://dial:8000/percent; }

write_rule() {
  {
    echo 'split_clients "$http_x_user_id" $version {'
    [ "$1" -eq 0 ] || echo "  $1% experiment;"
    echo '  * web;'
    echo '}'
  } >/tmp/percent.conf
}

follow_dial() {
  while sleep 1; do
    # Without an answer, what the dial said last holds.
    now=$(ask_dial) || continue
    [ "$now" = "$percent" ] && continue
    write_rule "$now" && nginx -s stop && sleep 0.2 && nginx && percent=$now
  done
}

percent=$(ask_dial) || percent=10
write_rule "$percent"
follow_dial &
nginx
while sleep 60; do :; done
