#!/bin/sh
# Runs inside the fresh Debian root (chroot): security updates, then everything off that no container needs.
# What it sets up for dpkg and apt stays in force in every layer that is built on top, so those stay small too.
set -eu
export DEBIAN_FRONTEND=noninteractive LC_ALL=C

# No service starts because a package was installed.
printf '#!/bin/sh\nexit 101\n' > /usr/sbin/policy-rc.d
chmod 755 /usr/sbin/policy-rc.d

# dpkg leaves out what is only read by people, keeps the licences.
cat > /etc/dpkg/dpkg.cfg.d/podlab <<'END'
force-unsafe-io
path-exclude=/usr/share/doc/*
path-include=/usr/share/doc/*/copyright
path-exclude=/usr/share/man/*
path-exclude=/usr/share/info/*
path-exclude=/usr/share/groff/*
path-exclude=/usr/share/lintian/*
path-exclude=/usr/share/linda/*
path-exclude=/usr/share/locale/*
path-exclude=/usr/share/bash-completion/*
END

# apt keeps no archives, no caches and no translations, and installs no recommendations.
cat > /etc/apt/apt.conf.d/podlab <<'END'
APT::Install-Recommends "false";
APT::Install-Suggests "false";
APT::AutoRemove::SuggestsImportant "false";
Acquire::Languages "none";
Acquire::GzipIndexes "true";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true"; };
END

apt-get -q update
apt-get -q -y upgrade

# For hardware, file systems and time zones: a container has none of its own.
dpkg --purge --force-remove-essential --force-depends --force-remove-protected \
  e2fsprogs logsave libext2fs2 libss2 libcom-err2 mount sysvinit-utils tzdata
apt-get -q -y --purge autoremove
apt-get -q check

rm -rf /var/lib/apt/lists/* /var/cache/* /var/log/* /var/tmp/* /tmp/* /run/*
mkdir -p /var/cache/apt/archives/partial /var/lib/apt/lists/partial /run/lock
chmod 1777 /tmp /var/tmp /run/lock
find /usr/share/doc -mindepth 2 -not -name copyright -not -type d -delete
find /usr/share/doc -type d -empty -delete
rm -rf /usr/share/man/* /usr/share/info/* /usr/share/locale/* /usr/share/lintian /usr/share/bash-completion \
  /usr/share/zoneinfo /usr/lib/*-linux-gnu/gconv
rm -f /etc/machine-id /etc/hostname /etc/resolv.conf /var/lib/dpkg/*-old /etc/passwd- /etc/group- /etc/shadow- /etc/gshadow-
