"""The pictures and recordings of a folder, read one by one when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from assessment.items.support import PICTURE, SOUND


class MediaFolder(Mapping[str, bytes]):
    """By file name; other files of the folder do not count."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        found = sorted(folder.iterdir()) if folder.is_dir() else []
        self.names = [one.name for one in found if PICTURE.fullmatch(one.name) or SOUND.fullmatch(one.name)]
        self.known = frozenset(self.names)

    def __getitem__(self, name: str) -> bytes:
        if name not in self.known:
            raise KeyError(name)
        return (self.folder / name).read_bytes()

    def __contains__(self, name: object) -> bool:
        return name in self.known

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)
