"""Which passwords are tried first: common words in disguise, walks along the keyboard, what everybody knows of someone. Pure."""

from __future__ import annotations

import re
import unicodedata

LONGEST_PATTERN = 4
"""« abcdabcdabcd » is one pattern of four, repeated; a longer one is looked up in the list of words."""

SHORTEST_KNOWN, SHORTEST_REST = 3, 8
"""A name of three letters counts as known; a password that holds one must hold eight characters besides."""

_LEET = str.maketrans("013457@$€!", "oieastasei")
_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_WORDS = re.compile(r"[^\W\d_]+")
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "azertyuiop", "qsdfghjklm", "wxcvbn", "qwertyuiop", "asdfghjkl", "zxcvbnm")  # fmt: skip
_SHORTEST_RUN = 3
_FIGURES = frozenset({"Nd", "No"})
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
"""Categories of Unicode: figures of any script, and what takes or shows no ink."""

_EMPTY_BRAILLE = "\u2800"


def is_common(password: str, common: frozenset[str]) -> bool:
    """Whether a password is made of one or two common words, whatever figures and signs stand around or inside them.

    Also one short pattern repeated, and walks along the alphabet, the figures or the rows of a keyboard.
    """
    bare = bare_of(password)
    middle = _ENDS.sub("", bare)
    cores = {core_of(middle), core_of(middle.translate(_LEET))} - {""}
    return _period(bare) <= LONGEST_PATTERN or _is_walk(bare) or any(_made_of(word, common) for word in cores)


def is_all_figures(password: str) -> bool:
    """Whether a password is a number, however it is spaced and in whatever figures: a date, a telephone number, a card."""
    kinds = {unicodedata.category(one) for one in password if one not in " .-/+_"}
    return bool(kinds & _FIGURES) and kinds <= _FIGURES | _UNSEEN | {"Pd"}


def without_ends(text: str) -> str:
    """A text without what shows nothing before and after it: blanks, controls, marks on no letter."""
    shown = [at for at, one in enumerate(text) if unicodedata.category(one) not in _UNSEEN and one != _EMPTY_BRAILLE]
    first = next((at for at in shown if not unicodedata.category(text[at]).startswith("M")), len(text))
    return text[first : shown[-1] + 1] if shown else ""


def tells(password: str, known: str) -> bool:
    """Whether too little remains of a password once what everybody knows (a name, a login) is taken out of it."""
    bare = rest = bare_of(password)
    parts = {bare_of(known), core_of(known), *(core_of(part) for part in re.split(r"[\s.@_’'-]+", known))}
    for part in sorted((one for one in parts if len(one) >= SHORTEST_KNOWN), key=lambda one: (-len(one), one)):
        rest = rest.replace(part, "")
    return rest != bare and len(rest) < SHORTEST_REST


def core_of(text: str) -> str:
    """The letters of a text, small and without accents: « MotDePasse2026! » is ``motdepasse``."""
    return "".join(_WORDS.findall(bare_of(text)))


def bare_of(text: str) -> str:
    """A text in small letters without accents, its figures those of Europe, its signs left as they are."""
    folded = unicodedata.normalize("NFKD", text).casefold()
    return "".join(_figure(one) for one in folded if not unicodedata.combining(one))


def _figure(one: str) -> str:
    return str(unicodedata.decimal(one)) if one.isdecimal() else one


def _period(text: str) -> int:
    """The length of the shortest pattern that gives the text when repeated."""
    return next((n for n in range(1, len(text)) if text.startswith(text[n:])), len(text))


def _made_of(word: str, common: frozenset[str]) -> bool:
    """Whether a word is common, two common words one after the other, or something common repeated."""
    pattern = word[: _period(word)]
    if word in common or pattern in common or (len(pattern) < len(word) and len(pattern) <= LONGEST_PATTERN):
        return True
    return any(word[:at] in common and word[at:] in common for at in range(2, len(word) - 1))


def _is_walk(text: str) -> bool:
    """Whether a text is nothing but runs of three or more along a row, in either direction."""
    at = 0
    while at < len(text):
        run = max(_run(text[at:], row) for row in (*_ROWS, *(row[::-1] for row in _ROWS)))
        if run < _SHORTEST_RUN:
            return False
        at += run
    return bool(text)


def _run(text: str, row: str) -> int:
    """How many characters of ``text``, from its first, follow each other in ``row``."""
    start = row.find(text[0])
    if start < 0:
        return 0
    return next((n for n, (a, b) in enumerate(zip(text, row[start:], strict=False)) if a != b), min(len(text), len(row) - start))  # fmt: skip
