ask_dial() { curl -sf -m 1 http://dial:8000/percent; }

write_rule() {
  {
    echo 'split_clients "$http_x_user_id" $version {'
    [ "$1" -eq 0 ] || echo "  $1% experiment;"
    echo '  * web;'
    echo '}'
  } >/tmp/percent.conf
}

percent=$(ask_dial) || percent=10
write_rule "$percent"
exec nginx -g "daemon off;"
