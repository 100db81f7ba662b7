"""The demonstration's needs: some 350 of nobody, held by fifteen practices of nurses and physicians, sealed as real ones are.

Categories, rhythms and communes are drawn from a fixed seed; a dozen are on oxygen, and as many more hang on the mains.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.actor import COMMAND_LINE
from app.access.permissions import Action, require
from app.continuity.category import Dependence, Frequency
from app.continuity.need_rules import NeedDraft
from app.services.continuity.continuity_scene import at_work, commune_of
from app.services.continuity.read_categories import category_table
from app.services.continuity.record_needs import record_needs
from app.services.keeping.reference import read_library, roads
from app.store import community, people

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from app.access.actor import Actor
    from app.continuity.category import Category
    from app.core.ids import PracticeId
    from app.roster.person import Person
    from app.store.database import Connection, Store

SEED = 20261126
NURSES, PHYSICIANS = "infirmier", "medecin"
PRACTICES = {NURSES: 10, PHYSICIANS: 5}
EACH = {NURSES: 27, PHYSICIANS: 15}
"""Needs of a practice; nurses see them daily, physicians follow fewer that cannot wait."""
DRAWN: Mapping[str, Mapping[str, int]] = {
    NURSES: {
        "INS": 24, "PLAIE": 20, "PILUL": 18, "AVK": 9, "AGE80": 9, "PALL": 4, "SONDE": 4, "ATB-IV": 4, "NENT": 3,
        "PSY": 3, "IC": 2, "TRACH": 1,
    },
    PHYSICIANS: {"ALD-MT": 30, "PSY": 14, "AVK": 12, "EPIL": 10, "IC": 10, "TSO": 8, "GREF": 8, "ONCO": 6, "SURR": 2},
}  # fmt: skip
"""How often each category comes, among those that each profession follows."""
OXYGEN = "O2"
OXYGEN_HOURS = (4, 4, 4, 6, 8, 8, 10, 12, 12, 24, 24, None)
"""Autonomy of the twelve on oxygen; one has not said."""
DAILY = (Frequency.DAILY, Frequency.SEVERAL_DAILY, Frequency.SEVERAL_DAILY, Frequency.THREE_DAILY)
NEAR_MINUTES = 15
INFORMED = 0.85
BATTERY = (2, 4, 8, 12)


@dataclass(frozen=True, slots=True)
class _Practice:
    """A practice that holds needs: where its patients live, who goes, who relays it."""

    id: PracticeId
    profession: str
    communes: tuple[str, ...]
    members: tuple[str, ...]
    relays: tuple[PracticeId, ...]


def fill(actor: Actor, store: Store, today: date) -> None:
    """Note the needs of the first practices by name; nothing where there is none. Nobody's: the folder is a demonstration."""
    require(actor, Action.RECORD_NEEDS)
    drawn = random.Random(SEED)
    with store.reading() as conn:
        practices, categories = _practices(conn, store), category_table(read_library(store, conn))
    nurses = [one for one in practices if one.profession == NURSES]
    for rank, one in enumerate(practices):
        needs = _once(_need(one, number, categories, drawn, today) for number in range(1, EACH[one.profession] + 1))
        if one.profession == NURSES:
            hours = OXYGEN_HOURS[rank :: len(nurses)]
            needs += [_oxygen(one, len(needs) + 1 + index, each, drawn, today) for index, each in enumerate(hours)]
        record_needs(COMMAND_LINE, store, one.id, needs)


def _once(needs: Iterable[NeedDraft]) -> list[NeedDraft]:
    """One need of a category for a patient, whom every seventh shares with the one before."""
    kept: list[NeedDraft] = []
    for one in needs:
        shared = kept and not len(kept) % 7 and one.category != kept[-1].category
        kept.append(replace(one, pseudonym=kept[-1].pseudonym) if shared else one)
    return kept


def _need(
    practice: _Practice, number: int, categories: Mapping[str, Category], drawn: random.Random, today: date
) -> NeedDraft:
    shares = {code: share for code, share in DRAWN[practice.profession].items() if code in categories}
    code = drawn.choices(list(shares), list(shares.values()))[0]
    power = Dependence.POWER in categories[code].depends_on
    told = _told(drawn, today)
    return NeedDraft(
        pseudonym=f"P-{number:04d}", category=code, commune=drawn.choice(practice.communes),
        frequency=drawn.choice(DAILY) if code == "INS" else None, power=power,
        autonomy_hours=drawn.choice(BATTERY) if power else None, holder=drawn.choice(practice.members),
        relays=practice.relays if drawn.random() < INFORMED else (), informed=told is not None, informed_on=told,
    )  # fmt: skip


def _oxygen(practice: _Practice, number: int, hours: int | None, drawn: random.Random, today: date) -> NeedDraft:
    told = _told(drawn, today)
    return NeedDraft(
        pseudonym=f"P-{number:04d}", category=OXYGEN, commune=drawn.choice(practice.communes), power=True, oxygen=True,
        autonomy_hours=hours, holder=drawn.choice(practice.members), relays=practice.relays, informed=told is not None,
        informed_on=told,
    )  # fmt: skip


def _told(drawn: random.Random, today: date) -> date | None:
    days = drawn.randint(10, 150)
    return today - timedelta(days=days) if drawn.random() < INFORMED else None


def _practices(conn: Connection, store: Store) -> list[_Practice]:
    """The first ones by name where nurses, then physicians, work; each relayed by the two that follow, of its own kind."""
    territory = community.read(conn).territory
    near = _near(store, conn, territory)
    working: dict[PracticeId, list[Person]] = {}
    for person in people.every(conn):
        if person.practice is not None and at_work(person):
            working.setdefault(person.practice, []).append(person)
    named = sorted(people.practices(conn), key=lambda one: (one.name, one.id))
    found: list[_Practice] = []
    for profession, most in PRACTICES.items():
        kept = [one for one in named if any(p.profession == profession for p in working.get(one.id, ()))][:most]
        for rank, one in enumerate(kept):
            after = [other.id for other in (*kept[rank + 1 :], *kept[:rank])][:2]
            home = commune_of(one, working[one.id])
            members = tuple(sorted(p.id for p in working[one.id] if p.profession == profession))
            found.append(_Practice(one.id, profession, (home, home, *near.get(home, ())), members, tuple(after)))
    return [one for one in found if one.communes[0]]


def _near(store: Store, conn: Connection, territory: str) -> dict[str, Sequence[str]]:
    """Commune → those within a short drive, in order of code."""
    found: dict[str, set[str]] = {}
    for road in roads(read_library(store, conn), territory):
        if road.minutes <= NEAR_MINUTES:
            found.setdefault(road.start, set()).add(road.end)
            found.setdefault(road.end, set()).add(road.start)
    return {code: sorted(others) for code, others in found.items()}
