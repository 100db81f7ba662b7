"""Tables of exercises as they are read and edited: the questions of the hot wash, the delays aimed at, the milestones of a review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_, ReleveError
from app.exercise.delays import STEP_WORDS
from app.exercise.hot_wash import TEMPLATE_WORDS
from app.exercise.milestones import COUNTED_WORDS, SIGN_WORDS
from app.ui.parts.rule_tables import Column, Kind
from app.ui.views import rules_words as words
from app.words import _, language

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.library import Library

    Cells = Mapping[str, str]
    Reader = tuple[str, Callable[[Cells], str]]

NAMES = {
    "hot_wash_questions": N_("Questionnaire à chaud"),
    "exercise_targets": N_("Délais visés"),
    "review_milestones": N_("Jalons et rappels"),
}

_STEPS = {step.value: word for step, word in STEP_WORDS.items()}
_COUNTED = {one.value: word for one, word in COUNTED_WORDS.items()}
_SIGNS = {one.value: word for one, word in SIGN_WORDS.items()}
_TEMPLATES = {template.value: word for template, word in TEMPLATE_WORDS.items()}


def readers(library: Library) -> dict[str, Sequence[Reader]]:
    """Header and reading of each column, in order."""

    def cards(cells: Cells) -> str:
        known = card_titles(library)
        return ", ".join(words.said(known, one) for one in cells["cards"].split("|") if one) or "–"

    return {
        "hot_wash_questions": (
            (_("Pour"), lambda cells: words.said(_TEMPLATES, cells["template"])),
            (_("Phrase à noter de 1 à 5"), _question),
            (_("Mot des fichiers"), lambda cells: cells["code"]),
        ),
        "exercise_targets": (
            (_("Étape"), lambda cells: words.said(_STEPS, cells["code"])),
            (_("Au plus, en minutes"), lambda cells: cells["minutes"]),
            (_("Fiches réflexes qui la disent faite"), cards),
        ),
        "review_milestones": (
            (_("Jalon ou rappel"), _milestone),
            (_("Jours"), lambda cells: cells["days"]),
            (_("Comptés"), lambda cells: words.said(_COUNTED, cells["counted_from"])),
            (_("Atteint par"), lambda cells: words.said(_SIGNS, cells["reached_by"]) if cells["reached_by"] else "–"),
        ),
    }


def columns(cards: Mapping[str, str]) -> dict[str, tuple[Column, ...]]:
    """The columns a person fills, dates and source apart; ``cards``: reflex card → its title."""
    return {
        "hot_wash_questions": (
            Column("template", _("Pour"), Kind.CHOICE, words.translated(_TEMPLATES), required=True),
            Column("code", _("Mot des fichiers"), required=True),
            Column("text_fr", _("Phrase à noter de 1 à 5"), required=True),
            Column("text_en", _("La même en anglais")),
        ),
        "exercise_targets": (
            Column("code", _("Étape"), Kind.CHOICE, words.translated(_STEPS), required=True),
            Column("minutes", _("Au plus, en minutes"), Kind.WHOLE, required=True),
            Column("cards", _("Fiches réflexes qui la disent faite"), Kind.CHOICES, cards),
        ),
        "review_milestones": (
            Column("code", _("Mot des fichiers"), required=True),
            Column("label_fr", _("Nom"), required=True),
            Column("label_en", _("Nom en anglais")),
            Column("counted_from", _("Comptés"), Kind.CHOICE, words.translated(_COUNTED), required=True),
            Column("days", _("Jours"), Kind.WHOLE, required=True),
            Column("reached_by", _("Atteint par (un jalon)"), Kind.CHOICE, {"": _("rien"), **words.translated(_SIGNS)}),
        ),
    }


def card_titles(library: Library) -> dict[str, str]:
    """Reflex card → its title; none while the plans of the folder can't be read, which their own screen says."""
    try:
        return {slug: card.title for slug, card in library.plans.cards.items()}
    except ReleveError:
        return {}


def _question(cells: Cells) -> str:
    return (cells["text_en"] if language() == "en" else "") or cells["text_fr"]


def _milestone(cells: Cells) -> str:
    return (cells["label_en"] if language() == "en" else "") or cells["label_fr"]
