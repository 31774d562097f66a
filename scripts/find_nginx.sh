#!/bin/sh
# Prints the path of an nginx for the tests of hosting: one that is there, or one from the system's
# package manager. It is never started as a service: tests start it themselves, on this machine only.
set -eu

PATH="$PATH:/usr/sbin:/usr/local/sbin"
command -v nginx && exit 0
# Debian starts what it installs, unless this file says no.
if [ "$(id -u)" = 0 ] && [ -d /usr/sbin ] && [ ! -e /usr/sbin/policy-rc.d ]; then
    printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
    chmod +x /usr/sbin/policy-rc.d
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
fi
if sh scripts/system_package.sh nginx-light; then
    command -v nginx && exit 0
fi
echo "The tests of hosting need nginx: install nginx-light (Debian, Ubuntu) or nginx (others)" >&2
exit 1
