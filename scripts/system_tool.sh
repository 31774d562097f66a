#!/bin/sh
# Makes sure that a program or library of the system is there and starts: the one that is there, or one from the
# system's package manager. Prints its path; everything else goes to the standard error output.
# Usage: BIN=.venv/bin system_tool.sh chromium | firefox | nginx | pango | poppler
set -eu

PATH="$PATH:/usr/sbin:/usr/local/sbin"

# install NAME...: as root, or where CI may become root without being asked. Says nothing where neither holds.
install() {
    command -v apt-get >/dev/null || return 1
    if [ "$(id -u)" = 0 ]; then
        as_root=
    elif [ -n "${CI:-}" ] && sudo -n true 2>/dev/null; then
        as_root=sudo
    else
        return 1
    fi
    {
        $as_root apt-get update -qq && $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y "$@"
    } >&2
}

# first NAME...: the path of the first of these programs.
first() {
    for name in "$@"; do
        command -v "$name" && return 0
    done
    return 1
}

# The headless shell opens a page with a quarter of the work.
browser() {
    first chromium-headless-shell chromium chromium-browser google-chrome google-chrome-stable
}

# Playwright's driver brings its own Node, which needs a library that a bare Debian lacks.
driver_starts() {
    "$BIN/playwright" --version >/dev/null 2>&1
}

page_opens() {
    "$1" --headless --no-sandbox --disable-gpu --dump-dom about:blank >/dev/null 2>&1
}

# Debian starts a server that it installs, unless this file says no.
without_starting() {
    if [ "$(id -u)" = 0 ] && [ -d /usr/sbin ] && [ ! -e /usr/sbin/policy-rc.d ]; then
        printf '#!/bin/sh\nexit 101\n' >/usr/sbin/policy-rc.d
        chmod +x /usr/sbin/policy-rc.d
        trap 'rm -f /usr/sbin/policy-rc.d' EXIT
    fi
    "$@"
}

stop() {
    echo "$1" >&2
    exit 1
}

case $1 in
chromium)
    driver_starts || install libatomic1 || true
    driver_starts || stop "The tests drive a browser with Playwright, which does not start: install libatomic1 (Debian, Ubuntu) or libatomic (others)"
    first chromium-headless-shell >/dev/null || install chromium-headless-shell ||
        browser >/dev/null || "$BIN/playwright" install chromium >&2
    found=$(browser || "$BIN/python" -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)')
    page_opens "$found" || stop "The tests need Chromium, and $found does not start: install chromium"
    echo "$found"
    ;;
firefox)
    first firefox-esr firefox >/dev/null || install firefox-esr || true
    first firefox-esr firefox && "$(first firefox-esr firefox)" --version >/dev/null || stop "The tests in Firefox need it: install firefox-esr (Debian) or firefox (others)"
    ;;
nginx)
    first nginx >/dev/null || without_starting install nginx-light || true
    first nginx && nginx -v 2>/dev/null || stop "The tests of hosting need nginx: install nginx-light (Debian, Ubuntu) or nginx (others)"
    ;;
poppler)
    first pdftoppm >/dev/null || install poppler-utils || true
    first pdftoppm && pdftoppm -v 2>/dev/null || stop "The tests of PDFs need pdftoppm: install poppler-utils"
    ;;
pango)
    works() { "$BIN/python" -c 'import weasyprint' >/dev/null 2>&1; }
    works || install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 || true
    works || stop "PDFs need Pango: install libpango-1.0-0 and libpangoft2-1.0-0 (Debian, Ubuntu) or pango (others)"
    ;;
esac
