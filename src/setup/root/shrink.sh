# Runs inside the fresh root: security updates, then everything off that no container needs.
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C

apt-get -q update
apt-get -q -y upgrade

# For hardware, file systems, an init and time zones: a container has none of its own.
dpkg --purge --force-remove-essential --force-depends --force-remove-protected \
  e2fsprogs logsave libext2fs2 libss2 libcom-err2 mount sysvinit-utils tzdata
apt-get -q -y --purge autoremove
apt-get -q check

rm -rf /var/lib/apt/lists/* /var/cache/* /var/log/* /var/tmp/* /tmp/*
mkdir -p /var/cache/apt/archives/partial /var/lib/apt/lists/partial
find /usr/share/doc -mindepth 2 -not -name copyright -not -type d -delete
find /usr/share/doc -type d -empty -delete
rm -rf /usr/share/man/* /usr/share/info/* /usr/share/locale/* /usr/share/lintian /usr/share/bash-completion \
  /usr/share/zoneinfo /usr/lib/*-linux-gnu/gconv
rm -f /etc/machine-id /etc/hostname /etc/hosts /etc/resolv.conf /var/lib/dpkg/*-old /etc/passwd- /etc/group- /etc/shadow-
