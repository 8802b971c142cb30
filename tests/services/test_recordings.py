"""Who hears a recording, and who reads it instead."""

from __future__ import annotations

from datetime import datetime

from assessment.items.support import SoundBlock, TextBlock
from assessment.services import files, progress, seen
from assessment.services.acting import CANDIDATE, Acting
from assessment.sittings.sitting import Settings
from tests.sittings.playing import begun

LISTENING = Settings(questions=2, criteria=("1.1.1",))


def test_a_candidate_hears_and_does_not_read(candidate: Acting, file_id: str, now: datetime) -> None:
    begun(candidate, now, LISTENING)
    shown = progress.current_question(candidate)
    assert shown is not None
    sounds = [block for block in shown.question.support if isinstance(block, SoundBlock)]
    assert sounds
    assert not sounds[0].said
    beside = [block for block in seen.questions(file_id)[0].question.support if isinstance(block, SoundBlock)]
    assert beside[0].said
    assert beside[0].said not in str(shown)


def test_where_sound_is_no_way_the_words_are_read(people: dict[str, Acting], now: datetime) -> None:
    details = files.NewFile("socle", "Amina", "Diallo", accommodations=("no_audio",))
    file_id = files.open_file(people["evaluator"], details, now)
    reader = Acting(people["evaluator"].body_id, "Amina", frozenset({CANDIDATE}), file_id=file_id)
    begun(reader, now, LISTENING)
    shown = progress.current_question(reader)
    assert shown is not None
    assert all(isinstance(block, TextBlock) for block in shown.question.support)
    assert len(str(shown.question.support[0])) > 100
