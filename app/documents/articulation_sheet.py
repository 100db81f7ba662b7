"""One sheet per establishment: who calls whom, what each offers and expects, under which convention. Kept on both sides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from app.documents.imprint import Imprint, emergency_numbers
from app.documents.typeset import typeset
from app.response.said import ORSAN_RULE
from app.words import _


@dataclass(frozen=True, slots=True)
class SheetContact:
    """Somebody to call: « Cadre d’astreinte », by day, by night. Empty numbers are left to the pen."""

    who: str
    day: str = ""
    night: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticulationSheet:
    """What is agreed with one establishment, as spoken. ``facts``: « Places » « 80 », « Plan bleu » « connu de nous »."""

    community: str
    site: str
    kind: str
    address: str
    theirs: tuple[SheetContact, ...]
    ours: tuple[SheetContact, ...]
    they_call: str
    we_call: str
    they_offer: str
    they_expect: str
    convention: str
    signed_on: str
    facts: tuple[tuple[str, str], ...] = ()


def articulation_sheets(sheets: Sequence[ArticulationSheet], imprint: Imprint) -> bytes:
    """The sheets as one PDF, A4, a page each as long as the texts hold on it; pages are counted within each."""
    title = sheets[0].site if len(sheets) == 1 else _("Fiches d’articulation")
    content = {
        "words": _words(),
        "numbers": emergency_numbers(),
        "rule": _(ORSAN_RULE),
        "sheets": [{**asdict(one), "facts": [list(fact) for fact in one.facts]} for one in sheets],
    }
    return typeset("articulation_sheet", f"{_('Fiche d’articulation')} · {title}", imprint, content)


def _words() -> dict[str, str]:
    return {
        "title": _("Fiche d’articulation"),
        "theirs": _("Chez eux"),
        "ours": _("Chez nous"),
        "who": _("Qui"),
        "day": _("Jour"),
        "night": _("Nuit"),
        "they_call": _("L’établissement appelle la CPTS"),
        "we_call": _("La CPTS appelle l’établissement"),
        "they_offer": _("Ce que l’établissement apporte"),
        "they_expect": _("Ce que l’établissement attend de la CPTS"),
        "convention": _("Convention"),
        "signed_on": _("Signée le"),
        "unsaid": _("à convenir"),
        "for_them": _("Pour l’établissement (nom, date, signature)"),
        "for_us": _("Pour la CPTS (nom, date, signature)"),
    }
