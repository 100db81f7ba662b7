"""Rows of the dated tables as typed values, and back to the text cells the tables are made of."""

from __future__ import annotations

import re
import zlib
from datetime import date
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput, ReleveError
from app.roster.spelling import slug
from app.ui.parts.rule_tables import Column, Kind, Value
from app.ui.views import rules_centres, rules_continuity, rules_coverage, rules_exercises
from app.ui.views import rules_words as words
from app.ui.views.rules import readable
from app.ui.views.rules_continuity import UNDATED
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.library import Library


OWN_ROWS = "base"
"""How the library calls the community's own rows where a file would be named."""
_NAMED = re.compile(r"^[a-z_]+(?=[\u00a0 ]?:)|(?<=colonne )[a-z_]+|(?<=column )[a-z_]+")
"""The column, or the setting, that a refusal is about."""


def columns(library: Library, table: str) -> tuple[Column, ...]:
    """The columns a person fills, in reading order; dates and source come last in every table."""
    own = rules_centres.columns(library) | rules_continuity.columns(library) | rules_coverage.columns(library)
    # Reflex cards are read from many files: only for the table that names some.
    own |= rules_exercises.columns(rules_exercises.card_titles(library) if table == "exercise_targets" else {})
    dates = (Column("valid_from", _("Depuis le"), Kind.DAY), Column("valid_to", _("Jusqu’au"), Kind.DAY))
    source = Column("source", _("Source"), required=True)
    return (*own[table], *(() if table in UNDATED else dates), source)


def values_of(cells: Mapping[str, str], known: Sequence[Column]) -> dict[str, Value]:
    """A row's text cells as values to edit."""
    return {column.name: _value(column, cells.get(column.name, "").strip()) for column in known}


def cells_of(table: str, values: Mapping[str, Value], known: Sequence[Column], source: str) -> dict[str, str]:
    """A row as text cells; ``source`` fills an empty source, a new product or campaign gets a key from its name.

    Raises InvalidInput naming the column of a required cell left empty.
    """
    cells = {column.name: _text(column, values.get(column.name)) for column in known}
    cells["source"] = cells["source"] or source.strip()
    # Where rows come from is asked for all of them at once.
    needed = (column for column in known if column.required and column.name != "source")
    missing = next((column.label for column in needed if not cells[column.name]), None)
    if missing:
        raise InvalidInput(N_("Une ligne n’a pas de valeur dans « {column} » : complétez-la."), column=missing)
    if table in ("vaccines", "campaigns"):
        cells["slug"] = cells["slug"] or slug(cells["label" if table == "vaccines" else "label_fr"])
    if "label_en" in cells:
        cells["label_en"] = cells["label_en"] or cells["label_fr"]
    if table == "care_categories":
        cells["substitute_en"] = cells["substitute_en"] or cells["substitute_fr"]
    if table != "campaigns":
        cells["checked"] = "local"
    return cells


def shipped_choices(library: Library, table: str) -> dict[int, str]:
    """Every row as one line of words, by its rank in the table: what one can start from."""
    rows = readable(library, table, None).rows
    return {rank: " · ".join(cell for cell in row[:-2] if cell not in ("–", "")) for rank, row in enumerate(rows)}


def in_words(error: ReleveError, known: Sequence[Column]) -> ReleveError:
    """What refuses one's own rows, with the names that columns and choices have on the screen."""
    if not isinstance(error, InvalidInput) or error.data.get("file") != OWN_ROWS:
        return error
    names = {code: label for column in known if column.kind is Kind.CHOICE for code, label in column.options.items()}
    names |= {column.name: column.label for column in known if column.label}
    problem = _NAMED.sub(lambda found: names.get(found[0], found[0]), str(error.data.get("problem", "")))
    return InvalidInput(error.message, **{**error.data, "file": _("Vos lignes"), "problem": problem})


def stamp(rows: Sequence[Mapping[str, str]]) -> str:
    """Changes when the rows do: part of the form's key, so that a form drawn from newer rows starts clean."""
    return f"{zlib.crc32(repr([sorted(row.items()) for row in rows]).encode()):08x}"


def _value(column: Column, text: str) -> Value:
    match column.kind:
        case Kind.CHOICES:
            return [one for one in text.split("|") if one]
        case Kind.WHOLE:
            return int(text) if text else None
        case Kind.MONEY:
            return float(text.replace(",", ".")) if text else None
        case Kind.DAY:
            return date.fromisoformat(text) if text else None
        case Kind.FLAG:
            return text == "oui"
        case _:
            return text


def _text(column: Column, value: Value) -> str:
    if column.kind is Kind.FLAG:
        return "oui" if value else "non"
    if value is None:
        return ""
    if isinstance(value, list):
        return words.ANY if words.ANY in value else "|".join(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.2f}".removesuffix(".00") if column.kind is Kind.MONEY else str(int(value))
    return str(value).strip()
