"""How the community and an establishment work together in a crisis: who calls whom, what each offers and expects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.roster.cells import Cells, choice, required, text
from app.roster.practice import SiteKind

if TYPE_CHECKING:
    from collections.abc import Iterable

SITE_KIND_WORDS = {
    SiteKind.HOSPITAL: N_("Établissement de santé"),
    SiteKind.NURSING_HOME: N_("EHPAD"),
    SiteKind.HOSPITAL_AT_HOME: N_("Hospitalisation à domicile"),
    SiteKind.HOME_NURSING: N_("SSIAD"),
    SiteKind.DIALYSIS: N_("Dialyse"),
    SiteKind.HEALTH_HOUSE: N_("Maison de santé"),
    SiteKind.HEALTH_CENTRE: N_("Centre de santé"),
    SiteKind.PHARMACY: N_("Pharmacie"),
    SiteKind.LABORATORY: N_("Laboratoire"),
    SiteKind.SENIOR_RESIDENCE: N_("Résidence autonomie"),
    SiteKind.OTHER: N_("Autre"),
}
"""In the order they are read: those that a crisis asks first."""

WHITE_PLAN = frozenset({SiteKind.HOSPITAL, SiteKind.HOSPITAL_AT_HOME, SiteKind.DIALYSIS})
"""Establishments with a plan blanc (CSP L. 3131-7; working default for the last two, which hang on a health establishment)."""
BLUE_PLAN = frozenset({SiteKind.NURSING_HOME, SiteKind.SENIOR_RESIDENCE})
"""Establishments with a plan bleu (CASF L. 311-8; working default for residences)."""
AGREED = WHITE_PLAN | BLUE_PLAN | {SiteKind.HOME_NURSING}
"""Those with which an articulation is expected; with the others it is welcome."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Articulation:
    """What is agreed with one establishment. ``signed_on``: civil day of the convention; ``revision`` 0: not written yet.

    ``white_plan``: its own emergency plan (blanc or bleu) is there and known to us; ``generator``: it has one.
    """

    site_id: str
    they_call: str = ""
    """Whom of ours they call, day and night."""
    we_call: str = ""
    they_offer: str = ""
    they_expect: str = ""
    convention: str = ""
    signed_on: date | None = None
    white_plan: bool = False
    generator: bool = False
    revision: int = 0


LACK_WORDS = {
    "they_call": N_("qui ils appellent chez nous"),
    "we_call": N_("qui nous appelons chez eux"),
    "they_offer": N_("ce qu’ils apportent"),
    "they_expect": N_("ce qu’ils attendent de nous"),
    "convention": N_("la convention"),
    "signed_on": N_("la date de signature"),
}


@dataclass(frozen=True, slots=True)
class StartingArticulation:
    """A row of ``data/articulation_starts.csv``: what is usually agreed with a kind of establishment, to be discussed."""

    kind: SiteKind
    they_call: str
    we_call: str
    they_offer: str
    they_expect: str

    def for_site(self, site_id: str) -> Articulation:
        """The same as the beginning of an articulation with one establishment."""
        return Articulation(
            site_id=site_id, they_call=self.they_call, we_call=self.we_call, they_offer=self.they_offer,
            they_expect=self.they_expect,
        )  # fmt: skip


def plan_word(kind: SiteKind) -> str:
    """« plan blanc » or « plan bleu », as source text; empty for those that owe neither."""
    if kind in WHITE_PLAN:
        return N_("plan blanc")
    return N_("plan bleu") if kind in BLUE_PLAN else ""


def lacks(one: Articulation | None) -> tuple[str, ...]:
    """Codes of :data:`LACK_WORDS` of what is not said yet; all of them when nothing is."""
    if one is None:
        return tuple(LACK_WORDS)
    return tuple(code for code in LACK_WORDS if not getattr(one, code))


def starting_articulation_of(row: Cells) -> StartingArticulation:
    """A row of ``data/articulation_starts.csv``. Raises InvalidInput."""
    return StartingArticulation(
        SiteKind(choice(row, "kind", frozenset(SiteKind))),
        required(row, "they_call"),
        required(row, "we_call"),
        text(row, "they_offer"),
        text(row, "they_expect"),
    )


def starts_by_kind(starts: Iterable[StartingArticulation]) -> dict[SiteKind, StartingArticulation]:
    """The starting text of each kind that has one."""
    return {one.kind: one for one in starts}
