"""What a person types to find something: words in any order, each the beginning of a word, without accents or capitals.

Matching only; what is looked into stands in ``app/services/search*.py`` and ``app/ui/views/search_places.py``.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

LEAST_LETTERS, LEAST_DIGITS = 2, 4
"""Less than that would find nearly everything."""

LINKING = frozenset(
    [
        "a",
        "au",
        "aux",
        "avec",
        "comment",
        "d",
        "dans",
        "de",
        "des",
        "du",
        "en",
        "est",
        "et",
        "l",
        "la",
        "le",
        "les",
        "ou",
        "par",
        "pour",
        "qui",
        "se",
        "sur",
        "un",
        "une",
        "how",
        "in",
        "is",
        "of",
        "on",
        "the",
        "to",
        "where",
        "with",
        "who",
    ]
)
"""Words that say nothing of what is looked for, in French and English; they count when nothing else is typed."""

WHERE = re.compile(r"^(?:ou (?:se |s )?|where (?:is |are |do i |to )?)\w+ (?=\w)")
"""« où se règle le… », « où trouver le… »: what follows is looked for."""

_LIGATURES = str.maketrans({"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE", "ß": "ss"})
_NUMBER = re.compile(r"\+?[\d\s.\-]+")
_WORD, _ACCENT = re.compile(r"\w+"), re.compile("[\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class Sought:
    """Words as they are compared; ``digits`` are those of a number when nothing else was typed, at least four of them."""

    words: tuple[str, ...] = ()
    digits: str = ""

    def __bool__(self) -> bool:
        """Whether enough was typed to look for."""
        return sum(map(len, self.words)) >= LEAST_LETTERS

    def finds(self, text: str) -> bool:
        """Whether every word begins some word of ``text``."""
        return not self.missing(bare(text))

    def finds_known(self, text: str) -> bool:
        """:meth:`finds` for a long text that stays the same and names nobody: its words are kept from one time to the next."""
        return not self.missing(_known(text))

    def missing(self, held: str, among: Iterable[str] | None = None) -> tuple[str, ...]:
        """The words (of ``among``, else all of them) that begin none of ``held``, which :func:`bare` made."""
        return tuple(word for word in (self.words if among is None else among) if f" {word}" not in held)

    def is_in_number(self, *numbers: str) -> bool:
        """Whether the digits typed follow one another in one of the numbers; « +33 6 » reads « 06 »."""
        return bool(self.digits) and any(self.digits in _national(one) for one in numbers if one)

    def rank(self, title: str) -> int:
        """Sorts what was found: first the title that holds most of the words."""
        return len(self.missing(bare(title)))


def sought(typed: str) -> Sought:
    """What was typed, ready to be compared."""
    words = bare(typed).split()
    kept = WHERE.sub("", " ".join(words), count=1).split()
    telling = [word for word in kept if word not in LINKING]
    digits = _national(typed) if _NUMBER.fullmatch(typed.strip()) else ""
    return Sought(tuple(dict.fromkeys(telling or words)), digits if len(digits) >= LEAST_DIGITS else "")


def bare(text: str) -> str:
    """The words of a text, small, without accents, each behind a space; hyphens, apostrophes and signs part them."""
    plain = unicodedata.normalize("NFKD", text.translate(_LIGATURES)).casefold()
    return "".join(f" {word}" for word in _WORD.findall(_ACCENT.sub("", plain)))


@lru_cache(maxsize=512)
def _known(text: str) -> str:
    return bare(text)


def _national(number: str) -> str:
    digits = re.sub(r"[^\d+]", "", number)
    return re.sub(r"^(?:\+33|0033)", "0", digits).lstrip("+")
