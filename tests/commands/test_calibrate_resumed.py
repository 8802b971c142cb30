"""`assessment calibrate` stopped in the middle: the same command goes on, to the same files."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from assessment.engine.calibration.memory import Kept
from assessment.interchange.calibration_checkpoint import Checkpoint, beside
from tests.commands.test_calibrate import answer_rows, item_rows, run
from tests.engine.calibration.simulated import Simulated, one_scale


@pytest.fixture(scope="module")
def known() -> Simulated:
    return one_scale(150, 16, seed=3, each=9)


@pytest.fixture
def ctrl_c(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Ctrl-C after so many steps, once."""

    def after(steps: int) -> None:
        keep = Checkpoint.keep

        def interrupted(self: Checkpoint, stage: str, state: Callable[[], Kept]) -> None:
            keep(self, stage, state)
            if self.steps == steps:
                monkeypatch.undo()
                raise KeyboardInterrupt

        monkeypatch.setattr(Checkpoint, "keep", interrupted)

    return after


def files(folder: Path) -> dict[str, object]:
    """The three files, without the time they took."""
    texts = {name: (folder / "out" / name).read_text() for name in ("parameters.csv", "structure.json")}
    return texts | {"report": json.loads((folder / "out/report.json").read_text()) | {"seconds": None}}


@pytest.mark.parametrize("method", ["unidimensional", "joint"])
def test_going_on_gives_the_same_files(
    tmp_path: Path, known: Simulated, ctrl_c: Callable[[int], None], method: str
) -> None:
    whole, stopped = tmp_path / "whole", tmp_path / "stopped"
    for folder in (whole, stopped):
        folder.mkdir()
    run(whole, item_rows(), answer_rows(known), method)
    ctrl_c(4)
    first = run(stopped, item_rows(), answer_rows(known), method)
    assert first.exit_code == 130
    assert "La même commande reprendra" in first.output
    assert not (stopped / "out").exists()
    assert "Reprise après 4 étapes" in run(stopped, item_rows(), answer_rows(known), method).output
    assert files(stopped) == files(whole)
    assert not beside(stopped / "out").exists()


@pytest.mark.parametrize("damage", ["other answers", "cut"])
def test_a_checkpoint_of_other_answers_or_cut_is_not_used(
    tmp_path: Path, known: Simulated, ctrl_c: Callable[[int], None], damage: str
) -> None:
    ctrl_c(4)
    run(tmp_path, item_rows(), answer_rows(known), "joint")
    rows = answer_rows(known)
    if damage == "cut":
        content = beside(tmp_path / "out").read_bytes()
        beside(tmp_path / "out").write_bytes(content[: len(content) // 2])
    else:
        rows[1] = [*rows[1][:2], 1 - int(rows[1][2])]  # type: ignore[call-overload]
    again = run(tmp_path, item_rows(), rows, "joint")
    assert again.exception is None
    assert "Reprise" not in again.output
