#!/bin/sh
# Make sure a Chromium is there for the browser tests: the system's own, Debian's, or Playwright's.
set -eu
command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null && exit 0
if command -v apt-get >/dev/null; then
    root=""
    [ "$(id -u)" = 0 ] || root="sudo -n"
    if $root apt-get update -qq && $root apt-get install -y -qq chromium; then exit 0; fi
fi
.venv/bin/python -m playwright install chromium
