#!/bin/sh
# The locked packages in .venv, from nothing but Python 3.11 and its venv module.
# Runs through make, and only when the lock is newer than .venv/.ready.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }

# Root may install what Debian leaves out of Python; others are told the one command.
debian_package() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "Installing $1 ..."
    apt-get update -qq </dev/null >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$1" </dev/null >/dev/null
  else
    say "Python's venv module is missing here. Install it: apt-get install $1"
    exit 1
  fi
}

fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

python=
for name in ${PYTHON:-} python3 python3.11 python3.12 python3.13; do
  if command -v "$name" >/dev/null && fits "$name"; then python=$name; break; fi
done
if [ -z "$python" ]; then
  say "Kholboo needs Python 3.11 or newer, and found none."
  say "Install one (apt-get install python3 python3-venv), or name it: make setup PYTHON=/path/to/python3"
  exit 1
fi

if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then debian_package python3-venv; fi

# uv, by its own lock. pip reads the machine's own settings (index, certificates) by itself.
if ! cmp -s launch/bootstrap.lock .uv/lock 2>/dev/null; then
  rm -rf .uv
  "$python" -m venv .uv
  .uv/bin/pip install --quiet --disable-pip-version-check --require-hashes -r launch/bootstrap.lock
  cp launch/bootstrap.lock .uv/lock
fi

# uv does not read pip's settings: pass on what this machine says about where packages come from.
pip_says() { .uv/bin/pip config get "global.$1" 2>/dev/null | tr '\n' ' '; }
index=${PIP_INDEX_URL:-$(pip_says index-url)}
extra="${PIP_EXTRA_INDEX_URL:-} $(pip_says extra-index-url)"
links="${PIP_FIND_LINKS:-} $(pip_says find-links)"
certificates=${PIP_CERT:-$(pip_says cert)}
words() { printf '%s' "$*" | xargs; }
if [ -n "$(words "$index")" ]; then export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$(words "$index")}"; fi
if [ -n "$(words "$extra")" ]; then export UV_INDEX="${UV_INDEX:-$(words "$extra")}"; fi
if [ -n "$(words "$links")" ]; then
  export UV_FIND_LINKS="${UV_FIND_LINKS:-$(words "$links" | tr ' ' ',')}"
fi
if [ -n "$(words "$certificates")" ]; then
  export SSL_CERT_FILE="${SSL_CERT_FILE:-$(words "$certificates")}"
fi
# Every file is checked against the lock's hashes, so any mirror may serve it.
export UV_INDEX_STRATEGY=unsafe-best-match

if ! { [ -x .venv/bin/python ] && fits .venv/bin/python; }; then
  rm -rf .venv
  "$python" -m venv --without-pip .venv
fi
.uv/bin/uv pip sync --quiet --require-hashes --python .venv/bin/python requirements.lock
touch .venv/.ready
