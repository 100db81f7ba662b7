"""Response plans, the community's own plan and reflex cards, as a search finds them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, may
from app.response.plan import RESERVED
from app.services.home.search_found import Hit
from app.services.plans.plan_shelf import shelf_of
from app.store import plans
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.services.home.search_found import Scene


def plans_found(scene: Scene) -> Iterator[Hit]:
    """Plans of the library, then sections of the newest version of our own; names and numbers only for who may read them."""
    for slug, sheet in shelf_of(scene.library).sheets.items():
        actions = " ".join(one.text for one in sheet.actions)
        told = " ".join((*sheet.examples, *sheet.triggers, *sheet.objectives, *sheet.effects))
        if scene.sought.finds_known(f"{sheet.title} {sheet.summary} {told} {actions}"):
            yield Hit(slug, sheet.title, sheet.summary)
    yield from _our_own(scene)


def _our_own(scene: Scene) -> Iterator[Hit]:
    version = plans.latest(scene.conn)
    if version is None:
        return
    reads_names = may(scene.actor, Action.READ_DIRECTORY)
    where = f"{_('Notre plan')} · {_('version {number}').format(number=version.number)}"
    for section in version.sections:
        body = section.body if reads_names or section.key not in RESERVED else ""
        if scene.sought.finds(f"{section.title} {body}"):
            yield Hit(section.key, section.title, where, {"section": section.key})


def cards_found(scene: Scene) -> Iterator[Hit]:
    """« Armer la cellule », when it is taken, and who holds it."""
    shelf = shelf_of(scene.library)
    for slug, card in shelf.cards.items():
        owner = shelf.function(card.owner)
        told = " ".join((*card.steps, *card.do_not, *card.equipment))
        if scene.sought.finds_known(f"{card.title} {card.trigger} {owner} {told}"):
            yield Hit(slug, card.title, f"{owner} · {card.trigger}", {"plan": card.plan})
