"""All benches of the engine, one after the other, each in a process of its own (one core, one thread)."""

from __future__ import annotations

import importlib.util
import subprocess
import sys

BENCHES = (["bench.engine_speed"], ["bench.shipped_bank"], ["bench.engine_accuracy"], ["bench.engine_peers"])


def main() -> int:
    worst = 0
    for arguments in BENCHES:
        if importlib.util.find_spec(arguments[0]) is None:
            continue
        print(f"== {arguments[0]}", flush=True)
        worst = max(worst, subprocess.run([sys.executable, "-m", *arguments], check=False).returncode)
    return worst


if __name__ == "__main__":
    sys.exit(main())
