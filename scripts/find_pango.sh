#!/bin/sh
# Makes sure that WeasyPrint finds Pango: the one that is there, or one from the system's package manager.
set -eu

works() {
    "$BIN/python" -c 'import weasyprint' >/dev/null 2>&1
}

works && exit 0
if sh scripts/system_package.sh libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; then
    works && exit 0
fi
echo "PDFs need Pango: install libpango-1.0-0 and libpangoft2-1.0-0 (Debian, Ubuntu) or pango (others)" >&2
exit 1
