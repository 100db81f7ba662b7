"""An English screen says nothing of ours in French, and a French one nothing of Streamlit's in English.

What stays French in an English screen is written, and meant to be read, as it is: letters in the language of whoever gets
them, what a log or a report said on the day, plans, cards, scenarios and messages of the library, the names and the words
of the community, texts of law and sources. Only what the catalogue translates is looked for, and whole: a sentence with
its blanks filled.
"""

from __future__ import annotations

import ast
import io
import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

from app.response.plan import SECTIONS

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.every_screen import Screen

LANGUAGES = ("fr", "en")

ROOT = Path(__file__).parents[3]

WRITTEN_AS_IT_IS = {
    "messages": "letters, in the language of whoever gets them",
    "main-courante": "what was written when it happened",
    "evenement": "reports, publications and log lines, as they were sent or written",
    "plans": "our plan, its versions and the plans and cards of the library",
    "conduite": "what was said while the exercise was played",
    "retex": "what players and observers wrote",
}
"""Screens (by address) whose long texts are not looked at; their buttons, titles, fields and labels are, as everywhere."""

SHORTEST = 3
"""Words a sentence with blanks must hold besides them: « {n} place » is found in too many English ones."""

READ = """() => {
  const chrome = "button, label, h1, h2, h3, h4, h5, h6, th, summary, [role=radio], [role=tab], [data-testid=stMetricLabel],"
    + " [data-testid=stWidgetLabel], [data-testid=stAlert], [data-testid=stTooltipContent]";
  const said = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const parent = walker.currentNode.parentElement, words = walker.currentNode.textContent.trim();
    if (!words || !parent || parent.closest("style, script, textarea, code, pre, canvas, [data-testid=stIconMaterial], [lang=fr]:not(html)")) continue;
    said.push([parent.closest(chrome) !== null, words]);
  }
  for (const name of ["aria-label", "placeholder", "title", "alt"])
    for (const one of document.body.querySelectorAll(`[${name}]`)) {
      if (!one.closest("[lang=fr]:not(html), .gdg-growing-entry")) said.push([true, one.getAttribute(name).trim()]);
    }
  return said;
}"""

STREAMLIT = re.compile(
    r"^(?:Choose (?:an option|options|or add an option|or add options|a date|date|date range)|No results|Select all|Upload"
    r"|Browse files|Drag and drop files? here|[\d.]+[KMG]B per file.*|Show/hide columns.*|Fullscreen.*|View fullscreen"
    r"|Close fullscreen.*|Add row.*|Delete row\(s\).*|Search(?:: .*)?|Help for .*|help icon|file upload|Show password"
    r"|Hide password|Clear all|Clear value|Selected values|Selected Date: .*|(?:day|month|year), .*|Remove .*"
    r"|Skip to main content|App pages|Navigate to home page|Previous month|Next month|Press .*Enter to .*|Running\.\.\."
    r"|Loading\.\.\.|Connection error)$",
    re.DOTALL,
)
"""Words of Streamlit's widgets, wherever they stand."""

WORD = re.compile(r"[^\W\d_]+")
BLANK = re.compile(r"\{[^{}]*\}")


def probe(page: Page, screen: Screen) -> list[str]:
    read = page.evaluate(READ)
    if screen.language == "fr":
        return sorted({f"Streamlit’s English: {words}" for _chrome, words in read if STREAMLIT.match(words)})
    only_chrome = screen.address in WRITTEN_AS_IT_IS
    asked = {words for is_chrome, words in read if is_chrome or not only_chrome}
    return sorted(f"French: {words[:120]}" for words in asked if is_untranslated(words))


def is_untranslated(words: str) -> bool:
    """Whether these are a French message of the catalogue, its blanks filled, whose translation is another."""
    has = set(WORD.findall(words))
    if words in library() or words in english():
        return False
    near = [one for word in has for one in by_rarest_word().get(word, ()) if one.words <= has]
    return any(one.form.match(words) for one in near) and not any(one.english.match(words) for one in near)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One message: the words it holds besides its blanks, how it may look, and how its translation may."""

    words: frozenset[str]
    form: re.Pattern[str]
    english: re.Pattern[str]


@cache
def by_rarest_word() -> dict[str, list[Sentence]]:
    """The messages that differ in English, each under the word of its own that fewest others hold."""
    found = [one for french, english in messages() if (one := _sentence(french, english))]
    held = Counter(word for one in found for word in one.words)
    sorted_out = defaultdict(list)
    for one in found:
        sorted_out[min(sorted(one.words), key=held.__getitem__)].append(one)
    return dict(sorted_out)


@cache
def english() -> frozenset[str]:
    """What our own English says: « Part » is a French word too."""
    return frozenset(said for _french, said in messages())


@cache
def messages() -> tuple[tuple[str, str], ...]:
    """French and English of each message, plural forms one by one."""
    catalogue = read_po(io.BytesIO((ROOT / "app" / "locales" / "en.po").read_bytes()), locale="en")
    return tuple(
        pair
        for one in catalogue
        if one.id
        for pair in zip(_forms(one.id), _forms(one.string), strict=False)
        if all(pair)
    )


def _forms(said: object) -> tuple[str, ...]:
    return tuple(map(str, said)) if isinstance(said, (list, tuple)) else (str(said or ""),)


def _sentence(french: str, english: str) -> Sentence | None:
    words = frozenset(WORD.findall(BLANK.sub(" ", french)))
    has_blanks = BLANK.search(french) is not None
    if french == english or not words or (has_blanks and len(words) < SHORTEST):
        return None
    return Sentence(words, _form(french), _form(english))


def _form(message: str) -> re.Pattern[str]:
    """What it looks like with its blanks filled, each by a few words."""
    return re.compile("(?:.{1,80}?)".join(map(re.escape, BLANK.split(message))) + r"\Z", re.DOTALL)


@cache
def library() -> frozenset[str]:
    """What the library and the demonstration say, cell by cell and line by line, and the titles of our plan, a French document."""
    said: set[str] = set()
    for path in (*ROOT.glob("data/**/*.csv"), *ROOT.glob("plans/**/*"), *ROOT.glob("scenarios/**/*.yaml")):
        if path.suffix in {".csv", ".yaml", ".md"}:
            for line in path.read_text(encoding="utf-8").splitlines():
                said.update(part.strip(" \"'-*#") for part in (line, *re.split(r"[,;]|: ", line)))
    for path in ROOT.glob("app/services/demo/*.py"):
        nodes = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        said.update(one.value for one in nodes if isinstance(one, ast.Constant) and isinstance(one.value, str))
    return frozenset((said | set(SECTIONS.values())) - {""})
