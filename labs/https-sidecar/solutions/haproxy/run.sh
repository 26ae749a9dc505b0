# HAProxy's master starts new workers on SIGUSR2 and hands them the listening sockets.
fingerprint() { sha256sum /certs/tls.pem; }

reload_on_change() {
  while sleep 1; do
    now=$(fingerprint)
    [ "$now" = "$served" ] && continue
    kill -USR2 "$1"
    served=$now
  done
}

served=$(fingerprint)
# exec keeps the process id: $$ will be HAProxy's master.
reload_on_change $$ &
exec haproxy -W -db -f /lab/haproxy.cfg
