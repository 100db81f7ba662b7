"""Three practices of nurses around Auray, the needs of the first, and its closure: what hand-overs are tested on."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.actor import Actor, volunteer
from app.continuity.care_need import CareNeed, content_of
from app.continuity.category import Frequency
from app.continuity.need import NeedId
from app.continuity.practice_care import PracticeCare
from app.continuity.situation import ClosureKind
from app.core.ids import PracticeId
from app.roster.practice import Practice
from app.services.continuity.care_mode import declare_care_mode
from app.services.continuity.declare_closure import ClosureDraft, declare_closure
from app.services.continuity.keep_practice import put_care
from app.services.continuity.seal_needs import NewNeed, seal_needs
from app.services.keeping.set_up_community import set_up_community
from app.services.roster.edit_person import add_practices
from app.store.community import Community
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, THURSDAY, MovingClock, a_person, some_people
from tests.services.a_vault import ADMIN, HOSTED, LATER
from tests.services.signed_categories import sign_categories

if TYPE_CHECKING:
    from pathlib import Path

AURAY, BRECH, PLUNERET = "56007", "56023", "56176"
OURS, NEAR, FAR = PracticeId("p-auray"), PracticeId("p-brech"), PracticeId("p-pluneret")
NAMES = {OURS: "Cabinet d’Auray", NEAR: "Cabinet de Brech", FAR: "Cabinet de Pluneret"}
PLACES = {OURS: AURAY, NEAR: BRECH, FAR: PLUNERET}


@dataclass
class Relay:
    """The folder, its clock, and a member of each practice."""

    store: Store
    clock: MovingClock
    members: dict[PracticeId, Actor] = field(default_factory=dict)


def a_relay(
    folder: Path, *, room: int = 3, far_room: int = -1, needs: int = 4, category: str = "INS", closed: bool = True
) -> Relay:
    """Each relay has room for so many (``far_room``: Pluneret's, else the same); the needs are of Auray; the practice of Auray is closed for two days from now."""
    clock = MovingClock()
    store = open_store(folder, clock)
    set_up_community(
        ADMIN, store, Community(name="CPTS d’Auray", territory="auray", public_url="https://releve.example.org")
    )
    add_practices(
        COORDINATOR,
        store,
        [
            Practice(id=id, name=name, commune_insee=PLACES[id], phone=f"+3319900100{n}")
            for n, (id, name) in enumerate(NAMES.items(), 1)
        ],
    )
    relay = Relay(store, clock)
    for id, given in zip(NAMES, ("Anne", "Bleuenn", "Corentin"), strict=True):
        person = a_person(given, practice=id, email=f"{given.lower()}@example.org")
        some_people(store, person)
        relay.members[id] = volunteer(person.id, given)
    for id, places in ((NEAR, room), (FAR, room if far_room < 0 else far_room)):
        put_care(
            ADMIN, store,
            PracticeCare(practice=id, daily_visits=places, absorbable_percent=100, radius_minutes=30, revision=0),
        )  # fmt: skip
    declare_care_mode(ADMIN, store, HOSTED, 0)
    sign_categories(store)
    if needs:
        noted(relay, *(a_care_need(number, category) for number in range(1, needs + 1)))
    if closed:
        close(relay)
    return relay


def a_care_need(number: int, category: str = "INS", **more: object) -> CareNeed:
    """A need of Auray, whose content looks like a real one."""
    base = CareNeed(
        id=NeedId(""), practice=OURS, pseudonym=f"P-{number:04d}", category=category, commune=AURAY,
        frequency=Frequency.DAILY, expires_at=LATER,
    )  # fmt: skip
    return replace(base, **more)  # type: ignore[arg-type]


def noted(relay: Relay, *needs: CareNeed) -> tuple[NeedId, ...]:
    """The needs, sealed by the practice of Auray."""
    drafts = [NewNeed(content_of(one), one.expires_at) for one in needs]
    return seal_needs(relay.members[OURS], relay.store, OURS, drafts)


def close(relay: Relay, practice: PracticeId = OURS, hours: int = 48) -> str:
    """The practice is « indisponible » from now on."""
    now = relay.clock()
    draft = ClosureDraft(
        practice=practice, kind=ClosureKind.UNAVAILABLE, starts_at=now, ends_at=now + timedelta(hours=hours)
    )
    return declare_closure(COORDINATOR, relay.store, draft).id


START = THURSDAY
