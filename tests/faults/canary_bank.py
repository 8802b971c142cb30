"""A bank in which everything a candidate must not see is a unique mark."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

from assessment.config import bank_folder

CRITERION = "1.3.1"
DIFFICULTIES = [-0.731 + 0.0137 * number for number in range(24)]
SLOPE, SLOPE_SE, DIFFICULTY_SE, GUESSING, SECONDS = 1.2347, 0.1359, 0.5173, 0.2371, 617


def write(folder: Path) -> set[str]:
    """Write the bank into a folder; every mark it holds."""
    shutil.copytree(bank_folder() / "referentials", folder / "referentials")
    (folder / "media").mkdir()
    items = [item(number) for number in range(1, 25)]
    home = folder / "items" / "socle"
    home.mkdir(parents=True)
    (home / f"{CRITERION}.yaml").write_text(
        yaml.safe_dump({"criterion": CRITERION, "items": items}, allow_unicode=True)
    )
    return set().union(*(marks(one) for one in items))


def item(number: int) -> dict[str, Any]:
    kinds = (single_choice, several_choices, a_number, short_text, ordering, fill_table)
    return {
        "code": f"{CRITERION}-{number:02d}",
        "title": f"qzqtre{number:02d}",
        "trade": "quotidien",
        "question": f"Que dit la consigne numéro {number} ?",
        "explanation": f"qzqxplication{number:02d}",
        "difficulty": {"value": round(DIFFICULTIES[number - 1], 4), "se": DIFFICULTY_SE},
        "slope": {"value": SLOPE, "se": SLOPE_SE},
        "guessing": GUESSING,
        "seconds": SECONDS,
        **kinds[number % 6](number),
    }


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


def marks(one: dict[str, Any]) -> set[str]:
    """What of an item must never reach a candidate: every text said to be a mark, and every telling number."""
    numbers = {
        str(one["difficulty"]["value"]),
        str(SLOPE),
        str(SLOPE_SE),
        str(DIFFICULTY_SE),
        str(GUESSING),
        str(SECONDS),
    }
    number = int(one["code"][-2:])
    keys = {str(481516000 + number)} if one["kind"] == "number" else set()
    keys |= {str(481517000 + number)} if one["kind"] == "fill_table" else set()
    return {one["code"], *texts(one), *keys, *numbers, *(value.replace(".", ",") for value in numbers if "." in value)}


def texts(value: object) -> set[str]:
    if isinstance(value, str):
        return {value} if value.startswith("qzq") else set()
    if isinstance(value, dict):
        return set().union(*map(texts, value.values())) if value else set()
    return set().union(*map(texts, value)) if isinstance(value, list) and value else set()
