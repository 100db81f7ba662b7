"""Roles held in a session: codes of the trade (``data/roles.csv``), the act each one needs, and what files call them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.roster.cells import Cells, integer, required, words
from app.roster.spelling import fold
from app.words.bilingual import in_language


@dataclass(frozen=True, slots=True)
class Role:
    """One role. ``act`` is what competence rules are keyed on; ``centre_kinds`` empty means every kind of centre."""

    code: str
    act: str
    label_fr: str
    label_en: str
    sort: int
    centre_kinds: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The name in the current language."""
        return in_language(self.label_fr, self.label_en)


class Roles:
    """The table: by code, and by whatever a file calls them."""

    def __init__(self, rows: Iterable[Role]) -> None:
        self._by_code = {one.code: one for one in sorted(rows, key=lambda one: (one.sort, one.code))}
        self._by_word: dict[str, dict[str, None]] = {}
        for one in self._by_code.values():
            for word in (one.code, one.label_fr, one.label_en, *one.aliases):
                self._by_word.setdefault(fold(word), {})[one.code] = None

    def __iter__(self) -> Iterator[Role]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Role:
        return self._by_code[code]

    @property
    def codes(self) -> tuple[str, ...]:
        """All codes in display order."""
        return tuple(self._by_code)

    def named(self, word: str) -> tuple[str, ...]:
        """The roles a file's word covers (« préparation doses », « injecteur »), in display order; none when unknown.

        « prescription » covers two: the interview, and for a physician being the one who may intervene at any time.
        """
        return tuple(self._by_word.get(fold(word), ()))

    def of_centre(self, kind: str) -> tuple[Role, ...]:
        """The roles that a kind of centre (vaccination, screening, mobile, reinforcement) can hold."""
        return tuple(one for one in self if not one.centre_kinds or kind in one.centre_kinds)


def role_of(row: Cells) -> Role:
    """One row of ``data/roles.csv`` as a value."""
    kinds = words(row, "centre_kinds")
    return Role(
        code=required(row, "code"),
        act=required(row, "act"),
        label_fr=required(row, "label_fr"),
        label_en=required(row, "label_en"),
        sort=integer(row, "sort") or 0,
        centre_kinds=() if kinds == ("*",) else kinds,
        aliases=words(row, "aliases"),
    )
