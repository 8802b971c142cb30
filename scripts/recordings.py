"""Speaks the transcript of every recording the bank names and does not hold yet: `python scripts/recordings.py`.

Needs espeak-ng (a free speech synthesizer, French voice) and ffmpeg on the path, both in Debian's packages.
A recording by a person, under the same name, is better: this never overwrites a file.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from assessment.config import bank_folder
from assessment.interchange.yaml_items import load_items
from assessment.items.support import AudioBlock

MAN, WOMAN = "fr", "fr+f3"
WOMAN_SPEAKS = "-f"
"""How the name of a file ends, before its extension, when a woman speaks: `1-1-1-03-garage-f.mp3`."""

WORDS_PER_MINUTE = "135"
"""Unhurried, as one speaks to be understood by somebody one does not know."""

BIT_RATE = "24k"
"""Enough for speech: 3 kB a second."""


def main() -> int:
    media = bank_folder() / "media"
    blocks = {
        block.file: block.transcript
        for item in load_items(bank_folder() / "items")
        for block in item.support
        if isinstance(block, AudioBlock)
    }
    for name, transcript in sorted(blocks.items()):
        if not (media / name).exists():
            record(media / name, transcript, voice_for(name))
            print(f"{name} : {(media / name).stat().st_size} octets")
    return 0


def voice_for(name: str) -> str:
    """The voice of the person who speaks in this recording."""
    return WOMAN if Path(name).stem.endswith(WOMAN_SPEAKS) else MAN


def record(path: Path, transcript: str, voice: str) -> None:
    """One file, mono, levelled, in the format its name says."""
    with tempfile.TemporaryDirectory() as folder:
        raw = str(Path(folder) / "raw.wav")
        speak = ["espeak-ng", "-v", voice, "-s", WORDS_PER_MINUTE, "-g", "3", "-w", raw]
        subprocess.run(speak, input=transcript, text=True, check=True)
        encode = ["ffmpeg", "-loglevel", "error", "-i", raw, "-af", "loudnorm=I=-18", "-ac", "1", "-ar", "22050"]
        subprocess.run([*encode, "-b:a", BIT_RATE, "-map_metadata", "-1", str(path)], check=True)


if __name__ == "__main__":
    sys.exit(main())
