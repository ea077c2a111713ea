#!/bin/sh
# Chromium for the tests in a real browser: the machine's own, installed by root when absent. With
# the one without windows beside it (chromium-headless-shell) the same tests take half the work.
set -eu
may_install() { [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; }
install() {
  echo "Installing $* for the tests ..." >&2
  apt-get update -qq </dev/null >/dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" </dev/null >/dev/null
}
if [ -n "${CHROMIUM:-}" ] && [ -x "$CHROMIUM" ]; then exit 0; fi
for name in chromium chromium-browser google-chrome; do
  if command -v "$name" >/dev/null; then
    if command -v chromium-headless-shell >/dev/null || ! may_install; then exit 0; fi
    install chromium-headless-shell || true  # it only saves time
    exit 0
  fi
done
if may_install; then
  install chromium chromium-headless-shell || install chromium
  exit 0
fi
echo "The tests need a browser. Install it: sudo apt-get install chromium chromium-headless-shell" >&2
echo "(or name one you have: CHROMIUM=/path/to/chromium make test)" >&2
exit 1
