cp /lab/haproxy.cfg /tmp/haproxy.cfg
echo "  server dict-0 dict-0:8080" >>/tmp/haproxy.cfg
exec haproxy -W -db -f /tmp/haproxy.cfg
