"""Everything on a screen reads as spoken: no id, code of ours, machine date, « None » or « nan », nothing that broke.

What is looked at: the text shown or folded, what fields hold, the words of labels and pictures. Not what the code reads:
blocks to copy into a terminal, links, files, the machine form of a date that a grid draws in French. A badge has an icon and a word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.every_screen import Screen

LANGUAGES = ("fr", "en")

READ = """() => {
  const skipped = 'script, style, svg, code, pre, [data-testid=stIconMaterial], [role=img][aria-label$=" icon"], [aria-hidden=true], [data-testid=stHeader]';
  const said = [];
  const walker = document.createTreeWalker(document.querySelector('[data-testid=stMain]'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const drawn = node.parentElement.closest('canvas') && /^\\d{4}-\\d{2}-\\d{2}$/.test(node.data.trim());
    if (!drawn && !node.parentElement.closest(skipped) && node.data.trim()) said.push(node.data.trim());
  }
  for (const one of document.querySelectorAll('[data-testid=stMain] *')) {
    if (one.closest(skipped)) continue;
    for (const name of ['aria-label', 'alt', 'title', 'placeholder'])
      if (one.getAttribute(name)) said.push(one.getAttribute(name));
    if (one.matches('input:not([type=hidden]), textarea') && one.value) said.push(one.value);
  }
  const broken = document.querySelectorAll('[data-testid=stException]').length;
  const words = (one) => {
    const copy = one.cloneNode(true);
    for (const icon of copy.querySelectorAll('[role=img]')) icon.remove();
    return copy.textContent.trim();
  };
  const badges = [...document.querySelectorAll('[data-testid=stMain] .stMarkdownBadge')];
  const bare = badges.filter((one) => !one.querySelector('[role=img]') || !words(one)).map((one) => one.outerHTML);
  return [[...new Set(said)], broken, bare];
}"""

MACHINE = (
    (
        "an id",
        re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b|\b[0-9A-HJKMNP-TV-Z]{26}\b"),
    ),
    ("a code", re.compile(r"(?<![\w@./=?&{-])[a-z]+(?:_[a-z0-9]+)+(?![\w@./=}-])")),
    ("a machine date", re.compile(r"\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2})?|\bT\d{2}:\d{2}\b|\b\d{2}:\d{2}:\d{2}\b")),
    ("a Python word", re.compile(r"(?<![\w’'-])(?:None|nan|NaN|NaT|True|False|null|undefined)(?![\w’'-])")),
    ("an error of the machine", re.compile(r"Traceback|\b[A-Z][a-z]+Error\b|<[\w.]+ object at")),
)


def probe(page: Page, screen: Screen) -> list[str]:
    said, broken, bare = page.evaluate(READ)
    found = [f"{what}: {sentence[:140]}" for sentence in said for what in machine_words(sentence)]
    badges = [f"a badge without icon or word: {one[:140]}" for one in bare]
    return [*(["an exception is shown"] if broken else []), *badges, *found]


def machine_words(sentence: str) -> list[str]:
    """What in the sentence no person would say; empty for plain speech."""
    return [f"{what} « {held[0]} »" for what, pattern in MACHINE if (held := pattern.search(sentence))]
