"""Every type of entry that the product writes in its journal has words, found by reading the product itself."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from app.services.crisis.note_reading import Read
from app.words import journal, use_language
from app.words.journal_entries import TYPE_WORDS

APP = Path(__file__).parents[2] / "app"
PLACE = 3
"""Place of the type among the arguments of ``journal.write``."""

SPELT_OUT = {
    "swap_{wanted.value}": {"swap_refused", "swap_withdrawn"},
    "{chain.name}_purged": {"journal_purged", "log_purged"},
}
"""Types that are put together when they are written, with what can come out."""


@dataclass
class Reader:
    """Follows the type of each entry back to the texts it can be; a private function is called from its own module only."""

    modules: dict[Path, ast.Module]
    constants: dict[str, str] = field(default_factory=dict)
    calls: dict[str, list[tuple[Path, ast.FunctionDef, ast.Call]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for module in self.modules.values():
            for node in module.body:
                if isinstance(node, ast.Assign):
                    self.constants.update(_assigned(node))

    def types(self) -> dict[str, str]:
        """Type → where it is written."""
        found: dict[str, str] = {}
        for path, function, call in self._calls("write"):
            if _called(call)[0] != "journal":
                continue
            for type in self._texts(_argument(call, PLACE, "type"), path, function):
                found.setdefault(type, f"{path.name}:{call.lineno}")
        return found

    def _calls(self, name: str) -> list[tuple[Path, ast.FunctionDef, ast.Call]]:
        if not self.calls:
            for path, module in self.modules.items():
                for function in (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)):
                    for node in ast.walk(function):
                        if isinstance(node, ast.Call):
                            self.calls.setdefault(_called(node)[1], []).append((path, function, node))
        return self.calls.get(name, [])

    def _texts(self, value: ast.expr, path: Path, function: ast.FunctionDef) -> set[str]:
        if isinstance(value, ast.Constant):
            return {str(value.value)}
        if isinstance(value, ast.IfExp):
            return self._texts(value.body, path, function) | self._texts(value.orelse, path, function)
        if isinstance(value, ast.Attribute):
            return {self.constants[value.attr]}
        if isinstance(value, ast.JoinedStr):
            return self._joined(value, path, function)
        assert isinstance(value, ast.Name), f"the type of an entry can't be read: {ast.unparse(value)}"
        return self._named(value.id, path, function)

    def _joined(self, value: ast.JoinedStr, path: Path, function: ast.FunctionDef) -> set[str]:
        said = ast.unparse(value)[2:-1]
        if said in SPELT_OUT:
            return SPELT_OUT[said]
        texts = {""}
        for part in value.values:
            more = self._texts(part.value if isinstance(part, ast.FormattedValue) else part, path, function)
            texts = {text + one for text in texts for one in more}
        return texts

    def _named(self, name: str, path: Path, function: ast.FunctionDef) -> set[str]:
        for node in ast.walk(function):
            if isinstance(node, ast.Assign) and any(isinstance(t, ast.Name) and t.id == name for t in node.targets):
                return self._texts(node.value, path, function)
        names = [one.arg for one in function.args.args]
        if name not in names:
            return {self.constants[name]}
        found: set[str] = set()
        for home, caller, call in self._calls(function.name):
            if home == path or not function.name.startswith("_"):
                found |= self._texts(_argument(call, names.index(name), name), home, caller)
        return found


def _assigned(node: ast.Assign) -> dict[str, str]:
    target, value = node.targets[0], node.value
    names = target.elts if isinstance(target, ast.Tuple) else [target]
    values = value.elts if isinstance(value, ast.Tuple) else [value]
    return {
        name.id: one.value
        for name, one in zip(names, values, strict=False)
        if isinstance(name, ast.Name) and isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


def _called(call: ast.Call) -> tuple[str, str]:
    function = call.func
    if isinstance(function, ast.Attribute):
        return (function.value.id if isinstance(function.value, ast.Name) else "", function.attr)
    return ("", function.id if isinstance(function, ast.Name) else "")


def _argument(call: ast.Call, place: int, name: str) -> ast.expr:
    return next((one.value for one in call.keywords if one.arg == name), None) or call.args[place]


def read(sources: dict[str, str]) -> dict[str, str]:
    return Reader({Path(name): ast.parse(text) for name, text in sources.items()}).types()


def test_types_are_read_through_choices_and_calls() -> None:
    """The reading itself sees a literal, a choice, a parameter and a joined text."""
    source = """
KEPT = "kept"
def a(conn): journal.write(conn, now, who, "said", "s", {})
def b(conn):
    kind = "open" if x else "shut"
    journal.write(conn, now, who, kind, "s", {})
def c(conn, kind): journal.write(conn, now, who, f"{kind}_done", "s", {})
def d(conn): c(conn, "import"); c(conn, kind=KEPT)
"""
    assert set(read({"a.py": source})) == {"said", "open", "shut", "import_done", "kept_done"}


def test_every_type_written_has_words() -> None:
    """A service that writes a new type of entry gives it words."""
    written = read({str(path): path.read_text(encoding="utf-8") for path in sorted(APP.rglob("*.py"))})
    assert len(written) > 80
    assert {type: where for type, where in written.items() if type not in TYPE_WORDS} == {}


def test_every_reading_has_words() -> None:
    """Whatever may be read of other people's data is said in words."""
    assert set(journal.READING_WORDS) == {read.value for read in Read}


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ({"reason": "Livraison reportée"}, "motif : Livraison reportée"),
        ({"what": "contacts", "people": ["a", "b"], "count": 2}, "liste de contacts · personnes : 2"),
        ({"person": "zoe", "relieved": None}, "personne : Zoé F."),
        ({"how": "provider", "login": "1234"}, "par un fournisseur d’identité"),
        ({"fields": ["roles", "mobile", "unheard_of"]}, "champs : rôles, mobile"),
        ({}, ""),
        (None, "contenu effacé"),
    ],
)
def test_details_are_said_without_an_id(payload: dict[str, object] | None, said: str) -> None:
    """What an entry keeps is read in words; ids of people become their names, other ids stay unsaid."""
    with use_language("fr"):
        assert journal.details(payload, {"zoe": "Zoé F."}.__getitem__) == said
