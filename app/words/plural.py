"""A label for several: « sages-femmes », « masseurs-kinésithérapeutes ». Labels of tables only; sentences have their own plural."""

from __future__ import annotations

from app.words.catalogue import language

_INVARIABLE = frozenset({"de", "d", "du", "des", "en", "à", "au", "aux", "sur"})
"""What follows one of these words is not what there are several of."""


def plural(label: str, count: int) -> str:
    """A profession for ``count`` people: « sages-femmes », « masseurs-kinésithérapeutes », « étudiants en soins infirmiers »."""
    if count < 2:
        return label
    if language() == "en":
        return f"{label}s"
    words, done = [], False
    for word in label.split(" "):
        done = done or word.split("’")[0].casefold() in _INVARIABLE
        words.append(word if done else "-".join(_with_s(piece) for piece in word.split("-")))
    return " ".join(words)


def _with_s(word: str) -> str:
    # Initials do not agree: « deux EHPAD ».
    return word if word[-1:] in "sxz" or (len(word) > 1 and word.isupper()) else f"{word}s"
