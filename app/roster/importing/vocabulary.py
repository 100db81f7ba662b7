"""Words of cells as files write them (« Rpl. », « matin », « si besoin »), each to one value (``data/import_words.csv``)."""

from __future__ import annotations

from collections.abc import Iterable

from app.roster.cells import Cells, required, text, words
from app.roster.spelling import fold


class Vocabulary:
    """For each field, word → value; empty value = « understood, and means nothing to keep »."""

    def __init__(self, rows: Iterable[Cells]) -> None:
        self._values: dict[str, dict[str, str]] = {}
        self._shown: dict[str, list[str]] = {}
        self._first: dict[tuple[str, str], str] = {}
        for row in rows:
            field, value = required(row, "field"), text(row, "value")
            known = self._values.setdefault(field, {})
            self._shown.setdefault(field, []).extend(words(row, "words")[:1] if value else ())
            for word in words(row, "words"):
                self._first.setdefault((field, value), word)
                known.setdefault(_key(word), value)

    def value(self, field: str, word: str) -> str | None:
        """The value of a word of that field, or None when nobody wrote it down."""
        return self._values.get(field, {}).get(_key(word))

    def word(self, field: str, value: str) -> str:
        """The first word of a value of that field, the value itself when the table has none: what :meth:`value` reads back."""
        return self._first.get((field, value), value)

    def examples(self, field: str) -> tuple[str, ...]:
        """The first word of each value of a field, as the table writes it: what a hint proposes."""
        return tuple(self._shown.get(field, ()))

    def is_nothing(self, cell: str) -> bool:
        """Whether a cell says « nothing here » (« néant », « - », « n/a »)."""
        return not any(char.isalnum() or char == "?" for char in cell) or self.value("rien", cell) is not None


def _key(word: str) -> str:
    return fold(word) or word.strip()
