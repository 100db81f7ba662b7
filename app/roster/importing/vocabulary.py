"""Words of cells as files write them (« Rpl. », « matin », « si besoin »), each to one value (``data/import_words.csv``)."""

from __future__ import annotations

from collections.abc import Iterable

from app.roster.cells import Cells, required, text, words
from app.roster.spelling import fold


class Vocabulary:
    """For each field, word → value; empty value = « understood, and means nothing to keep »."""

    def __init__(self, rows: Iterable[Cells]) -> None:
        self._values: dict[str, dict[str, str]] = {}
        for row in rows:
            field, value = required(row, "field"), text(row, "value")
            known = self._values.setdefault(field, {})
            for word in words(row, "words"):
                known.setdefault(_key(word), value)

    def value(self, field: str, word: str) -> str | None:
        """The value of a word of that field, or None when nobody wrote it down."""
        return self._values.get(field, {}).get(_key(word))

    def values(self, field: str) -> tuple[str, ...]:
        """The distinct values of a field, in the table's order."""
        return tuple(dict.fromkeys(value for value in self._values.get(field, {}).values() if value))

    def is_nothing(self, cell: str) -> bool:
        """Whether a cell says « nothing here » (« néant », « - », « n/a »)."""
        return not any(char.isalnum() or char == "?" for char in cell) or self.value("rien", cell) is not None


def _key(word: str) -> str:
    return fold(word) or word.strip()
