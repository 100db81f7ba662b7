"""Every sentence a person reads goes through gettext: French text outside ``_``, ``N_`` or ``ngettext`` is found."""

from __future__ import annotations

import ast
import re
from pathlib import Path

APP = Path(__file__).parents[2] / "app"
FRENCH = re.compile(r"[éèêëàâùûçôîïœÉÈÀÇ«»’…]")
"""Letters and signs that only a French sentence holds; accentless sentences are caught by review."""

MARKERS = {"_", "N_", "ngettext"}
NOT_SENTENCES = {
    "app/mobilisation/sms.py": "the GSM alphabet",
    "app/words/places.py": "articles that French takes into the word before",
    "app/services/build_demo.py": "the names and places of the fictional community",
    "app/services/demo_event.py": "what its event is called and who asks",
    "app/services/demo_exercise.py": "what was said and seen in its exercises",
    "app/services/demo_territory.py": "its stock and its cell",
    "app/services/demo_directory.py": "its trainings and communications",
    "app/services/demo_plan.py": "who validated its plan, and the proofs",
    "app/services/demo_review.py": "what its partners remark",
    "app/services/demo_hand_overs.py": "the names of its helpers",
    "app/services/demo_trace.py": "what authorities ask and what it publishes",
}


def unwrapped(source: str) -> list[tuple[int, str]]:
    """(line, text) of French constants that no marker wraps; docstrings, help texts of commands and regexes aside."""
    tree = ast.parse(source)
    excused: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in MARKERS | {"option", "command", "argument", "compile"}:
            excused.update(id(child) for child in ast.walk(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            excused.add(id(node.value))
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in excused
        and FRENCH.search(node.value.replace("Relève", ""))
        and re.search(r"[^\W\d_]{2}", node.value)
    ]


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def test_french_outside_the_catalogue_is_found() -> None:
    """The check itself sees a bare sentence and lets a marked one pass."""
    assert unwrapped("st.write('Séance annulée')") == [(1, "Séance annulée")]
    assert unwrapped("st.write(_('Séance annulée'))\nX = N_('Été')\n'''Une doc à lire.'''") == []


def test_no_sentence_escapes_translation() -> None:
    """Every module of the product but those that hold no sentence."""
    found = {
        f"{path.relative_to(APP.parent)}:{line}": text
        for path in sorted(APP.rglob("*.py"))
        if str(path.relative_to(APP.parent)) not in NOT_SENTENCES
        for line, text in unwrapped(path.read_text(encoding="utf-8"))
    }
    assert found == {}
