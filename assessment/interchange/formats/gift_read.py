"""GIFT read block by block; each question becomes one of our kinds, or a fault that says why not."""

from __future__ import annotations

from dataclasses import replace

from assessment.interchange.formats.foreign_words import COMPLETE
from assessment.interchange.formats.gift_answers import Between, answer_of
from assessment.interchange.formats.gift_text import CATEGORY, Block, blocks, restored, split_format, split_title, told
from assessment.interchange.formats.html_text import Statement
from assessment.interchange.formats.port import Data, Incoming, Reading
from assessment.interchange.formats.seal import opened
from assessment.interchange.formats.tags import criterion_in, tagged
from assessment.interchange.rows import at_line
from assessment.messages import joined, message

LONGEST = 30_000  # characters of one question
BLANK = "[[x1]]"


def read_gift(name: str, text: str, reading: Reading) -> None:
    criterion = ""
    for block in blocks(text):
        if block.text.startswith(CATEGORY):
            criterion = criterion_in(restored(block.text[len(CATEGORY) :]))
            continue
        shown = Reading(reading.faults)
        found = question(block, at_line(name, block.line), shown)
        if found is None:
            reading.notes += shown.notes
            continue
        found = replace(found, criterion=criterion)
        if block.seal:
            reading.questions.append(opened(block.seal, found, reading, shown.notes))
        else:
            reading.notes += shown.notes
            reading.questions.append(tagged(found, block.tags, block.number))


def question(block: Block, place: str, reading: Reading) -> Incoming | None:
    """A question as it is shown; None after a fault, or for a text that asks nothing."""
    title, text = split_title(block.text)
    place = joined(", ", (place, title[:60])) if title else place
    start, end = text.find("{"), text.find("}")
    asks = start >= 0 or end >= 0
    if len(text) > LONGEST or (asks and not 0 <= start < end):
        found = message("une question trop longue") if len(text) > LONGEST else message("des accolades mal fermées")
        reading.fault(place, found, message("une réponse entre { et }, une ligne vide après chaque question"))
        return None
    if not asks and not block.seal:
        reading.note(place, message("un texte sans question (description), laissé"))
        return None
    inner, general = text[start + 1 : end], ""
    if "####" in inner:
        inner, _, general = inner.rpartition("####")
    missing_word = asks and not ended(text[:start], text[end + 1 :])
    shown = f"{text[:start]}{BLANK}{text[end + 1 :]}" if missing_word else text[:start] if asks else text
    style, rest = split_format(shown, "moodle")
    said = told(rest, style)
    between = Between(inner, style, place, reading)
    answer: Data | None = answer_of(between) if asks else {}
    for dropped in said.dropped:
        reading.note(place, message("laissé : %(what)s", what=dropped))
    if answer is None:
        return None
    data = {"title": title} if title else {}
    explanation = between.plain(general)
    explained = {"explanation": explanation} if explanation else {}
    if missing_word and "mistake" in str(answer.get("options")):
        reading.note(place, message("les commentaires des réponses sont laissés"))
    asked = within_text(said, answer) if missing_word else stated(said, answer)
    return Incoming({**data, **asked, **explained}, place, foreign=True)


def ended(before: str, after: str) -> bool:
    """Whether nothing follows the answer; a full stop after a question is nothing."""
    tail = after.strip()
    return not tail or (before.rstrip().endswith("?") and tail.strip(".;") == "")


def stated(said: Statement, answer: Data) -> Data:
    """The question, its documents, how to answer and the unit, as far as they are said."""
    data: Data = {"question": said.text}
    if said.support:
        data["support"] = said.support
    if said.how:
        data["how"] = said.how
    unit: Data = {"unit": said.unit} if said.unit and answer.get("kind") == "number" else {}
    return data | answer | unit


def within_text(said: Statement, answer: Data) -> Data:
    """A missing word: one blank in a text, whatever is expected there. What stands before its paragraph is the question."""
    at = next((at for at, part in enumerate(said.paragraphs) if BLANK in part), 0)
    before, text = said.paragraphs[:at], "\n\n".join(said.paragraphs[at:])
    key = answer.get("key")
    if answer.get("kind") == "single_choice" and isinstance(options := answer["options"], list):
        right = next(row["text"] for row in options if row["id"] == key)
        answer = {"lists": {"x1": [row["text"] for row in options]}, "key": {"x1": right}}
    elif answer.get("kind") == "fill_blanks":
        answer = {name: answer[name] for name in ("lists", "key")}
    elif answer.get("kind") in ("number", "short_text"):
        answer = {"key": {"x1": key}}
    else:
        return stated(replace(said, paragraphs=[part.replace(BLANK, "_____") for part in said.paragraphs]), answer)
    question = stated(replace(said, paragraphs=before or [COMPLETE]), {})
    return question | {"kind": "fill_blanks", "text": text} | answer
