ask_registry() { curl -sf -m 1 http://registry:8000/replicas; }

write_configuration() {
  {
    cat /lab/haproxy.cfg
    for replica in $1; do
      echo "  server ${replica%:*} $replica"
    done
  } >/tmp/haproxy.cfg
}

until listed=$(ask_registry); do sleep 0.2; done
write_configuration "$listed"
haproxy -db -f /tmp/haproxy.cfg &
while sleep 1; do
  now=$(ask_registry) || continue
  [ "$now" = "$listed" ] && continue
  write_configuration "$now"
  listed=$now
  kill $!
  wait $!
  haproxy -db -f /tmp/haproxy.cfg &
done
