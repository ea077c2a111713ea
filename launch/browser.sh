#!/bin/sh
# A Chromium for the tests in a real browser: the machine's own, installed by root when absent.
set -eu
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then exit 0; fi
done
if [ -n "${CHROMIUM:-}" ] && [ -x "$CHROMIUM" ]; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing chromium for the tests ..." >&2
  apt-get update -qq </dev/null >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium </dev/null >/dev/null
  exit 0
fi
echo "The tests need a browser. Install it: sudo apt-get install chromium" >&2
echo "(or name one you have: CHROMIUM=/path/to/chromium make test)" >&2
exit 1
