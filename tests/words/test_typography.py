"""French is set as French is: a no-break space before « ; : ? ! » and inside « », wherever the source speaks."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg

ROOT = Path(__file__).parents[2]
STILL = Path(__file__).with_name("plain_spaces.json")
"""File of the source → how many of its messages still have a plain space there. It may only shrink."""

NO_BREAK = "\u00a0\u202f"
APART = re.compile(
    r"`[^`]*`|:\w+/\w+:|\{[^{}]*\}|\b(?:https?|webcal)://\S*|\w+:(?=\S)"
    rf"|(?P<fault> [;:?!»](?!\w)|«(?![{NO_BREAK}])|(?<![{NO_BREAK}\s(…?!»«])[;:?!](?=\s|$|»)|(?<![{NO_BREAK} ])»)"
)
"""Code, placeholders, addresses and « word:value » are passed over; the rest of a message is prose."""


def is_well_set(message: str) -> bool:
    """Whether nothing in it may be torn off the word it belongs to at the end of a line."""
    return not any(found["fault"] for found in APART.finditer(message))


def faulty(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many messages of each file of the source are ill set."""
    monkeypatch.syspath_prepend(str(ROOT / ".ci"))
    with (ROOT / ".ci" / "babel.cfg").open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)  # type: ignore[no-untyped-call]
    found: Counter[str] = Counter()
    for file, _line, message, *_rest in extract_from_dir(ROOT, methods, options):
        texts = message if isinstance(message, tuple) else (message,)
        found[str(file)] += sum(not is_well_set(text) for text in texts)
    return +found


@pytest.mark.parametrize(
    ("message", "well_set"),
    [
        ("Noté\u00a0: fait.", True),
        ("Noté\u202f: fait\u00a0; «\u00a0bien\u00a0»\u00a0!", True),
        ("Noté : fait.", False),
        ("Noté: fait.", False),
        ("«\u00a0bien »", False),
        ("«bien»", False),
        ("Qui ?", False),
        ("Qui?", False),
        ("https://releve.exemple.fr, `a : b`, 14:05, :material/lock:", True),
        ("{name}\u00a0: {value:.1f}", True),
    ],
)
def test_an_ordinary_space_or_none_is_found(message: str, *, well_set: bool) -> None:
    """In prose only: code, addresses, hours and placeholders are not prose."""
    assert is_well_set(message) is well_set


def test_no_message_is_ill_set_but_those_known_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    """A new one fails by the name of its file; one that was mended must leave the list, which so only shrinks."""
    known: dict[str, Any] = json.loads(STILL.read_text(encoding="utf-8"))
    assert dict(sorted(faulty(monkeypatch).items())) == known
