#!/bin/sh
# Print the path of axe-core's script, which the tests of accessibility run in the page. It is
# fetched from npm once; a machine without npm gets it from Debian (as root).
set -eu
version=4.14.1
file=.venv/axe-core-$version.js
if [ ! -s "$file" ]; then
    if ! command -v npm >/dev/null 2>&1; then
        if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
            echo "npm is needed for the accessibility tests: apt-get install npm" >&2
            exit 1
        fi
        apt-get update -qq >&2 || true
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends npm \
            >/dev/null 2>&1
    fi
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' EXIT
    npm pack --silent --pack-destination "$folder" "axe-core@$version" >/dev/null
    tar -xzf "$folder"/axe-core-*.tgz -C "$folder" package/axe.min.js
    mv "$folder/package/axe.min.js" "$file"
fi
cd "$(dirname "$file")" && echo "$PWD/$(basename "$file")"
