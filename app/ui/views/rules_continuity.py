"""Tables of continuity as they are read and edited: categories of needs, rules, who replaces a medicine that lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.rules import BOUNDS
from app.library import Library
from app.ui.parts.rule_tables import Column, Kind
from app.ui.views import rules_words as words
from app.ui.views.needs_rows import hours
from app.words import _, language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    Cells = Mapping[str, str]
    Reader = tuple[str, Callable[[Cells], str]]

UNDATED = frozenset(
    {"care_categories", "continuity_rules", "coverage_skills", "coverage_supply", "duty_supply", "transport_supply"}
)
"""Tables whose rows carry no dates: they hold until they are changed."""


def readers(library: Library) -> dict[str, Sequence[Reader]]:
    """Header and reading of each column, in order."""
    labels, professions = rule_labels(library), library.professions.labels

    def listed(column: str, known: Mapping[str, str]) -> Callable[[Cells], str]:
        return lambda cells: ", ".join(words.said(known, one) for one in cells[column].split("|") if one) or "–"

    return {
        "care_categories": (
            (_("Catégorie"), lambda cells: cells["label_en" if language() == "en" else "label_fr"]),
            (_("Gravité"), lambda cells: words.said(words.SEVERITIES, cells["severity"].strip())),
            (_("Attente possible"), lambda cells: hours(int(cells["max_interruption_hours"]))),
            (_("Peuvent relayer"), listed("carers", professions)),
            (_("À distance"), lambda cells: words.said(words.YES_NO, cells["remote"] or "non")),
            (_("Dépend de"), listed("depends_on", words.DEPENDENCES)),
            (_("Rythme"), lambda cells: words.said(words.VISITS, cells["visits"] or "daily")),
            (_("Premier recours"), lambda cells: cells["substitute_en" if language() == "en" else "substitute_fr"] or "–"),
            (_("Fourchette"), lambda cells: cells["range_fr"] or "–"),
            (_("Mot des fichiers"), lambda cells: cells["code"]),
        ),
        "continuity_rules": (
            (_("Réglage"), lambda cells: labels[cells["setting"].strip()]),
            (_("Valeur"), lambda cells: rule_value(cells["setting"].strip(), cells["value"].strip())),
            (_("Bornes"), lambda cells: _("de {least} à {most}").format(least=BOUNDS[cells["setting"].strip()][0], most=BOUNDS[cells["setting"].strip()][1])),
        ),
        "medicine_relays": (
            (_("Profession"), listed("profession", professions)),
            (_("Remplace"), lambda cells: words.said(words.YES_NO, cells["replaces"] or "non")),
            (_("Condition"), lambda cells: cells["condition"] or "–"),
        ),
    }  # fmt: skip


def columns(library: Library) -> dict[str, tuple[Column, ...]]:
    """The columns a person fills, dates and source apart."""
    say, professions = words.translated, library.professions.labels
    return {
        "care_categories": (
            Column("code", _("Mot des fichiers"), required=True),
            Column("label_fr", _("Nom"), required=True),
            Column("label_en", _("Nom en anglais")),
            Column("severity", _("Gravité"), Kind.CHOICE, say(words.SEVERITIES), required=True),
            Column("max_interruption_hours", _("Attente possible (heures)"), Kind.WHOLE, required=True),
            Column("carers", _("Peuvent relayer"), Kind.CHOICES, professions),
            Column("depends_on", _("Dépend de"), Kind.CHOICES, say(words.DEPENDENCES)),
            Column("remote", _("À distance"), Kind.FLAG),
            Column("visits", _("Rythme"), Kind.CHOICE, say(words.VISITS), required=True),
            Column("substitute_fr", _("Premier recours")),
            Column("substitute_en", _("Premier recours, en anglais")),
            Column("rate", "", hidden=True),
            Column("range_fr", _("Fourchette")),
        ),
        "continuity_rules": (
            Column("setting", _("Réglage"), Kind.CHOICE, rule_labels(library), required=True),
            Column("value", _("Valeur"), Kind.WHOLE, required=True),
            *(Column(name, "", hidden=True) for name in ("unit", "label_fr", "label_en")),
        ),
        "medicine_relays": (
            Column("profession", _("Profession"), Kind.CHOICE, professions, required=True),
            Column("replaces", _("Remplace"), Kind.FLAG),
            Column("condition", _("Condition")),
        ),
    }


def rule_labels(library: Library) -> dict[str, str]:
    """Setting → its name; a row of the site or of the community that has none keeps the one shipped."""
    column = "label_en" if language() == "en" else "label_fr"
    rows = (*Library().table("continuity_rules"), *library.table("continuity_rules"))
    return {one.cells["setting"].strip(): one.cells[column] for one in rows if one.cells[column].strip()}


def rule_value(setting: str, value: str) -> str:
    """« 180 jours », « 15 % »: the unit is the one shipped, whatever a row says."""
    shipped = {one.cells["setting"]: one.cells["unit"] for one in Library().table("continuity_rules")}
    return f"{value}\u00a0{words.said(words.RULE_UNITS, shipped[setting])}"
