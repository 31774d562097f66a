#!/bin/sh
# Prints "ready=yes" if the site has a real address and real regions, else "ready=no" and why.
# A site that went out with the reserved name would print a dead address on every handout; a demonstration would
# name the wrong contacts.
set -eu

line=$(grep -n '^site_url:' mkdocs.yml)
case $line in
*.example/* | *.example | *.example\'* | *.example\"*)
    echo "::warning file=mkdocs.yml,line=${line%%:*}::Not published: write the site's real address into site_url first." >&2
    echo "ready=no"
    exit
    ;;
esac
if [ "${EDITION:-}" = demo ] || grep -qs 'class="unconfirmed demo"' site/index.html; then
    echo "::warning::Not published: this is the demonstration with made-up regions; run make site." >&2
    echo "ready=no"
    exit
fi
echo "ready=yes"
