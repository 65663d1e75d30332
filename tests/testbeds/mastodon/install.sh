#!/bin/bash
# Brings a server that speaks Mastodon's API into .testbeds/mastodon: mastodon_mock from PyPI, in an environment of its
# own, because it pins versions of what we use too. Does nothing where it is there already.
set -euo pipefail
home=${TESTBEDS_HOME:-$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/../../../.testbeds}/mastodon
mock=0.6.1
[ "$(cat "$home/installed" 2>/dev/null)" = "$mock" ] && exit 0

mkdir -p "$home"
python3 -m venv "$home/venv"
"$home/venv/bin/python" -m pip install --quiet --disable-pip-version-check "mastodon_mock==$mock"
echo "$mock" >"$home/installed"
