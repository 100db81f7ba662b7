"""The plans and cards with every code they hold turned into words; nothing is read from the database here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from app.core.errors import N_, NotFound, ReleveError
from app.library import Library
from app.response.orsan import GENERATION_WORDS, Generation
from app.words import _, language, ngettext
from app.words.dates import spoken_date
from app.words.errors import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.response.references import LegalReference
    from app.response.sheet import Action, Card, Need, Phase, Sheet


@dataclass(frozen=True, slots=True)
class Cited:
    """A legal reference in words: « Code de la santé publique, L. 3131-11 », « 18 mars 2020 », what it says.

    ``until``: its last day in force, as spoken, when it has one; ``is_date_sure``: read in the source, not recalled.
    """

    citation: str
    dated: str
    says: str
    is_date_sure: bool
    until: str = ""


@dataclass(frozen=True, slots=True)
class PlanShelf:
    """What can be read, by slug and in order, and the names of what it refers to, in the language of the run.

    ``fault``: why the site's own plans can't be read; those shipped stand in their place, for a crisis waits for nobody.
    """

    sheets: Mapping[str, Sheet]
    cards: Mapping[str, Card]
    functions: Mapping[str, str]
    """The functions of the crisis cell, in order."""
    contacts: Mapping[str, str]
    professions: Mapping[str, str]
    legal: Mapping[str, LegalReference]
    orsan: Mapping[str, str]
    """``AMAVI@2014`` → what the code names."""
    fault: str = ""

    def sheet(self, slug: str) -> Sheet:
        """A plan. Raises NotFound."""
        if slug not in self.sheets:
            raise NotFound(N_("Ce plan n’est plus dans la bibliothèque. Rechargez la page."))
        return self.sheets[slug]

    def card(self, slug: str) -> Card:
        """A reflex card. Raises NotFound."""
        if slug not in self.cards:
            raise NotFound(N_("Cette fiche n’est plus dans la bibliothèque. Rechargez la page."))
        return self.cards[slug]

    def function(self, code: str) -> str:
        """« Pilotage de la crise »; the code itself where the table lost it."""
        return self.functions.get(code, code)

    def contacts_of(self, card: Card) -> tuple[str, ...]:
        """Whom a card says to call, in order."""
        return tuple(self.contacts.get(code, code) for code in card.contacts)

    def professions_of(self, need: Need) -> str:
        """« médecin ou psychologue »; empty when anyone will do."""
        return _(" ou ").join(self.professions.get(code, code) for code in need.professions)

    def cards_of(self, sheet: Sheet) -> tuple[Card, ...]:
        """The cards of a plan in the order it names them, then those that its actions alone name."""
        named = dict.fromkeys([*sheet.cards, *(one.card for one in sheet.actions if one.card)])
        return tuple(self.cards[slug] for slug in named if slug in self.cards)

    def actions_of(self, sheet: Sheet, phase: Phase, function: str = "") -> tuple[Action, ...]:
        """The actions of a phase, function after function; of one function when it is given."""
        order = list(self.functions)
        found = sheet.actions_of(phase, function or None)
        return tuple(sorted(found, key=lambda one: order.index(one.function) if one.function in order else len(order)))

    def cited(self, codes: Sequence[str]) -> tuple[Cited, ...]:
        """Legal references in words, in the order given."""
        return tuple(_cited(self.legal[code]) for code in codes if code in self.legal)

    def orsan_of(self, sheet: Sheet) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Each generation of ORSAN, latest first, with the codes this plan answers to: « AMAVI, Afflux massif… »."""
        return tuple(
            (
                _(GENERATION_WORDS[generation]),
                tuple(self._named(code, generation) for code in sheet.orsan.get(generation, ())),
            )
            for generation in reversed(Generation)
        )

    def _named(self, code: str, generation: Generation) -> str:
        label = self.orsan.get(f"{code}@{generation.value}", "")
        return f"{code}, {label}" if label else code


def shelf_of(library: Library) -> PlanShelf:
    """Everything, in the current language. A site's file that does not read leaves what is shipped in its place."""
    try:
        return _shelf(library)
    except ReleveError as error:
        return replace(_shelf(_shipped()), fault=sentence(error))


def needs_by_delay(sheet: Sheet) -> tuple[tuple[int, tuple[Need, ...]], ...]:
    """(hours, the people wanted within them), soonest first."""
    ordered = sorted(sheet.needs, key=lambda one: one.within_hours)
    return tuple((hours, tuple(needs)) for hours, needs in groupby(ordered, key=lambda one: one.within_hours))


def delay_words(hours: int) -> str:
    """« En 3 heures »."""
    return ngettext("En {n} heure", "En {n} heures", hours).format(n=hours)


def _shelf(library: Library) -> PlanShelf:
    is_english = language() == "en"
    return PlanShelf(
        sheets=library.plans.sheets,
        cards=library.plans.cards,
        functions={one.code: one.label for one in library.cell_functions},
        contacts={one.code: one.label for one in library.contact_functions},
        professions={slug: library.professions[slug].label() for slug in library.professions.slugs},
        legal={one.code: one for one in library.legal_references},
        orsan={one.key: one.label_en if is_english else one.label for one in library.orsan_codes},
    )


@cache
def _shipped() -> Library:
    return Library()


def _cited(one: LegalReference) -> Cited:
    until = spoken_date(one.in_force_to) if one.in_force_to else ""
    return Cited(one.citation, spoken_date(one.dated), one.says, one.is_date_sure, until)
