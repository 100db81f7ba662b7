"""Continuity of care: 2,000 needs and 120 practices, one practice closing, thirty at once, and each one alone.

The first questions are asked of the engine; the last one of a folder, as a screen does: 120 keys, 2,000 sealed needs opened,
the scene read, the relays assigned. The territory is drawn: 40 communes, ways of 5 to 15 minutes, practices of every profession that relays, 3 to 12 places
each, needs at home in their practice's commune. CPU seconds of a warm process; the shipped categories.
"""

from __future__ import annotations

import random
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.access.actor import COMMAND_LINE
from app.continuity.care_need import CareNeed, content_of
from app.continuity.carer import Carer, CarerKind, practice_carer
from app.continuity.category import Category, Frequency, category_of
from app.continuity.left_without import Outcome, who_is_left
from app.continuity.need import NeedId
from app.continuity.single_points import single_points
from app.continuity.situation import Absence, ClosureKind, Situation
from app.continuity.territory import Territory
from app.core.clock import fixed_clock
from app.core.ids import PracticeId
from app.library import Library
from app.roster.practice import Practice
from app.scheduling.travel import Road
from app.services.continuity.declare_closure import ClosureDraft, declare_closure
from app.services.continuity.read_continuity import read_continuity
from app.services.continuity.seal_needs import NewNeed, seal_needs
from app.services.keeping.set_up_community import set_up_community
from app.services.roster.edit_person import add_practices
from app.store.community import Community
from app.store.database import open_store
from tests.builders import a_person, some_people
from tests.services.a_vault import ADMIN

Row = dict[str, object]
COMMUNES, PRACTICES, NEEDS, RUNS = 40, 120, 2000, 5
START = datetime(2026, 11, 26, 7, tzinfo=UTC)
_MIX = ["infirmier"] * 6 + ["medecin"] * 3 + ["masseur_kinesitherapeute", "sage_femme", "orthophoniste"]


def run(quick: bool) -> list[Row]:
    """One row per question. ``quick``: one run of each instead of the worst of five."""
    needs, territory = a_territory(random.Random(3))
    rows = [_closing(needs, territory, count, 1 if quick else RUNS) for count in (1, 30)]
    began = time.process_time()
    points = single_points(needs, territory, _closed(0))
    note = f"each of {PRACTICES} practices lost alone: {len(points)} leave somebody without care"
    return [*rows, _row("single points", time.process_time() - began, note), _from_the_folder(1 if quick else RUNS)]


def a_territory(chance: random.Random) -> tuple[list[CareNeed], Territory]:
    """The needs and the territory of a seed."""
    rows = [category_of(record.cells) for record in Library().file("care_categories.csv")]
    categories = {one.code: one for one in rows}
    communes = [f"{rank:05}" for rank in range(COMMUNES)]
    roads = tuple(
        Road(communes[one], communes[two], chance.uniform(5, 15))
        for one in range(COMMUNES)
        for two in range(one + 1, COMMUNES)
        if two == one + 1 or chance.random() < 0.1
    )
    carers = tuple(_carer(f"{rank:03}", chance, communes) for rank in range(PRACTICES))
    needs = [_need(rank, chance, chance.choice(carers), categories) for rank in range(NEEDS)]
    return needs, Territory(categories, carers, roads)


def _carer(name: str, chance: random.Random, communes: list[str]) -> Carer:
    return Carer(
        id=practice_carer(PracticeId(name)),
        kind=CarerKind.PRACTICE,
        name=f"Cabinet {name}",
        commune=chance.choice(communes),
        professions=frozenset({chance.choice(_MIX)}),
        capacity=chance.randint(3, 12),
        radius_minutes=20,
    )


def _need(rank: int, chance: random.Random, carer: Carer, categories: dict[str, Category]) -> CareNeed:
    """A need its practice can serve; one patient in four has two."""
    category = chance.choice([one for one in categories.values() if one.carers & carer.professions])
    return CareNeed(
        id=NeedId(f"n{rank:04}"),
        practice=PracticeId(carer.id.partition(":")[2]),
        pseudonym=f"P-{chance.randint(1, 1500):04}",
        category=category.code,
        commune=carer.commune,
        frequency=category.visits,
        expires_at=START + timedelta(days=90),
    )


def _closed(count: int) -> Situation:
    """The first ``count`` practices closed for two days."""
    ends = START + timedelta(days=2)
    return Situation(START, ends, tuple(Absence(PracticeId(f"{rank:03}"), START, ends) for rank in range(count)))


def _closing(needs: list[CareNeed], territory: Territory, count: int, runs: int) -> Row:
    seconds = []
    outcome: Outcome | None = None
    for _run in range(runs + 1):
        began = time.process_time()
        outcome = who_is_left(needs, territory, _closed(count))
        seconds.append(time.process_time() - began)
    assert outcome is not None
    note = f"{outcome.touched} touched, {outcome.relayed} relayed, {outcome.uncovered} uncovered; worst of {runs}"
    return _row(f"{count} closing of {PRACTICES}, {NEEDS} needs", max(seconds[1:]), note)


def _from_the_folder(runs: int) -> Row:
    """What « Vue d’ensemble » reads, once a practice of 20 is closed; the first run, which reads the content, apart."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder), fixed_clock(START))
        set_up_community(ADMIN, store, Community(name="CPTS fictive", territory="redon", demonstration=True))
        chance = random.Random(5)
        communes = [one.insee for one in Library().communes("redon")]
        practices = [
            Practice(id=PracticeId(f"p{rank:03}"), name=f"Cabinet {rank}", commune_insee=chance.choice(communes))
            for rank in range(PRACTICES)
        ]
        add_practices(ADMIN, store, practices)
        for one in practices:
            some_people(store, a_person(one.name, practice=one.id, commune_insee=one.commune_insee))
            drafts = [_sealed(one, number, chance) for number in range(1, 1 + -(-NEEDS // PRACTICES))]
            seal_needs(COMMAND_LINE, store, one.id, drafts)
        declare_closure(ADMIN, store, ClosureDraft(practice=practices[0].id, kind=ClosureKind.CRISIS, starts_at=START))
        seconds = []
        for _run in range(runs + 1):
            began = time.process_time()
            view = read_continuity(ADMIN, store)
            seconds.append(time.process_time() - began)
    note = f"{view.touched.low} touched, {view.relayed.low} relayed, {view.uncovered.low} uncovered; worst of {runs}"
    return _row(f"read from a folder, {PRACTICES} practices, {NEEDS} sealed needs", max(seconds[1:]), note)


def _sealed(practice: Practice, number: int, chance: random.Random) -> NewNeed:
    code = chance.choice(("INS", "PLAIE", "PILUL", "O2", "PALL", "SONDE"))
    need = CareNeed(
        id=NeedId(""), practice=practice.id, pseudonym=f"P-{number:04}", category=code, commune=practice.commune_insee,
        frequency=Frequency.DAILY, expires_at=START + timedelta(days=90),
    )  # fmt: skip
    return NewNeed(content_of(need), need.expires_at)


def _row(name: str, seconds: float, note: str) -> Row:
    return {"section": "continuity", "name": name, "value": round(seconds, 3), "unit": "s CPU", "note": note}
