#!/usr/bin/env bash
# Make a virtual environment with Python 3.11 or newer, or say what is missing.
set -euo pipefail
wanted=$1 folder=$2
python=$(command -v "$wanted" || command -v python3 || true)
if [ -z "$python" ]; then
  echo "Python 3.11 or newer is needed: install it (Debian, Ubuntu: apt-get install python3 python3-venv), or say make PYTHON=/path/to/python." >&2
  exit 1
fi
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
  echo "$python is $("$python" --version); Python 3.11 or newer is needed. Say make PYTHON=/path/to/python." >&2
  exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    apt-get update -qq && apt-get install -y -qq --no-install-recommends python3-venv
  else
    echo "This Python has no venv module: apt-get install python3-venv, then try again." >&2
    exit 1
  fi
fi
[ -x "$folder/bin/pip" ] || "$python" -m venv "$folder"
"$folder/bin/pip" install --quiet --upgrade "setuptools>=77" wheel
