"""Rows of the dated tables as typed values, and back to the text cells the tables are made of."""

from __future__ import annotations

import re
import zlib
from datetime import date
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput, ReleveError
from app.roster.spelling import slug
from app.ui.parts.rule_tables import Column, Kind, Value
from app.ui.views import rules_continuity, rules_coverage
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
    professions = library.professions.labels
    campaigns, everything = words.campaigns(library), {words.ANY: _("tous")}
    say = words.translated
    key = Column("slug", "", hidden=True)
    own: dict[str, tuple[Column, ...]] = {
        "competence_rules": (
            Column("campaign", _("Campagne"), Kind.CHOICES, {**everything, **campaigns}, required=True),
            Column("professions", _("Professions"), Kind.CHOICES, {**everything, **professions}, required=True),
            Column("acts", _("Actes"), Kind.CHOICES, {**everything, **say(words.ACTS)}, required=True),
            Column("vaccines", _("Vaccins"), Kind.CHOICES, {**everything, **words.families(library)}, required=True),
            Column("settings", _("Lieux"), Kind.CHOICES, {**everything, **say(words.SETTINGS)}, required=True),
            Column("min_age", _("Dès l’âge de"), Kind.WHOLE),
            Column("max_age", _("Jusqu’à l’âge de"), Kind.WHOLE),
            Column("statuses", _("Statuts"), Kind.CHOICES, {**everything, **say(words.STATUSES)}, required=True),
            Column("min_student_year", _("Année d’études minimale"), Kind.WHOLE),
            Column("training", _("Formation exigée"), Kind.CHOICE, {"": _("aucune"), **say(words.TRAININGS)}),
            Column("physician", _("Médecin"), Kind.CHOICE, say(words.PHYSICIANS), required=True),
            Column("on_prescription", _("Sur prescription"), Kind.FLAG),
            Column("exclusions", _("Sauf")),
            Column("conditions", _("Conditions")),
        ),
        "fees": (
            Column("profession", _("Profession"), Kind.CHOICE, professions, required=True),
            Column("exercise", _("Exercice"), Kind.CHOICE, _fee_exercises(), required=True),
            Column("unit", _("Unité"), Kind.CHOICE, say(words.UNITS), required=True),
            Column("regime", _("Régime"), Kind.CHOICE, say(words.REGIMES), required=True),
            Column("amount_eur", _("Montant en euros"), Kind.MONEY),
            Column("min_student_year", _("Année d’études, dès"), Kind.WHOLE),
            Column("max_student_year", _("Année d’études, jusqu’à"), Kind.WHOLE),
            Column("end_known", _("Date de fin connue"), Kind.FLAG),
            Column("note", _("Remarque")),
        ),
        "vaccines": (
            key,
            Column("label", _("Produit"), required=True),
            Column("families", _("Familles"), Kind.CHOICES, words.families(library), required=True),
            Column("campaign", _("Campagne"), Kind.CHOICE, campaigns, required=True),
            Column("doses_per_vial", _("Doses par flacon"), Kind.WHOLE, required=True),
            Column("min_interval_days", _("Deuxième dose, dès (jours)"), Kind.WHOLE),
            Column("max_interval_days", _("Deuxième dose, jusqu’à (jours)"), Kind.WHOLE),
            Column("min_age", _("Âge minimal"), Kind.WHOLE),
            Column("live", _("Vaccin vivant"), Kind.FLAG),
            Column("storage", _("Conservation")),
        ),
        "payers": (
            Column("carrier", _("Porteur du centre"), Kind.CHOICE, say(words.CARRIERS), required=True),
            Column("exercise", _("Exercice"), Kind.CHOICE, {**everything, **say(words.EXERCISES)}, required=True),
            Column("payer", _("Payeur"), required=True),
            Column("claim", _("Démarche")),
            Column("note", _("Remarque")),
        ),
        "campaigns": (
            key,
            Column("label_fr", _("Nom"), required=True),
            Column("label_en", _("Nom en anglais")),
        ),
        **rules_continuity.columns(library),
        **rules_coverage.columns(library),
    }
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


def _fee_exercises() -> dict[str, str]:
    return {code: word for code, word in words.translated(words.EXERCISES).items() if code != "remplacant"}


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
