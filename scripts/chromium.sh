#!/bin/sh
# Print the path of a Chromium that runs: the system's, else Debian's package (as root), else
# Playwright's own download. The one without windows is lighter, where there is one.
set -eu

works() {
    command -v "$1" >/dev/null 2>&1 && "$1" --version >/dev/null 2>&1
}

found() {
    for name in "${CHROMIUM:-}" chromium-headless-shell chromium chromium-browser google-chrome; do
        if [ -n "$name" ] && works "$name"; then
            command -v "$name"
            exit 0
        fi
    done
}

found
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq >&2 || true
    for name in chromium-headless-shell chromium; do
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
            "$name" fonts-dejavu-core >/dev/null 2>&1 || true
        found
    done
fi
if .venv/bin/playwright install chromium >&2; then
    .venv/bin/python -c 'from playwright.sync_api import sync_playwright as start
with start() as playwright: print(playwright.chromium.executable_path)'
    exit 0
fi
echo "No Chromium for the browser tests: apt-get install chromium, or set CHROMIUM to one" >&2
exit 1
