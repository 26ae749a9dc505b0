#!/bin/sh
# Makes the root image's file system with debootstrap and writes it to standard output as a tar; chatter goes to stderr.
# Usage: make-root.sh SCRATCH ARCH RELEASE MIRROR SOURCES_LIST NODE CONFIG_FOLDER
# As root and as process 1 of PID and mount namespaces of its own, so that a signal ends all of it and no mount stays.
set -eu
[ $$ = 1 ] || { echo "make-root.sh must be process 1 of its own PID namespace" >&2; exit 70; }
scratch=$1 arch=$2 release=$3 mirror=$4 sources=$5 node=$6 config=$7
here=$(dirname "$0")
exec 3>&1 1>&2

# The caller holds the set-up lock, so what is there was left by one that was killed.
rm -rf --one-file-system "$scratch".*
root=$(mktemp -d "$scratch.XXXXXX")
trap 'rm -rf --one-file-system "$root"' EXIT
trap 'kill -KILL -1 2>/dev/null; exit 130' INT TERM HUP
chmod 755 "$root"

# In the background, since a shell looks at signals only between its foreground commands.
step() {
  "$@" &
  wait $!
}

shrink() {
  chroot "$root" sh -s < "$here/shrink.sh"
}

archive() {
  tar -C "$root" --numeric-owner --one-file-system -c . >&3
}

include=
if grep -q https: "$sources"; then include=--include=ca-certificates; fi
step debootstrap --variant=minbase --arch="$arch" $include "$release" "$root" "$mirror"

cp "$sources" "$root/etc/apt/sources.list"
install -m 644 "$config/dpkg.cfg" "$root/etc/dpkg/dpkg.cfg.d/podlab"
install -m 644 "$config/apt.conf" "$root/etc/apt/apt.conf.d/podlab"
install -m 755 "$config/policy-rc.d" "$root/usr/sbin/policy-rc.d"
install -m 644 /etc/resolv.conf "$root/etc/resolv.conf"
install -m 644 /etc/hosts "$root/etc/hosts"
install -m 755 "$node" "$root/usr/local/bin/node"

step shrink
step archive
