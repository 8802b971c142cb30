"""A bank of every kind of question, in which what a candidate must not see is a mark found nowhere else.

Three things cannot be marks. Credits are small numbers: the name of their field stands for them.
The right word of a list, or of a window, is shown among the others. The name of a picture or of a recording is sent,
and in the shipped bank it recalls the code of its question: it tells which question it is, never its key.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from assessment.config import bank_folder

CRITERION = "1.3.1"
DIFFICULTIES = [-0.731 + 0.0137 * number for number in range(24)]
SECRET = 481_000_000  # numbers above it are keys
FIELD_NAMES = {"credit", "end_state", "mistake", "accepted", "tolerance", "transcript", "derived"}
SLOPE, SLOPE_SE, DIFFICULTY_SE, GUESSING, SECONDS = 1.2347, 0.1359, 0.5173, 0.2371, 617


def write(folder: Path) -> set[str]:
    """Write the bank into a folder; every mark it holds."""
    shutil.copytree(bank_folder() / "referentials", folder / "referentials")
    (folder / "media").mkdir()
    (folder / "media" / "plan.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 240"/>')
    items = [item(number) for number in range(1, 25)]
    home = folder / "items" / "socle"
    home.mkdir(parents=True)
    (home / f"{CRITERION}.yaml").write_text(
        yaml.safe_dump({"criterion": CRITERION, "items": items}, allow_unicode=True)
    )
    return set().union(*(marks(one) for one in items))


def item(number: int) -> dict[str, Any]:
    own = MAKERS[number % len(MAKERS)](number)
    return {
        "code": f"{CRITERION}-{number:02d}",
        "title": f"qzqtre{number:02d}",
        "trade": "quotidien",
        "question": f"Que dit la consigne numéro {number} ?",
        "explanation": f"qzqxplication{number:02d}",
        "difficulty": {"value": round(DIFFICULTIES[number - 1], 4), "se": DIFFICULTY_SE},
        "slope": {"value": SLOPE, "se": SLOPE_SE},
        "seconds": SECONDS,
        **around(number),
        **own,
        **({} if own["kind"] == "situational" else {"guessing": GUESSING}),
    }


def around(number: int) -> dict[str, Any]:
    """What stands above a question or is listened to: a recording, a picture, a text to say."""
    recording = {"type": "audio", "file": "message.mp3", "transcript": transcript(number)}
    picture = {"type": "picture", "file": "plan.svg", "alt": f"Un plan numéro {number}."}
    return ({"support": [recording]}, {"support": [picture]}, {"spoken": f"Écoutez la consigne {number}."})[number % 3]


def transcript(number: int) -> str:
    return f"qzqtranscrit{number:02d}"


def options(number: int) -> list[dict[str, str]]:
    return [
        {
            "id": f"qzq{letter}{number:02d}",
            "text": f"Consigne {letter} {number}",
            "mistake": f"qzqmeprise{letter}{number:02d}",
        }
        for letter in "xyz"
    ]


def single_choice(number: int) -> dict[str, Any]:
    return {"kind": "single_choice", "options": options(number), "key": f"qzqx{number:02d}"}


def several_choices(number: int) -> dict[str, Any]:
    return {"kind": "several_choices", "options": options(number), "key": [f"qzqx{number:02d}", f"qzqy{number:02d}"]}


def a_number(number: int) -> dict[str, Any]:
    return {"kind": "number", "key": {"value": 481516000 + number, "tolerance": 0.0417}}


def short_text(number: int) -> dict[str, Any]:
    return {"kind": "short_text", "key": {"accepted": [f"qzqcle{number:02d}"]}}


def ordering(number: int) -> dict[str, Any]:
    elements = [{"id": f"qzq{letter}{number:02d}", "text": f"Geste {letter} {number}"} for letter in "xyz"]
    return {"kind": "ordering", "elements": elements, "key": [f"qzq{letter}{number:02d}" for letter in "zxy"]}


def fill_table(number: int) -> dict[str, Any]:
    rows = [["Amina", {"blank": "x1"}], ["Pavel", {"blank": "x2"}]]
    return {
        "kind": "fill_table",
        "table": {"caption": f"Tableau {number}", "columns": ["", "Heure"], "rows": rows},
        "key": {"x1": {"value": 481517000 + number, "tolerance": 0}, "x2": {"accepted": [f"qzqcase{number:02d}"]}},
    }


def situational(number: int) -> dict[str, Any]:
    ways = [{**option, "credit": credit} for option, credit in zip(options(number), (2, 1, 0), strict=True)]
    return {"kind": "situational", "options": ways}


def matching(number: int) -> dict[str, Any]:
    elements = [{"id": f"qzq{letter}{number:02d}", "text": f"Objet {letter} {number}"} for letter in "xyz"]
    choices = [{"id": f"qzq{letter}{number:02d}", "text": f"Bac {letter} {number}"} for letter in "uvw"]
    key = {f"qzq{one}{number:02d}": f"qzq{other}{number:02d}" for one, other in ("xv", "yw", "zu")}
    return {"kind": "matching", "elements": elements, "choices": choices, "key": key}


def fill_blanks(number: int) -> dict[str, Any]:
    return {
        "kind": "fill_blanks",
        "text": "Bonjour [[x1]], nous nous voyons [[x2]] mardi, au bureau [[x3]].",
        "lists": {"x2": ["le", "la"]},
        "key": {
            "x1": {"accepted": [f"qzqblanc{number:02d}"]},
            "x2": "le",
            "x3": {"value": 481518000 + number, "tolerance": 0},
        },
    }


def placing(number: int) -> dict[str, Any]:
    places = zip(options(number), (60, 160, 260), strict=True)
    return {
        "kind": "placing",
        "picture": {"file": "plan.svg", "alt": "Un plan avec trois portes.", "width": 320, "height": 240},
        "zones": [{**option, "x": x, "y": 120} for option, x in places],
        "key": f"qzqy{number:02d}",
    }


def task(number: int) -> dict[str, Any]:
    fields = [
        {"id": "a", "type": "text", "label": "À"},
        {"id": "b", "type": "long_text", "label": "Message"},
        {"id": "c", "type": "text", "label": "Nombre de pages"},
        {"id": "d", "type": "choice", "label": "Ensuite", "choices": ["Envoyer", "Supprimer"]},
    ]
    return {
        "kind": "task",
        "screen": {"frame": "mail", "title": "Nouveau message", "fields": fields},
        "end_state": {
            "a": {"accepted": [f"qzqfin{number:02d}"]},
            "b": {"contains": [f"qzqpartie{number:02d}", [f"qzqforme{number:02d}", f"qzqautre{number:02d}"]]},
            "c": {"value": 481519000 + number, "tolerance": 0},
            "d": {"choice": "Envoyer"},
        },
    }


def family(number: int) -> dict[str, Any]:
    """A pattern whose every variant has the same key, so that it is a mark too."""
    return {
        "kind": "number",
        "family": {"parameters": {"n": {"from": 3, "to": 9}}, "derived": {"total": f"{481520000 + number} + n * 0"}},
        "question": "Combien pour {n} consignes ?",
        "key": {"value": "total", "tolerance": 0},
    }


MAKERS = [single_choice, several_choices, a_number, short_text, ordering, fill_table]
MAKERS += [situational, matching, fill_blanks, placing, task, family]


def marks(one: dict[str, Any]) -> set[str]:
    """What of an item must never reach a candidate: every text said to be a mark, and every telling number."""
    telling = (one["difficulty"]["value"], SLOPE, SLOPE_SE, DIFFICULTY_SE, GUESSING, SECONDS)
    numbers = {str(number) for number in telling}
    drawn = {one["family"]["derived"]["total"].split()[0]} if "family" in one else set()
    commas = {value.replace(".", ",") for value in numbers if "." in value}
    return {one["code"], *texts(one), *drawn, *numbers, *commas}


def texts(value: object) -> set[str]:
    """The marks among the texts and the whole numbers of a mapping, and the telling names of its fields."""
    if isinstance(value, str):
        return {value} if value.startswith("qzq") else set()
    if isinstance(value, int):
        return {str(value)} if value > SECRET else set()
    if isinstance(value, dict):
        return (FIELD_NAMES & set(value)).union(*map(texts, value.values()))
    return set[str]().union(*map(texts, value)) if isinstance(value, list) else set()
