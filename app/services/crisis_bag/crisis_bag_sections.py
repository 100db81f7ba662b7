"""The chapters of the crisis bag, each from the same state. :data:`SECTIONS` is where a new one is added."""

from __future__ import annotations

from collections.abc import Callable

from app.documents.crisis_bag import CrisisBag, Section
from app.services.crisis_bag.crisis_bag_means import means
from app.services.crisis_bag.crisis_bag_people import contacts, roster
from app.services.crisis_bag.crisis_bag_plans import plans, reflex_cards
from app.services.crisis_bag.crisis_bag_rota import open_seats, rota
from app.services.crisis_bag.crisis_bag_scene import BagScene

SectionMaker = Callable[[BagScene], Section]


def bag_of(scene: BagScene) -> CrisisBag:
    """The whole bag, in the current language."""
    return CrisisBag(
        community=scene.community.name,
        packed_at=scene.now,
        people=len(scene.people),
        call_first=scene.call_first(),
        sections=tuple(make(scene) for make in SECTIONS),
        imprint=scene.imprint,
    )


SECTIONS: tuple[SectionMaker, ...] = (contacts, means, rota, open_seats, roster, plans, reflex_cards)
"""In the order of the menu."""
