"""French sentences are looked up: none is written bare below or in the pages, and what is extracted is constant."""

from __future__ import annotations

import ast
import builtins
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.mofile import read_mo
from babel.messages.pofile import read_po

from scripts.french_catalogue import spaced

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "assessment"
TREES = {p.relative_to(PACKAGE): ast.parse(p.read_text()) for p in sorted(PACKAGE.rglob("*.py"))}
SPOKEN = {"message": 1, "counted": 2, "gettext": 1, "_": 1, "ngettext": 2, "lazy_gettext": 1}
CERTIFICATE = re.compile(r"CléA \w+")  # a name
FRENCH = re.compile(r"[àâçéèêëîïôùûüœÀÂÇÉÈÊÎÔŒ]|«|\b(?:[cdjlmnst]|qu)['’][a-z]", re.IGNORECASE)
WORDS = re.compile(r"[^\W\d_]{2,}.*\s.*[^\W\d_]{2,}|[àâçéèêëîïôùûü]")
HOLE = re.compile(r"%\((\w+)\)s")
# Words that are read or written as they are, whatever the language of the pages.
DATA = {
    "items/common_words/__init__.py": "endings of French words",
    "items/item.py": "the trades are values of an item file",
    "items/numbers_fr.py": "units and signs that a candidate types",
    "items/passive.py": "French grammar",
    "items/typesetting.py": "French spaces",
    "items/wording.py": "letters that count as the same",
    "interchange/formats/foreign_words.py": "contents of questions",
    "interchange/formats/tags.py": "labels of a question in a file that is read back",
    "interchange/form_families.py": "the words of a line an author types",
    "interchange/form_screens.py": "the words of a line an author types",
    "interchange/referential_table.py": "the columns of a file that is read back",
    "interchange/referential_words.py": "the columns and words of a file that is read back",
    "services/demonstration.py": "invented people",
    "services/demonstration_people.py": "invented people",
    "services/sample_questions.py": "invented questions",
    "services/samples.py": "invented questions",
    "web/system.py": "invented content of the page of the design system",
}
COMMANDS = ("cli.py", "commands")  # a terminal of an operator: plain French, but the faults it prints are messages


def documentation(tree: ast.AST) -> set[int]:
    """Strings that stand alone: docstrings of modules, functions and fields."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def name_of(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else getattr(function, "attr", "")


def calls(tree: ast.AST) -> Iterator[ast.Call]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Call))


def within(nodes: list[ast.expr]) -> set[int]:
    return {id(part) for node in nodes for part in ast.walk(node)}


def allowed(tree: ast.AST) -> set[int]:
    """Strings that are looked up, patterns, and the stable codes of enumerations."""
    found = documentation(tree)
    for call in calls(tree):
        name = name_of(call.func)
        found |= within(call.args[: SPOKEN[name]]) if name in SPOKEN else set()
        found |= within(call.args) if name in ("compile", "sub", "split", "fullmatch") else set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and any("Enum" in ast.unparse(base) for base in node.bases):
            found |= within([line.value for line in node.body if isinstance(line, ast.Assign)])
    return found


def text_of(node: ast.expr) -> str:
    """The fixed text of a string or an f-string; nothing for any other expression."""
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return "".join(part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))


def told(tree: ast.AST) -> Iterator[ast.expr]:
    """What faults and errors of our own are made of."""
    for call in calls(tree):
        name = name_of(call.func)
        if name == "Fault" or (name == "add" and len(call.args) == 3):
            yield from call.args
        elif name == "fault" and len(call.args) == 3:
            yield from call.args[1:]
        elif name == "raise_if_any":
            yield from call.args
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name):
            yield from node.exc.args[:1] if node.exc.func.id not in dir(builtins) else ()


def test_no_french_is_written_outside_a_sentence_that_is_looked_up() -> None:
    bare = [
        f"{path}:{node.lineno} {node.value[:60]}"
        for path, tree in TREES.items()
        if path.as_posix() not in DATA and path.parts[0] not in COMMANDS and "migrations" not in path.parts
        for looked_up in [allowed(tree)]
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in looked_up
        if FRENCH.search(CERTIFICATE.sub("", node.value))
    ]
    assert not bare


def test_faults_and_errors_are_made_of_messages() -> None:
    bare = [
        f"{path}:{node.lineno} {text_of(node)[:60]}"
        for path, tree in TREES.items()
        for node in told(tree)
        for part in ([node.body, node.orelse] if isinstance(node, ast.IfExp) else [node])
        if WORDS.search(text_of(part))
    ]
    assert not bare


def test_every_file_that_may_hold_bare_words_still_does() -> None:
    assert all((PACKAGE / name).is_file() for name in DATA)


def test_sentences_are_constant_and_their_holes_are_filled() -> None:
    wrong = [
        f"{path}:{call.lineno} {ast.unparse(call)[:80]}"
        for path, tree in TREES.items()
        if "from assessment.messages import" in (PACKAGE / path).read_text()
        for call in calls(tree)
        if name_of(call.func) in ("message", "counted") and isinstance(call.func, ast.Name) and not is_well_made(call)
    ]
    assert not wrong


def is_well_made(call: ast.Call) -> bool:
    sentences = call.args[: SPOKEN[name_of(call.func)]]
    if any(word.arg is None for word in call.keywords):  # **values: only known when it runs
        return len(sentences) == sum(isinstance(one, ast.Constant) for one in sentences)
    given = {word.arg for word in call.keywords} | ({"n"} if name_of(call.func) == "counted" else set())
    texts = [one.value for one in sentences if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    holes = [set(HOLE.findall(text)) for text in texts]
    doubled = all("%" not in HOLE.sub("", text).replace("%%", "") for text in texts) or not given
    used = holes and (set.union(*holes) | {"n"} if len(sentences) == 2 else holes[0]) == given
    return len(texts) == len(sentences) and bool(used) and doubled


def test_the_catalogue_holds_the_plurals_of_pure_code_and_of_pages() -> None:
    folder = PACKAGE / "web" / "translations" / "fr" / "LC_MESSAGES"
    with (folder / "messages.po").open("rb") as readable, (folder / "messages.mo").open("rb") as compiled:
        written, used = read_po(readable), read_mo(compiled)
    plurals = {tuple(one.id) for one in written if one.pluralizable}
    assert plurals == {tuple(one.id) for one in used if one.pluralizable}
    expected = {
        tuple(part.value for part in call.args[:2] if isinstance(part, ast.Constant))
        for path, tree in TREES.items()
        if "assessment.messages" in (PACKAGE / path).read_text()
        for call in calls(tree)
        if name_of(call.func) == "counted" and isinstance(call.func, ast.Name) and len(call.args) >= 3
    }
    assert expected
    assert expected <= plurals


def test_every_sentence_of_the_catalogue_has_the_spaces_that_do_not_break() -> None:
    with (PACKAGE / "web" / "translations" / "fr" / "LC_MESSAGES" / "messages.mo").open("rb") as compiled:
        used = {one.id: one.string for one in read_mo(compiled) if not one.pluralizable}
    sentences = {
        call.args[0].value
        for tree in TREES.values()
        for call in calls(tree)
        if name_of(call.func) in ("message", "gettext") and call.args and isinstance(call.args[0], ast.Constant)
    }
    assert {text for text in sentences if text and spaced(text) != used.get(text, text)} == set()


def test_every_sentence_is_gathered_for_a_translator(tmp_path: Path) -> None:
    target = tmp_path / "messages.pot"
    line = next(line for line in (ROOT / "Makefile").read_text().splitlines() if "pybabel" in line)
    command = (
        line.strip().replace("$(BIN)", str(Path(sys.executable).parent)).replace("build/messages.pot", str(target))
    )
    subprocess.run(command.split(), cwd=ROOT, check=True)
    with target.open("rb") as file:
        gathered = {tuple(one.id) if one.pluralizable else one.id for one in read_po(file)}
    assert "Ce dossier ne peut pas encore être signé. %(said)s" in gathered
    assert ("%(n)s case", "%(n)s cases") in gathered
    assert len(gathered) > 1500
