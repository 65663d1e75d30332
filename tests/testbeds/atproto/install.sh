#!/bin/bash
# Brings the local AT-protocol network into .testbeds/atproto: Node 22 and @atproto/dev-env, both from npm.
# Does nothing where they are there already. Redis and PostgreSQL come from the system (.ci/testbeds).
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
home=${TESTBEDS_HOME:-$here/../../../.testbeds}/atproto
node=22.23.3 network=0.6.7
[ "$(cat "$home/installed" 2>/dev/null)" = "$node $network" ] && exit 0

mkdir -p "$home/node" "$home/network"
home=$(cd "$home" && pwd)
echo '{"private":true}' >"$home/node/package.json"
echo '{"private":true,"type":"module"}' >"$home/network/package.json"
(cd "$home/node" && npm install --no-audit --no-fund --loglevel=error "node@$node")

program=$(find "$home/node" -path '*node-linux-*/bin/node' | head -1)
# The database module is built against the headers of this Node, not of the one that npm runs under.
export npm_config_nodedir=${program%/bin/node} PATH=${program%/node}:$PATH
(cd "$home/network" && npm install --no-audit --no-fund --loglevel=error "@atproto/dev-env@$network")
(cd "$home/network" && node -e "new (require('better-sqlite3'))(':memory:')")
ln -sfn "$program" "$home/program"
echo "$node $network" >"$home/installed"
