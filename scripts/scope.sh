#!/bin/sh
# Prints scope=pages where a change touches only data, pages, guides and lines of the menu, else scope=all.
# Usage: scope.sh COMMIT
#   COMMIT: what to compare with, as HEAD^1. Where it is not known, everything is tested.
set -eu

scope=all
if changed=$(git diff --name-only "$1" HEAD 2>/dev/null) && [ -n "$changed" ] &&
    ! printf '%s\n' "$changed" | grep -qvE '^(data/|docs/|contributing/|[A-Z]+\.md$|mkdocs\.yml$)' &&
    ! git diff --unified=0 "$1" HEAD -- mkdocs.yml | grep -E '^[-+]([^-+]|$)' | grep -qvE '^[-+] +- [^:]+: *([a-z0-9/-]+\.md)?$'; then
    scope=pages
fi
echo "scope=$scope"
