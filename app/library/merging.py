"""Rows of one table from several origins: keys are single over the same days, and a higher origin wins where it speaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from app.core.errors import N_, InvalidInput
from app.library.content import Record, built
from app.roster.cells import day


@dataclass(frozen=True, slots=True)
class Table:
    """What the library knows of a reference table: the columns that make its key, and whether rows carry dates."""

    name: str
    key: tuple[str, ...]
    is_dated: bool = False


def checked(table: Table, records: Iterable[Record]) -> list[Record]:
    """The records, once every key column is there and no key is doubled over the same days."""
    kept = list(records)
    seen: dict[tuple[str, ...], list[Record]] = {}
    for record in kept:
        missing = [column for column in table.key if column not in record.cells]
        if missing:
            raise InvalidInput(
                N_("{file}, ligne {line} : la colonne {column} manque."),
                file=record.where,
                line=record.line,
                column=missing[0],
            )
        rivals = seen.setdefault(_key(table, record), [])
        if any(_overlap(table, record, rival) for rival in rivals):
            raise InvalidInput(
                N_("{file}, ligne {line} : même clé et mêmes dates qu’une ligne précédente ({key})."),
                file=record.where, line=record.line, key=" / ".join(_key(table, record)),
            )  # fmt: skip
        rivals.append(record)
    return kept


def overlaid(table: Table, lower: list[Record], higher: list[Record]) -> list[Record]:
    """``lower`` without the days that ``higher`` covers for the same key, then ``higher``; an undated row keeps its place."""
    if not table.is_dated:
        own = {_key(table, record): record for record in higher}
        placed = [own.pop(_key(table, old), old) for old in lower]
        return [*placed, *own.values()]
    left = lower
    for record in higher:
        left = [
            part
            for old in left
            for part in (_outside(old, record) if _key(table, old) == _key(table, record) else [old])
        ]
    return [*left, *higher]


def _outside(old: Record, new: Record) -> list[Record]:
    """The parts of ``old`` whose days ``new`` does not cover."""
    (old_from, old_to), (new_from, new_to) = _validity(old), _validity(new)
    if new_from > old_to or new_to < old_from:
        return [old]
    parts = []
    if old_from < new_from:
        parts.append(_clipped(old, old_from, new_from - timedelta(days=1)))
    if new_to < old_to:
        parts.append(_clipped(old, new_to + timedelta(days=1), old_to))
    return parts


def _clipped(record: Record, first: date, last: date) -> Record:
    dates = {
        "valid_from": "" if first == date.min else first.isoformat(),
        "valid_to": "" if last == date.max else last.isoformat(),
    }
    return Record(record.where, record.line, {**record.cells, **dates})


def _key(table: Table, record: Record) -> tuple[str, ...]:
    return tuple(record.cells[column].strip() for column in table.key)


def _overlap(table: Table, one: Record, other: Record) -> bool:
    if not table.is_dated:
        return True
    (first_from, first_to), (second_from, second_to) = _validity(one), _validity(other)
    return first_from <= second_to and second_from <= first_to


def _validity(record: Record) -> tuple[date, date]:
    def bounds(cells: Mapping[str, str]) -> tuple[date, date]:
        return day(cells, "valid_from") or date.min, day(cells, "valid_to") or date.max

    return built(record, bounds)
