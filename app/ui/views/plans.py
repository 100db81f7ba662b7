"""What the Plans screen says of a plan and of its cards; nothing is drawn here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.response.said import TO_CHECK
from app.response.sheet import Phase
from app.roster.spelling import fold
from app.services.plans.plan_shelf import needs_by_delay
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.response.sheet import Card, Need, Sheet
    from app.services.plans.plan_shelf import Cited, PlanShelf


def sentence(sheet: Sheet) -> str:
    """« Première heure : 8 actions pour 5 fonctions, 4 personnes à réunir. »."""
    first = sheet.actions_of(Phase.HOUR_1)
    functions = len({one.function for one in first})
    hours, needs = needs_by_delay(sheet)[0]
    people = sum(one.quantity for one in needs)
    return _("Première heure : {actions} pour {functions} ; {people}.").format(
        actions=ngettext("{n} action", "{n} actions", len(first)).format(n=len(first)),
        functions=ngettext("{n} fonction", "{n} fonctions", functions).format(n=functions),
        people=ngettext(
            "{n} personne à réunir sous {hours} h", "{n} personnes à réunir sous {hours} h", people
        ).format(n=people, hours=hours),
    )  # fmt: skip


def contents(shelf: PlanShelf) -> str:
    """« 5 typologies, 9 dispositions transversales, 47 fiches réflexes. »."""
    typologies = sum(one.kind == "typology" for one in shelf.sheets.values())
    others, cards = len(shelf.sheets) - typologies, len(shelf.cards)
    return ", ".join(
        (
            ngettext("{n} typologie", "{n} typologies", typologies).format(n=typologies),
            ngettext("{n} disposition transversale", "{n} dispositions transversales", others).format(n=others),
            ngettext("{n} fiche réflexe.", "{n} fiches réflexes.", cards).format(n=cards),
        )
    )


def chosen(shelf: PlanShelf, asked: str, card: str) -> str:
    """The plan asked for; else the first that holds the card asked for; else the first of all."""
    if asked in shelf.sheets:
        return asked
    if card in shelf.cards and shelf.cards[card].plan in shelf.sheets:
        return shelf.cards[card].plan
    holding = (slug for slug, sheet in shelf.sheets.items() if card in sheet.cards)
    return next(holding, next(iter(shelf.sheets)))


def found(shelf: PlanShelf, words: str) -> tuple[Card, ...]:
    """The cards that hold every word, accents aside; those whose title holds them come first."""
    wanted = fold(words).split()
    if not wanted:
        return ()
    hits = [(card, fold(card.title)) for card in shelf.cards.values() if _holds(_everything(shelf, card), wanted)]
    return tuple(card for card, title in sorted(hits, key=lambda hit: not _holds(hit[1], wanted)))


def need_words(shelf: PlanShelf, need: Need) -> str:
    """« infirmier · Domiciles, par commune · Pansements et injections »."""
    return " · ".join(part for part in (shelf.professions_of(need), need.place, need.purpose) if part)


def dated(one: Cited) -> str:
    """« 18 mars 2020 · à vérifier »."""
    said = [one.dated]
    if not one.is_date_sure:
        said.append(_(TO_CHECK))
    if one.until:
        said.append(_("en vigueur jusqu’au {day}").format(day=one.until))
    return " · ".join(said)


def place_of(places: tuple[tuple[str, str | None], ...], card: str, pressed: str) -> str:
    """Where an open card is drawn among (place, card) pairs: where it was pressed, else at the first that names it."""
    here = [place for place, slug in places if slug == card]
    return pressed if pressed in here else next(iter(here), "")


def _everything(shelf: PlanShelf, card: Card) -> str:
    said = (card.title, card.trigger, shelf.function(card.owner), *card.steps, *card.do_not, *card.trace)
    return " ".join(map(fold, said))


def _holds(text: str, wanted: list[str]) -> bool:
    return all(word in text for word in wanted)
