"""Columns of the tables a centre works by, as they are edited: competences, fees, products, payers, campaigns. No date, no source."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from app.ui.parts.rule_tables import Column, Kind
from app.ui.views import rules_words as words
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from app.library import Library


def columns(library: Library) -> dict[str, tuple[Column, ...]]:
    """The columns a person fills, by table; dates and source apart."""
    return {table: columns_of(library) for table, columns_of in COLUMNS.items()}


def _competence_rules(library: Library) -> tuple[Column, ...]:
    """Who may do what in which campaign."""
    everything, say = _everything(), words.translated
    return (
        Column("campaign", _("Campagne"), Kind.CHOICES, {**everything, **words.campaigns(library)}, required=True),
        Column(
            "professions", _("Professions"), Kind.CHOICES, {**everything, **library.professions.labels}, required=True
        ),
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
    )


def _fees(library: Library) -> tuple[Column, ...]:
    """What a half-day or an act is paid."""
    say = words.translated
    return (
        Column("profession", _("Profession"), Kind.CHOICE, library.professions.labels, required=True),
        Column("exercise", _("Mode d’exercice"), Kind.CHOICE, _fee_exercises(), required=True),
        Column("unit", _("Unité"), Kind.CHOICE, say(words.UNITS), required=True),
        Column("regime", _("Régime"), Kind.CHOICE, say(words.REGIMES), required=True),
        Column("amount_eur", _("Montant en euros"), Kind.MONEY),
        Column("min_student_year", _("Année d’études, dès"), Kind.WHOLE),
        Column("max_student_year", _("Année d’études, jusqu’à"), Kind.WHOLE),
        Column("end_known", _("Date de fin connue"), Kind.FLAG),
        Column("note", _("Remarque")),
    )


def _vaccines(library: Library) -> tuple[Column, ...]:
    """The products, and how they are given."""
    return (
        Column("slug", "", hidden=True),
        Column("label", _("Produit"), required=True),
        Column("families", _("Familles"), Kind.CHOICES, words.families(library), required=True),
        Column("campaign", _("Campagne"), Kind.CHOICE, words.campaigns(library), required=True),
        Column("doses_per_vial", _("Doses par flacon"), Kind.WHOLE, required=True),
        Column("min_interval_days", _("Deuxième dose, dès (jours)"), Kind.WHOLE),
        Column("max_interval_days", _("Deuxième dose, jusqu’à (jours)"), Kind.WHOLE),
        Column("min_age", _("Âge minimal"), Kind.WHOLE),
        Column("live", _("Vaccin vivant"), Kind.FLAG),
        Column("storage", _("Conservation")),
    )


def _payers(_library: Library) -> tuple[Column, ...]:
    """Who pays whom."""
    everything, say = _everything(), words.translated
    return (
        Column("carrier", _("Porteur du centre"), Kind.CHOICE, say(words.CARRIERS), required=True),
        Column("exercise", _("Mode d’exercice"), Kind.CHOICE, {**everything, **say(words.EXERCISES)}, required=True),
        Column("payer", _("Payeur"), required=True),
        Column("claim", _("Démarche")),
        Column("note", _("Remarque")),
    )


def _campaigns(_library: Library) -> tuple[Column, ...]:
    """The campaigns, by name."""
    return (
        Column("slug", "", hidden=True),
        Column("label_fr", _("Nom"), required=True),
        Column("label_en", _("Nom en anglais")),
    )


def _everything() -> dict[str, str]:
    return {words.ANY: _("tous")}


def _fee_exercises() -> dict[str, str]:
    return {code: word for code, word in words.translated(words.EXERCISES).items() if code != "remplacant"}


COLUMNS: Mapping[str, Callable[[Library], tuple[Column, ...]]] = MappingProxyType(
    {
        "competence_rules": _competence_rules,
        "fees": _fees,
        "vaccines": _vaccines,
        "payers": _payers,
        "campaigns": _campaigns,
    }
)
"""The columns of each table by its name."""
