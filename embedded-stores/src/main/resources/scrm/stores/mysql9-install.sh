#!/bin/sh
# Unpacks MySQL 9 with all its libraries from Debian's packages into the folder $1. Installs nothing: apt gets a private
# configuration, private lists and an empty status file, so that it resolves every library and touches no system folder.
set -eu
target=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM

command -v apt-get >/dev/null && command -v dpkg >/dev/null || {
  echo "MySQL 9 comes from Debian's packages and needs apt-get and dpkg; run without --mysql 9, or point SCRM_TEST_MYSQL_URL at a MySQL 9 of your own." >&2
  exit 1
}

# The mirror that this machine already trusts, unless another is named.
mirror=${SCRM_DEBIAN_MIRROR:-$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -E '/debian/?$' | head -n 1)}
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -n "$mirror" ] || {
  echo "This machine's apt knows no Debian mirror: name one by SCRM_DEBIAN_MIRROR, or run without --mysql 9." >&2
  exit 1
}
[ -f "$keyring" ] || {
  echo "Packages cannot be verified without $keyring: install debian-archive-keyring, or run without --mysql 9." >&2
  exit 1
}
options="arch=amd64 signed-by=$keyring"

mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/parts"
: > "$work/status"
echo "deb [$options] $mirror sid main" > "$work/sources.list"
cat > "$work/apt.conf" <<CONF
Dir::Etc::SourceList "$work/sources.list";
Dir::Etc::SourceParts "$work/parts";
Dir::State::Lists "$work/lists";
Dir::State::status "$work/status";
Dir::Cache "$work/cache";
APT::Architecture "amd64";
APT::Install-Recommends "false";
APT::Sandbox::User "";
Acquire::Languages "none";
CONF

apt-get -c "$work/apt.conf" -q update
apt-get -c "$work/apt.conf" -q -y --download-only install mysql-server-core mysql-client-core
for package in "$work"/cache/archives/*.deb; do
  dpkg -x "$package" "$target"
done

# Newer Debian keeps the linker under usr/lib64 alone and links to it from the root.
[ -e "$target/lib64/ld-linux-x86-64.so.2" ] || {
  mkdir -p "$target/lib64"
  ln -sf ../usr/lib64/ld-linux-x86-64.so.2 "$target/lib64/ld-linux-x86-64.so.2"
}
"$target/lib64/ld-linux-x86-64.so.2" --library-path "$target/usr/lib/x86_64-linux-gnu" "$target/usr/sbin/mysqld" --no-defaults --version
