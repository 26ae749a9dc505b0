cp /lab/haproxy.cfg /tmp/haproxy.cfg
for n in 0 1 2 3; do echo "  server dict-$n dict-$n:8080" >>/tmp/haproxy.cfg; done
exec haproxy -W -db -f /tmp/haproxy.cfg
