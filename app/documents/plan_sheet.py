"""A response plan on paper: what opens it, who does what in which hour, with whom and what, what lifts it, on which texts."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from app.documents.imprint import Imprint, emergency_numbers
from app.documents.typeset import typeset
from app.response.said import ORSAN_RULE, TO_CHECK, TO_VALIDATE
from app.words import _


@dataclass(frozen=True, slots=True)
class PlanAction:
    """Which function does what; ``card``: the title of the reflex card that details it."""

    function: str
    text: str
    card: str = ""


@dataclass(frozen=True, slots=True)
class PlanPhase:
    """« Première heure », and what is done in it, function after function."""

    name: str
    actions: tuple[PlanAction, ...]


@dataclass(frozen=True, slots=True)
class PlanNeed:
    """People wanted: « En 3 heures », 6, « Infirmiers pour… », « infirmier », where and what for."""

    delay: str
    quantity: int
    label: str
    professions: str = ""
    place: str = ""
    purpose: str = ""


@dataclass(frozen=True, slots=True)
class PlanMeans:
    """A place or an equipment."""

    label: str
    quantity: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlanMessage:
    """What is said to whom, by which way."""

    audience: str
    channel: str
    text: str


@dataclass(frozen=True, slots=True)
class PlanReference:
    """A text with its article and its date; ``is_to_check``: the date was recalled, not read in its source."""

    citation: str
    dated: str
    says: str
    is_to_check: bool
    until: str = ""


@dataclass(frozen=True, slots=True)
class PlanCodes:
    """The codes of one generation of ORSAN; none when it had no such provision."""

    generation: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSheet:
    """A whole plan, as spoken. ``medical`` says what in it waits for the medical lead."""

    community: str
    title: str
    summary: str
    medical: str
    triggers: tuple[str, ...]
    kinetics: str
    objectives: tuple[str, ...]
    effects: tuple[str, ...]
    examples: tuple[str, ...]
    phases: tuple[PlanPhase, ...]
    needs: tuple[PlanNeed, ...]
    sites: tuple[PlanMeans, ...]
    equipment: tuple[PlanMeans, ...]
    messages: tuple[PlanMessage, ...]
    end: tuple[str, ...]
    cards: tuple[str, ...]
    references: tuple[PlanReference, ...]
    orsan: tuple[PlanCodes, ...]


def plan_sheet(sheet: PlanSheet, imprint: Imprint) -> bytes:
    """The plan as PDF, A4, black and white, with a box to tick before each action."""
    content = {"words": _words(), "numbers": emergency_numbers(), "rule": _(ORSAN_RULE), "plan": _drawn(sheet)}
    return typeset("plan_sheet", sheet.title, imprint, content)


def _drawn(sheet: PlanSheet) -> dict[str, object]:
    """The sheet with what stands small under a text in one piece."""
    return {
        **asdict(sheet),
        "medical": f"{_medical()} {sheet.medical}" if sheet.medical else "",
        "needs": [
            {**asdict(one), "small": " · ".join(part for part in (one.professions, one.place, one.purpose) if part)}
            for one in sheet.needs
        ],
        "references": [{"citation": one.citation, "dated": _dated(one), "says": one.says} for one in sheet.references],
    }


def _medical() -> str:
    return _("Médical, {to_validate} :").format(to_validate=_(TO_VALIDATE))


def _dated(one: PlanReference) -> str:
    said = [one.dated]
    if one.is_to_check:
        said.append(f"({_(TO_CHECK)})".replace(" ", "\u00a0"))
    if one.until:
        said.append(_("en vigueur jusqu’au {day}").format(day=one.until))
    return " ".join(said)


def _words() -> dict[str, str]:
    return {
        "triggers": _("Ce qui l’ouvre"),
        "kinetics": _("Comment cela évolue"),
        "objectives": _("Objectifs"),
        "effects": _("Effets à constater"),
        "examples": _("Exemples"),
        "actions": _("Actions"),
        "function": _("Fonction"),
        "action": _("À faire"),
        "done": _("Fait"),
        "card": _("Fiche :"),
        "needs": _("Personnes à réunir"),
        "delay": _("Délai"),
        "number": _("Nombre"),
        "who": _("Qui, où, pour quoi"),
        "sites": _("Lieux"),
        "equipment": _("Matériel"),
        "means": _("Quoi"),
        "quantity": _("Combien"),
        "messages": _("Communication"),
        "end": _("Ce qui permet de lever"),
        "cards": _("Fiches réflexes de ce plan"),
        "references": _("Textes"),
        "text": _("Texte et article"),
        "dated": _("Date"),
        "says": _("Ce qu’il dit"),
        "orsan": _("Codes ORSAN"),
        "none": _("aucun code"),
        "emergency": _("Urgences"),
    }
