"""What Relève refuses is documented: families of errors, faults of the disk, exit codes, HTTP answers; both ways."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from app.store.faults import SENTENCES, Fault
from app.web.documented import DOCUMENTED
from tests.content.written import ROOT, first_cells, part, plain_spaces, program, rows, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator

APP = ROOT / "app"
ERRORS = text_of(".github/ERRORS.md")


@cache
def tree_of(path: Path) -> ast.Module:
    """The source of a module, read once."""
    return ast.parse(path.read_text(encoding="utf-8"))


def families() -> set[str]:
    """The base of expected errors and every class below it, by name, wherever it stands."""
    bases = {
        node.name: {base.id for base in node.bases if isinstance(base, ast.Name)}
        for path in sorted(APP.rglob("*.py"))
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.ClassDef)
    }
    found = {"ReleveError"}
    while more := {name for name, above in bases.items() if above & found} - found:
        found |= more
    return found - {"ReleveError"}


def test_every_family_of_errors_is_documented() -> None:
    """A sentence for each, when it comes, what to do; none that is gone."""
    table = part(ERRORS, "Familles")
    assert sorted(first_cells(table)) == sorted(families())
    assert [row for row in rows(table) if not all(row) or len(row) != 4] == []


def test_every_fault_of_the_disk_is_documented() -> None:
    """With words of the very sentence that it has."""
    table = [row for row in rows(part(ERRORS, "Le disque")) if row[0].startswith("`")]
    said = {row[0].strip("`"): plain_spaces(row[1]).strip("« »") for row in table}
    assert set(said) == {one.value for one in Fault}
    assert [one for one in Fault if said[one.value] not in plain_spaces(SENTENCES[one])] == []


def test_every_sentence_quoted_is_one_that_the_program_says() -> None:
    """What the table of families quotes is part of a source text."""
    samples = [plain_spaces(row[2]).strip("« »") for row in rows(part(ERRORS, "Familles"))[2:]]
    assert len(samples) == len(families())
    assert [one for one in samples if one not in program()] == []


def test_every_exit_code_is_documented() -> None:
    """Those of the commands, and 0."""
    calls = [
        node for path in sorted((APP / "cli").glob("*.py")) for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)
    ]  # fmt: skip
    codes = {
        str(code) for call in calls if name_of(call) in ("SystemExit", "exit") for code in whole_numbers(call.args)
    }
    assert codes == {"1", "2"}
    assert set(first_cells(part(ERRORS, "Codes de sortie des commandes"))) == codes | {"0"}


def name_of(call: ast.Call) -> str:
    """The last word of what is called."""
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def whole_numbers(nodes: list[ast.expr]) -> Iterator[int]:
    """Whole numbers written there, in a condition too."""
    for node in nodes:
        for inner in ast.walk(node) if isinstance(node, (ast.IfExp, ast.Constant)) else ():
            if isinstance(inner, ast.Constant) and type(inner.value) is int:
                yield inner.value


def responses() -> set[str]:
    """Names of the classes that answer a request: Starlette's, and those of ours made of them."""
    made = {
        node.name
        for path in (APP / "web").glob("*.py")
        for node in tree_of(path).body
        if isinstance(node, ast.ClassDef) and any(ast.unparse(one).endswith("Response") for one in node.bases)
    }
    return made | {"Response", "HTMLResponse", "JSONResponse", "PlainTextResponse", "RedirectResponse"}


def statuses(path: Path, answering: set[str]) -> Iterator[int]:
    """Statuses that a module of ours may answer: given to a response, named ``status``, or returned after a sentence."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Call):
            yield from whole_numbers([one.value for one in node.keywords if one.arg in ("status", "status_code")])
            if name_of(node) in answering:
                yield from whole_numbers(node.args)
        elif isinstance(node, ast.Assign) and any(getattr(one, "id", "") == "status" for one in node.targets):
            yield from whole_numbers([node.value])
        elif isinstance(node, ast.FunctionDef):
            named = dict(zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True))
            yield from whole_numbers([value for one, value in named.items() if one.arg == "status" and value])
        elif isinstance(node, ast.Return) and isinstance(node.value, ast.Tuple):
            yield from whole_numbers(node.value.elts)


def test_every_http_answer_is_documented() -> None:
    """What our pages, the gate and the front door may answer, and what OpenAPI says; none that nobody answers."""
    answering = responses()
    coded = {
        status
        for path in sorted((APP / "web").glob("*.py"))
        for status in statuses(path, answering)
        if 200 <= status < 600
    }
    said = {answer.status for one in DOCUMENTED for answer in (*one.get, *one.post)}
    assert said <= coded
    assert sorted(first_cells(part(ERRORS, "Réponses HTTP"))) == sorted(str(one) for one in coded)
