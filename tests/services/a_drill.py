"""A folder of Auray with a few nurses and a pharmacy, and a trial to run on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.drills.composition import Composition
from app.drills.shock import Absence, CallVolunteers, NewNeed
from app.services.laboratory.run_drill import ran
from tests.builders import THURSDAY, a_person, some_people
from tests.services.a_territory import PHARMACY, a_territory, some_sites

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.drills.shock import AnyEffect
    from app.services.laboratory.run_drill import Ran
    from app.store.database import Store

NAMES = ("Gwenola", "Bleuenn", "Corentin", "Denez")


def a_folder(folder: Path) -> Store:
    """Four nurses of Auray and a pharmacy."""
    store = a_territory(folder)
    some_people(store, *(a_person(name) for name in NAMES))
    some_sites(store, PHARMACY)
    return store


def a_trial(**changes: object) -> Composition:
    """Half the nurses away from Thursday 17 h on, one more need at Auray; four volunteers answer."""
    return Composition(
        starts_at=THURSDAY, days=1, title="Essai",
        shocks=(Absence(professions=("infirmier",), share=50), NewNeed(commune="56007", skill="nursing", quantity=3)),
        plan=(CallVolunteers(profession="infirmier", count=4),),
    ).model_copy(update=changes)  # fmt: skip


def run_composition(store: Store, composition: Composition, played: Sequence[AnyEffect] = ()) -> Ran:
    """What was composed, run on the roster of the moment."""
    with store.reading() as conn:
        return ran(conn, store, composition, played)
