#!/bin/sh
# Make .venv with the given Python (3.11 or newer), or say what is missing.
set -eu
python=${1:-python3}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python 3.11 or newer is needed; '$python' is older or missing. Try: make PYTHON=/path/to/python3.11" >&2
    exit 1
}
if ! "$python" -m venv .venv; then
    # Debian keeps venv in a package of its own.
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null || {
        echo "Python's venv module is missing. On Debian: sudo apt-get install python3-venv" >&2
        exit 1
    }
    apt-get update -qq && apt-get install -y -qq python3-venv
    "$python" -m venv .venv
fi
.venv/bin/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --upgrade pip
