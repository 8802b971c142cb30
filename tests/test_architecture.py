"""The house keeps its shape: who imports whom, how long things are, and no import hidden in a function."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
SOURCES = [p for p in sorted((ROOT / "assessment").rglob("*.py")) if "migrations" not in p.parts]
LONGEST_FILE, LONGEST_FUNCTION, MOST_PARAMETERS = 300, 40, 5
# Heavy libraries are loaded when asked: only adapters may import inside a function.
MAY_IMPORT_LATE = "adapters"

Function = ast.FunctionDef | ast.AsyncFunctionDef


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, Function):
            yield node


def body_length(function: Function) -> int:
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def place(path: Path, node: Function) -> str:
    return f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


def test_arrows_point_down() -> None:
    # In a process of its own: import-linter silences every logger of the process it runs in.
    lint = [sys.executable, "-c", "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"]
    found = subprocess.run(lint, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr


def test_no_file_is_too_long() -> None:
    long = {str(p.relative_to(ROOT)): n for p in SOURCES if (n := len(p.read_text().splitlines())) > LONGEST_FILE}
    assert not long


def test_no_function_is_too_long() -> None:
    long = [place(p, f) for p in SOURCES for f in functions(p) if body_length(f) > LONGEST_FUNCTION]
    assert not long


def test_no_function_takes_too_many_parameters() -> None:
    def count(function: Function) -> int:
        given = function.args
        names = [a.arg for a in (*given.posonlyargs, *given.args, *given.kwonlyargs)]
        return len([name for name in names if name not in ("self", "cls")])

    # A click command receives its options as parameters, one each.
    def is_command(function: Function) -> bool:
        return any("command" in ast.unparse(decorator) for decorator in function.decorator_list)

    many = [place(p, f) for p in SOURCES for f in functions(p) if count(f) > MOST_PARAMETERS and not is_command(f)]
    assert not many


def test_no_import_hides_in_a_function() -> None:
    hidden = [
        place(path, function)
        for path in SOURCES
        if MAY_IMPORT_LATE not in path.parts
        for function in functions(path)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not hidden


def test_only_constant_texts_are_translated_in_templates() -> None:
    # Jinja marks what `_()` returns as safe markup: a variable passed through it would not be escaped.
    templates = (ROOT / "assessment" / "web" / "templates").rglob("*.html")
    loose = [str(p.relative_to(ROOT)) for p in templates if re.search(r"\b_\(\s*[^\"'\s]", p.read_text())]
    assert not loose


def test_every_module_says_its_one_idea() -> None:
    silent = [str(p.relative_to(ROOT)) for p in SOURCES if not ast.get_docstring(ast.parse(p.read_text()))]
    assert not silent
