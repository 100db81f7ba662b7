"""What a plan still lacks, in words, the gravest first, each with the place that mends it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.response.articulation import AGREED, lacks
from app.response.directory_holes import HoleKind
from app.response.plan_draft import left_to_write
from app.response.stock import StockState, things_below
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from app.response.plan import Section
    from app.response.plan_facts import PlanFacts

TESTED_WITHIN = timedelta(days=365)
"""A test of the alert older than this no longer shows that it works; working default: once a year, as the numbers."""


class Place(StrEnum):
    """Where a gap is mended."""

    COMMUNITY = "community"
    ROSTER = "roster"
    CELL = "cell"
    DIRECTORY = "directory"
    RISKS = "risks"
    STOCK = "stock"
    STRUCTURES = "structures"
    CARDS = "cards"
    ALERT = "alert"
    TRAINING = "training"
    SECTIONS = "sections"


@dataclass(frozen=True, slots=True)
class Gap:
    """One thing missing, as it follows « il manque »; ``section`` is the section it leaves incomplete."""

    words: str
    place: Place
    section: str


@dataclass(frozen=True, slots=True)
class Completeness:
    """Everything missing, the gravest first. ``sections`` counts those without any gap, of ``total``."""

    gaps: tuple[Gap, ...]
    sections: int
    total: int

    @property
    def is_complete(self) -> bool:
        """Whether nothing is missing."""
        return not self.gaps

    @property
    def sentence(self) -> str:
        """« Il manque le suppléant Logistique, 3 contacts de nuit et 2 communes sans risque coté. »."""
        if not self.gaps:
            return _("Le plan est complet.")
        return _("Il manque {gaps}.").format(gaps=enumerated(one.words for one in self.gaps))

    def short(self, most: int = 3) -> str:
        """The same with the gravest only: « Il manque …, et 4 autres points. »."""
        rest = len(self.gaps) - most
        if rest < 1:
            return self.sentence
        more = ngettext("{n} autre point", "{n} autres points", rest).format(n=rest)
        return _("Il manque {gaps}.").format(gaps=enumerated([*(one.words for one in self.gaps[:most]), more]))


def completeness(sections: Sequence[Section], facts: PlanFacts) -> Completeness:
    """What the sections of a version, and what they rest on, still lack."""
    gaps = tuple(_gaps(sections, facts))
    told = {one.section for one in gaps}
    if "cell" in told:
        told.add("governance")  # Its first page names who leads the cell.
    gaps = (*gaps, *_unwritten(one for one in sections if not one.modified and one.key not in told))
    incomplete = {one.section for one in gaps}
    return Completeness(gaps, sum(one.key not in incomplete for one in sections), len(sections))


def enumerated(parts: Iterable[str]) -> str:
    """« a, b et c »."""
    every = list(parts)
    if len(every) < 2:
        return "".join(every)
    return _("{first} et {last}").format(first=", ".join(every[:-1]), last=every[-1])


def _gaps(sections: Sequence[Section], facts: PlanFacts) -> Iterator[Gap]:
    yield from _community(facts)
    yield from _cell(facts)
    yield from _directory(facts)
    yield from _territory(facts)
    yield from _structures(facts)
    yield from _stock(facts)
    yield from _cards(facts)
    yield from _tried(facts)
    yield from _written(sections)


def _community(facts: PlanFacts) -> Iterator[Gap]:
    if not facts.communes:
        yield Gap(_("le territoire"), Place.COMMUNITY, "territory")
    if not facts.coordinator:
        yield Gap(_("le nom de la coordination"), Place.COMMUNITY, "governance")
    if not facts.people:
        yield Gap(_("la liste de l’effectif"), Place.ROSTER, "people")


def _cell(facts: PlanFacts) -> Iterator[Gap]:
    held = {one.label: len(facts.cell.get(one.code, ())) for one in facts.functions}
    empty, alone = [label for label, n in held.items() if not n], [label for label, n in held.items() if n == 1]
    if len(empty) == len(held):
        yield Gap(_("toute la cellule de crise"), Place.CELL, "cell")
    elif empty:
        words = ngettext("le titulaire {names}", "{n} titulaires de la cellule ({names})", len(empty))
        yield Gap(words.format(n=len(empty), names=", ".join(empty)), Place.CELL, "cell")
    if alone:
        words = ngettext("le suppléant {names}", "{n} suppléants de la cellule ({names})", len(alone))
        yield Gap(words.format(n=len(alone), names=", ".join(alone)), Place.CELL, "cell")
    if facts.place is None or not facts.place.place:
        yield Gap(_("le lieu de la cellule"), Place.CELL, "cell")
    elif not facts.place.fallback:
        yield Gap(_("le lieu de repli de la cellule"), Place.CELL, "cell")


def _directory(facts: PlanFacts) -> Iterator[Gap]:
    count = Counter(one.kind for one in facts.holes)
    if not facts.contacts:
        yield Gap(_("tout l’annuaire"), Place.DIRECTORY, "alert")
        return
    missing = count[HoleKind.MISSING] + count[HoleKind.NO_NUMBER] + count[HoleKind.SITE]
    wrong = count[HoleKind.WRONG] + count[HoleKind.UNREACHED]
    for n, words in (
        (missing, ngettext("{n} contact de l’annuaire", "{n} contacts de l’annuaire", missing)),
        (count[HoleKind.NO_NIGHT], ngettext("{n} contact de nuit", "{n} contacts de nuit", count[HoleKind.NO_NIGHT])),
        (wrong, ngettext("{n} numéro qui réponde", "{n} numéros qui répondent", wrong)),
    ):
        if n:
            yield Gap(words.format(n=n), Place.DIRECTORY, "alert")


def _territory(facts: PlanFacts) -> Iterator[Gap]:
    rated = {one.commune_insee for one in facts.risks}
    bare = [one for one in facts.communes if one.insee not in rated]
    if bare and len(bare) == len(facts.communes):
        yield Gap(_("les risques des communes"), Place.RISKS, "territory")
    elif bare:
        words = ngettext("les risques de {n} commune", "les risques de {n} communes", len(bare))
        yield Gap(words.format(n=len(bare)), Place.RISKS, "territory")
    unchecked = {one.commune_insee for one in facts.risks if not one.is_checked}
    if unchecked:
        words = ngettext(
            "la source des risques de {n} commune", "la source des risques de {n} communes", len(unchecked)
        )
        yield Gap(words.format(n=len(unchecked)), Place.RISKS, "territory")
    if facts.communes and not facts.zones:
        yield Gap(_("les sous-zones"), Place.RISKS, "territory")


def _structures(facts: PlanFacts) -> Iterator[Gap]:
    if not facts.sites:
        yield Gap(_("les établissements du territoire"), Place.STRUCTURES, "structures")
    open_ = [one for one in facts.sites if one.kind in AGREED and lacks(facts.articulations.get(one.id))]
    if open_:
        words = ngettext("l’articulation avec {n} établissement", "l’articulation avec {n} établissements", len(open_))
        yield Gap(words.format(n=len(open_)), Place.STRUCTURES, "structures")


def _stock(facts: PlanFacts) -> Iterator[Gap]:
    if not facts.stock:
        yield Gap(_("l’inventaire du matériel"), Place.STOCK, "logistics")
    expired = sum(one.state is StockState.EXPIRED for one in facts.stock)
    below = len(things_below(facts.stock))
    if expired:
        words = ngettext("le remplacement de {n} lot périmé", "le remplacement de {n} lots périmés", expired)
        yield Gap(words.format(n=expired), Place.STOCK, "logistics")
    if below:
        words = ngettext("du stock pour {n} référence", "du stock pour {n} références", below)
        yield Gap(words.format(n=below), Place.STOCK, "logistics")


def _cards(facts: PlanFacts) -> Iterator[Gap]:
    waiting = sum(one.medical and one.slug not in facts.signed for one in facts.cards)
    if waiting:
        words = ngettext(
            "la signature médicale de {n} fiche", "la signature médicale de {n} fiches", waiting
        )  # fmt: skip
        yield Gap(words.format(n=waiting), Place.CARDS, "cards")


def _tried(facts: PlanFacts) -> Iterator[Gap]:
    last = facts.practised.last_test
    if last is None:
        yield Gap(_("un essai de l’alerte"), Place.ALERT, "alert")
    elif facts.today - last > TESTED_WITHIN:
        yield Gap(_("un essai de l’alerte de moins d’un an"), Place.ALERT, "alert")
    if not facts.practised.trainings and not facts.practised.next_trainings:
        yield Gap(_("une formation ou un exercice"), Place.TRAINING, "training")


def _written(sections: Sequence[Section]) -> Iterator[Gap]:
    """Passages left to be written in what a person wrote over; most others are told by what they rest on."""
    for one in sections:
        if one.is_empty:
            yield Gap(_("le texte de « {section} »").format(section=one.title), Place.SECTIONS, one.key)
    yield from _unwritten(one for one in sections if one.modified and not one.is_empty)


def _unwritten(sections: Iterable[Section]) -> Iterator[Gap]:
    """Passages that the text itself still says are to be written: whoever signs it knows them all."""
    for one in sections:
        if left := left_to_write(one):
            words = ngettext(
                "{n} passage à écrire dans « {section} »", "{n} passages à écrire dans « {section} »", left
            )
            yield Gap(words.format(n=left, section=one.title), Place.SECTIONS, one.key)
