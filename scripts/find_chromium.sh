#!/bin/sh
# Prints the path of a Chromium: one that is there, or one from the system's package manager, or
# Playwright's own. Everything else goes to the standard error output.
set -eu

find_one() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name" 2>/dev/null; then
            return 0
        fi
    done
    return 1
}

find_one && exit 0
if sh scripts/system_package.sh chromium; then
    find_one && exit 0
fi
"$BIN/playwright" install chromium >&2
"$BIN/python" -c '
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
'
