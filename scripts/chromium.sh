#!/usr/bin/env bash
# Find a Chromium for the browser tests, install it where we may, or say what to do.
set -euo pipefail
PATH="$PATH:/usr/sbin:/sbin" # ldconfig is not in an ordinary user's path on Debian

has_browser() {
  [ -n "${CHROMIUM:-}" ] || command -v chromium || command -v chromium-browser || command -v google-chrome
}
has_atomic() {
  local libraries
  libraries=$(ldconfig -p 2>/dev/null || true)
  [ -n "${CHROMIUM:-}" ] || [[ $libraries == *libatomic.so.1* ]]
}
distribution() {
  # shellcheck disable=SC1091
  (. /etc/os-release 2>/dev/null && echo "${ID:-}")
}

if has_browser >/dev/null && has_atomic; then
  exit 0
fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null && [ "$(distribution)" = debian ]; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium libatomic1 fonts-noto-core >/dev/null
  exit 0
fi
echo "The browser tests need Chromium and libatomic1: on Debian, apt-get install chromium libatomic1;" >&2
echo "on Ubuntu, install Google Chrome (apt's chromium is a snap) and libatomic1; elsewhere set CHROMIUM=/path/to/chromium." >&2
exit 1
