"""The benches, one after the other, each in a process of its own (one core, one thread).

python -m bench                     every part, at sizes that take some minutes
python -m bench speed bank          these parts only
python -m bench accuracy --full     at the sizes of the figures of docs/engine.md
"""

from __future__ import annotations

import argparse
import importlib.util
import subprocess
import sys
from dataclasses import dataclass

PEERS = ("catsim", "adaptivetesting", "girth", "mirt")
HOW = """
!! The peers are not installed in this environment ({absent}): their figures are missing below.
!! They live in an environment of their own, so that the product does not depend on them:
!!   python -m venv .venv-peers
!!   .venv-peers/bin/pip install -r bench/requirements-peers.txt
!!   PYTHONPATH=. .venv-peers/bin/python -m bench peers
"""


@dataclass(frozen=True)
class Part:
    """One bench: its module, with what it takes at each size."""

    module: str
    what: str
    usual: tuple[str, ...] = ()
    full: tuple[str, ...] = ()
    beside_peers: bool = False


PARTS = {
    "accuracy": Part(
        "bench.engine_accuracy",
        "right decisions and honest probabilities in invented worlds",
        usual=("--persons", "50", "--seeds", "101", "--worlds", "medium,none,lines", "--jobs", "1"),
        full=("--persons", "100", "--seeds", "101-116"),
    ),
    "speed": Part("bench.engine_speed", "time and memory of one step"),
    "peers": Part("bench.engine_peers", "one step, abilities and a whole simulation beside peers", beside_peers=True),
    "bank": Part("bench.shipped_bank", "the shipped bank, simulated", usual=("--persons", "60")),
    "authors": Part("bench.author_pages", "an author's pages on a bank of 21,000 questions"),
    "calibration": Part(
        "bench.calibration", "parameters from answers, beside peers", usual=("--quick",), beside_peers=True
    ),
}


def absent_peers() -> list[str]:
    return [name for name in PEERS if importlib.util.find_spec(name) is None]


def run(name: str, full: bool) -> int:
    """Run a part; its exit code."""
    part = PARTS[name]
    print(f"\n== {name}: {part.what} ({part.module})", flush=True)
    if part.beside_peers and (absent := absent_peers()):
        print(HOW.format(absent=", ".join(absent)), file=sys.stderr, flush=True)
    arguments = part.full if full else part.usual
    return subprocess.run([sys.executable, "-m", part.module, *arguments], check=False).returncode


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(PARTS)}; all by default")
    parser.add_argument("--full", action="store_true", help="the sizes of the figures of docs/engine.md")
    asked = parser.parse_args()
    unknown = [name for name in asked.parts if name not in PARTS]
    if unknown:
        parser.error(f"no part named {', '.join(unknown)}; there are {', '.join(PARTS)}")
    failed = [name for name in asked.parts or PARTS if run(name, asked.full)]
    if failed:
        print(f"\n!! failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
