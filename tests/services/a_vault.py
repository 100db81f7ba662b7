"""A folder with two practices, each with a member of the roster, and needs that look like a patient's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from app.access.actor import Actor, Role, volunteer
from app.continuity.holding import CareMode, HoldingMode, Hosting
from app.core.ids import PracticeId
from app.roster.practice import Practice
from app.services.continuity.care_mode import declare_care_mode
from app.services.continuity.seal_needs import NewNeed
from app.services.roster.edit_person import add_practices
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, MovingClock, a_person, some_people
from tests.services.signed_categories import sign_categories

if TYPE_CHECKING:
    from pathlib import Path

OURS, THEIRS = PracticeId("cabinet-fegreac"), PracticeId("cabinet-avessac")
ADMIN = Actor("admin", "Gwenaëlle Fictif", Role.ADMINISTRATION)
LATER = datetime(2027, 5, 1, tzinfo=UTC)
CANARY = "P-0042 oxygène canari"
HOSTED = CareMode(
    mode=HoldingMode.DECLARED,
    hosting=Hosting(host="Hébergeur Exemple", certificate="HDS-0001", valid_until=date(2027, 12, 31)),
    dpia_on=date(2026, 11, 1),
)


@dataclass
class Vault:
    """The folder, and who is who."""

    store: Store
    clock: MovingClock
    member: Actor
    other: Actor


def a_vault(folder: Path, *, declared: bool = True) -> Vault:
    """Both practices with one nurse each, categories validated; hosting declared unless told otherwise."""
    clock = MovingClock()
    store = open_store(folder, clock)
    add_practices(
        COORDINATOR,
        store,
        [Practice(id=OURS, name="Cabinet de Fégréac"), Practice(id=THEIRS, name="Cabinet d’Avessac")],
    )
    anne, soizig = a_person("Anne", practice=OURS), a_person("Soizig", practice=THEIRS)
    some_people(store, anne, soizig)
    sign_categories(store)
    if declared:
        declare_care_mode(ADMIN, store, HOSTED, 0)
    return Vault(store, clock, volunteer(anne.id, "Anne"), volunteer(soizig.id, "Soizig"))


def a_need(pseudonym: str = CANARY, **more: int | str | bool) -> NewNeed:
    """A need that expires in May 2027."""
    return NewNeed({"pseudonym": pseudonym, "category": "O2", **more}, LATER)


def contents(folder: Path) -> bytes:
    """Everything the folder holds on disk but its keys, as bytes."""
    return b"".join(
        path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and "keys" not in path.parts
    )
