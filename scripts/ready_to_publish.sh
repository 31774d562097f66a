#!/bin/sh
# Prints "ready=yes" if the site has a real address, else "ready=no" and a warning on the line to change.
# A site that went out with the reserved name would print a dead address on every hand-out.
set -eu

line=$(grep -n '^site_url:' mkdocs.yml)
case $line in
*.example/* | *.example | *.example\'* | *.example\"*)
    echo "::warning file=mkdocs.yml,line=${line%%:*}::Not published: write the site's real address into site_url first." >&2
    echo "ready=no"
    ;;
*) echo "ready=yes" ;;
esac
