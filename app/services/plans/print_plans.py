"""Plans and reflex cards on paper: what is taped to a door and opened when nothing else answers. Nobody's name is in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.access.permissions import Action, require
from app.documents.imprint import Band, Imprint
from app.response.sheet import PHASE_WORDS, Phase
from app.services.keeping.reference import read_library
from app.services.plans.plan_shelf import delay_words, needs_by_delay, shelf_of
from app.services.plans.sign_card import signatures_words
from app.store import community
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.access.actor import Actor
    from app.documents.plan_sheet import PlanMeans, PlanSheet
    from app.documents.reflex_card import PlanCard
    from app.response.sheet import Card, Means, Sheet
    from app.services.plans.plan_shelf import PlanShelf
    from app.store.community import Community
    from app.store.database import Store


def print_plan(actor: Actor, store: Store, slug: str) -> bytes:
    """A plan as PDF. Raises NotFound, NotAllowed."""
    require(actor, Action.READ_PLANS)
    from app.documents.plan_sheet import plan_sheet

    shelf, settings = _read(store)
    return plan_sheet(_plan(shelf, shelf.sheet(slug), settings.name), _imprint(store, settings))


def print_card(actor: Actor, store: Store, slug: str) -> bytes:
    """A reflex card as PDF, one page. Raises NotFound, NotAllowed."""
    require(actor, Action.READ_PLANS)
    from app.documents.reflex_card import reflex_cards

    shelf, settings = _read(store)
    signed = signatures_words(actor, store)
    return reflex_cards([_card(shelf, shelf.card(slug), settings.name, signed)], _imprint(store, settings))


def print_cards(actor: Actor, store: Store) -> bytes:
    """Every reflex card as one PDF, a page each, in the order of the plans. Raises NotAllowed."""
    require(actor, Action.READ_PLANS)
    from app.documents.reflex_card import reflex_cards

    shelf, settings = _read(store)
    signed = signatures_words(actor, store)
    cards = [_card(shelf, one, settings.name, signed) for one in shelf.cards.values()]
    return reflex_cards(cards, _imprint(store, settings))


def _read(store: Store) -> tuple[PlanShelf, Community]:
    with store.reading() as conn:
        return shelf_of(read_library(store, conn)), community.read(conn)


def _imprint(store: Store, settings: Community) -> Imprint:
    bands = (Band.DEMONSTRATION,) if settings.demonstration else ()
    return Imprint(store.now(), _("bibliothèque de plans"), __version__, bands)


def _plan(shelf: PlanShelf, sheet: Sheet, name: str) -> PlanSheet:
    from app.documents import plan_sheet as paper

    titles = {slug: card.title for slug, card in shelf.cards.items()}
    return paper.PlanSheet(
        community=name,
        title=sheet.title,
        summary=sheet.summary,
        medical=sheet.medical_note,
        triggers=sheet.triggers,
        kinetics=sheet.kinetics,
        objectives=sheet.objectives,
        effects=sheet.effects,
        examples=sheet.examples,
        phases=tuple(
            paper.PlanPhase(
                _(PHASE_WORDS[phase]),
                tuple(
                    paper.PlanAction(shelf.function(one.function), one.text, titles.get(one.card or "", ""))
                    for one in shelf.actions_of(sheet, phase)
                ),
            )
            for phase in Phase
            if sheet.actions_of(phase)
        ),
        needs=tuple(
            paper.PlanNeed(delay_words(hours), one.quantity, one.label, shelf.professions_of(one), one.place, one.purpose)
            for hours, needs in needs_by_delay(sheet)
            for one in needs
        ),
        sites=tuple(map(_means, sheet.sites)),
        equipment=tuple(map(_means, sheet.equipment)),
        messages=tuple(paper.PlanMessage(one.audience, one.channel, one.text) for one in sheet.communication),
        end=sheet.end_criteria,
        cards=tuple(one.title for one in shelf.cards_of(sheet)),
        references=tuple(
            paper.PlanReference(one.citation, one.dated, one.says, not one.is_date_sure, one.until)
            for one in shelf.cited(sheet.legal)
        ),
        orsan=tuple(paper.PlanCodes(generation, codes) for generation, codes in shelf.orsan_of(sheet)),
    )  # fmt: skip


def _means(one: Means) -> PlanMeans:
    from app.documents.plan_sheet import PlanMeans

    return PlanMeans(one.label, one.quantity, one.note)


def _card(shelf: PlanShelf, card: Card, name: str, signed: Mapping[str, str]) -> PlanCard:
    from app.documents.reflex_card import PlanCard

    plan = shelf.sheets.get(card.plan)
    return PlanCard(
        community=name,
        title=card.title,
        plan=plan.title if plan else "",
        owner=shelf.function(card.owner),
        when=card.trigger,
        contacts=shelf.contacts_of(card),
        equipment=card.equipment,
        steps=card.steps,
        do_not=card.do_not,
        trace=card.trace,
        references=tuple(one.citation for one in shelf.cited(card.legal)),
        reviewed=", ".join(part for part in (spoken_date(card.reviewed_on), signed.get(card.slug, "")) if part),
        is_medical=card.medical and card.slug not in signed,
    )
