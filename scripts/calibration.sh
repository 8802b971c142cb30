#!/usr/bin/env bash
# Make the environment of the calibration extra (py-irt, torch for CPU) and run its tests there.
set -euo pipefail
wanted=$1 folder=$2
fits() { command -v "$1" >/dev/null && "$1" -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null; }
if fits "$wanted"; then python=$wanted
elif fits python3.11; then python=python3.11
else
  echo "py-irt 0.7.1 needs Python 3.11 (it refuses 3.12 and newer), and neither $wanted nor python3.11 is one." >&2
  echo "Install it, or say make test-calibration PYTHON=/path/to/python3.11. Everything else works without this extra." >&2
  exit 1
fi
stamp="$folder/.installed-$(cat requirements-dev.txt scripts/calibration.sh | sha256sum | cut -c1-16)"
if [ ! -e "$stamp" ]; then
  bash scripts/python.sh "$python" "$folder"
  # torch first and by itself: its CPU build has another hash than the registry's, so it cannot be in the hashed lock.
  "$folder/bin/pip" install --quiet torch==2.13.0
  "$folder/bin/pip" install --quiet --require-hashes -r requirements-dev.txt
  # py-irt last: it wants rich 13 where the lock has a newer one, which only the import linter uses.
  "$folder/bin/pip" uninstall --quiet --yes import-linter
  "$folder/bin/pip" install --quiet py-irt==0.7.1
  "$folder/bin/python" -c 'import numpy, py_irt.training, pyro, torch'
  touch "$stamp"
fi
export OMP_NUM_THREADS="${OMP_NUM_THREADS:-2}"
exec "$folder/bin/python" -m pytest tests/calibration_extra -m calibration
