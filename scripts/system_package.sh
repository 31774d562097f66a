#!/bin/sh
# Installs packages of the system: as root, or where CI may become root without being asked.
# Usage: system_package.sh NAME...  Fails, and says nothing, where neither holds.
set -eu

command -v apt-get >/dev/null || exit 1
if [ "$(id -u)" = 0 ]; then
    as_root=
elif [ -n "${CI:-}" ] && sudo -n true 2>/dev/null; then
    as_root=sudo
else
    exit 1
fi
{
    $as_root apt-get update -qq
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y "$@"
} >&2
