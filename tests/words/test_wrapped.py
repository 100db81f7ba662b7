"""Every sentence a person reads goes through gettext: French text outside ``_``, ``N_`` or ``ngettext`` is found."""

from __future__ import annotations

import ast
import re
from pathlib import Path

APP = Path(__file__).parents[2] / "app"
FRENCH = re.compile(r"[éèêëàâùûçôîïœÉÈÀÇ«»’…]")
"""Letters and signs that only a French sentence holds; accentless sentences are caught by review."""

SMALL_WORDS = re.compile(
    r"\b(?:le|la|les|des|une|pour|du|aux|dans|avec|est|sont|sur|par|qui|que|pas|votre|vous|nous|aucune?|cette|elle)\b|EXERCICE"
)
"""Words that only French has, without an accent. Several words hold one of them: it is a sentence."""

MARKERS = {"_", "N_", "ngettext"}
NOT_SENTENCES = {
    "app/mobilisation/sms.py": "the GSM alphabet",
    "app/words/places.py": "articles that French takes into the word before",
    "app/services/demo/build_demo.py": "the names and places of the fictional community",
    "app/services/demo/demo_event.py": "what its event is called and who asks",
    "app/services/demo/demo_exercise.py": "what was said and seen in its exercises",
    "app/services/demo/demo_territory.py": "its stock and its cell",
    "app/services/demo/demo_directory.py": "its trainings and communications",
    "app/services/demo/demo_plan.py": "who validated its plan, and the proofs",
    "app/services/demo/demo_review.py": "what its partners remark",
    "app/services/demo/demo_hand_overs.py": "the names of its helpers",
    "app/services/demo/demo_trace.py": "what authorities ask and what it publishes",
}


SPOKEN_FOR = re.compile(
    r'\b(?:_|ngettext)\((?:"[^"]*"(?:, )?)+|\{#(?s:.*?)#\}|/\*(?s:.*?)\*/|^\s*//.*$|\s//\s.*$', re.MULTILINE
)
"""In a template or a script: a call of gettext, or a comment."""

PARSED, BUILT = "words that a file may hold", "no sentence: a name of a file, or a pattern"
WITHOUT_ACCENT = {
    "app/continuity/import_cells.py": PARSED,
    "app/exercise/messages.py": PARSED,
    "app/ui/views/review_report.py": BUILT,
    "app/web/keys_page.py": BUILT,
}
TEMPLATES = {
    "account.html": "languages by their own names",
    "own_page.html": "the other language by its own name",
    "preferences.html": "languages by their own names",
    "subscription.html": "the other language by its own name",
    "words.js": "French for the words of Streamlit, which English does not need",
}
"""Templates and scripts that speak French outside gettext, and why."""


def unwrapped(source: str, french: re.Pattern[str] = FRENCH) -> list[tuple[int, str]]:
    """(line, text) of French constants that no marker wraps; docstrings, help texts of commands and regexes aside."""
    tree = ast.parse(source)
    excused: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) in MARKERS | {
            "option",
            "help_option",
            "command",
            "argument",
            "compile",
        }:
            excused.update(id(child) for child in ast.walk(node))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            excused.add(id(node.value))
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in excused
        and french.search(node.value.replace("Relève", ""))
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


def test_no_sentence_without_an_accent_escapes_it() -> None:
    """Nor does the one that no accent betrays, nor how an exercise begins."""
    assert unwrapped("st.write('Rien pour la salle')", SMALL_WORDS) == [(1, "Rien pour la salle")]
    found = {
        f"{path.relative_to(APP.parent)}:{line}": text
        for path in sorted(APP.rglob("*.py"))
        if str(path.relative_to(APP.parent)) not in NOT_SENTENCES | WITHOUT_ACCENT
        for line, text in unwrapped(path.read_text(encoding="utf-8"), SMALL_WORDS)
        if " " in text and not re.search(r"\b(?:SELECT|UPDATE|ALTER|INSERT|DELETE|WHERE|FROM)\b|[<{]", text)
    }
    assert found == {}


def test_no_template_nor_script_speaks_by_itself() -> None:
    """Pages, papers, style sheets and scripts get their words: in a call of gettext, or from Python."""
    assert FRENCH.search(SPOKEN_FOR.sub("", "// Été\nsay('Été');"))
    assert not FRENCH.search(SPOKEN_FOR.sub("", '{# Été #}{{ _("Été") }} /* Été */\n  // Été'))
    found = {
        str(path.relative_to(APP))
        for ending in ("html", "js", "css", "typ")
        for path in APP.rglob(f"*.{ending}")
        if path.name not in TEMPLATES
        and FRENCH.search(SPOKEN_FOR.sub("", path.read_text(encoding="utf-8")).replace("Relève", ""))
    }
    assert found == set()
