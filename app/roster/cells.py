"""Cells of a reference table read into values. Raises InvalidInput with what the cell should hold; the library adds file and line."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.core.errors import N_, InvalidInput

Cells = Mapping[str, str]
"""One row of a reference table: column name → text."""

_FLAGS = {"oui": True, "non": False, "true": True, "false": False, "1": True, "0": False}


def text(row: Cells, column: str) -> str:
    """The cell's text, trimmed; a column that is absent reads as empty."""
    return row.get(column, "").strip()


def required(row: Cells, column: str) -> str:
    """The cell's text, which must not be empty."""
    value = text(row, column)
    if not value:
        raise InvalidInput(N_("la colonne {column} est vide : elle est nécessaire."), column=column)
    return value


def words(row: Cells, column: str) -> tuple[str, ...]:
    """The parts of a cell separated by ``|``."""
    return tuple(part.strip() for part in text(row, column).split("|") if part.strip())


def integer(row: Cells, column: str) -> int | None:
    """A whole number ≥ 0, or None when the cell is empty."""
    value = text(row, column)
    if not value:
        return None
    if not value.isdecimal():
        raise InvalidInput(N_("{column} : « {value} » n’est pas un nombre entier."), column=column, value=value)
    return int(value)


def bounded(row: Cells, column: str, least: int, most: int) -> int:
    """A whole number from ``least`` to ``most``, named by the row's setting where it has one."""
    value = required(row, column)
    if not value.isdecimal() or not least <= int(value) <= most:
        raise InvalidInput(
            N_("{setting} : « {value} » ; écrivez un nombre entier de {least} à {most}."),
            setting=text(row, "setting") or column, value=value, least=least, most=most,
        )  # fmt: skip
    return int(value)


def day(row: Cells, column: str) -> date | None:
    """A civil day written ``2021-03-27``, or None when the cell is empty."""
    value = text(row, column)
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        raise InvalidInput(
            N_("{column} : « {value} » n’est pas une date, écrivez-la 2021-03-27."), column=column, value=value
        ) from None


def flag(row: Cells, column: str) -> bool:
    """« oui » or « non »; empty reads « non »."""
    value = text(row, column).casefold() or "non"
    if value not in _FLAGS:
        raise InvalidInput(N_("{column} : « {value} » ; écrivez oui ou non."), column=column, value=value)
    return _FLAGS[value]


def choice(row: Cells, column: str, allowed: frozenset[str]) -> str:
    """A word among ``allowed``."""
    value = required(row, column)
    if value not in allowed:
        raise InvalidInput(
            N_("{column} : « {value} » n’est pas attendu ; choisissez parmi {allowed}."),
            column=column,
            value=value,
            allowed=", ".join(sorted(allowed)),
        )
    return value
