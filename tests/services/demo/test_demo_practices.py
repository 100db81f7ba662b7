"""The demonstration's practices are the same every day, pass every check, and leave what was said alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

from app.continuity.finding import Reason
from app.core.clock import paris_instant
from app.core.ids import PracticeId
from app.roster.practice import Practice
from app.services.continuity.keep_practice import give_practice
from app.services.continuity.read_continuity import read_continuity
from app.services.continuity.read_failures import read_closures
from app.services.continuity.read_relays import read_cares, read_remotes
from app.services.demo import demo_needs
from app.services.demo.demo_practices import fill
from app.services.keeping.set_up_community import set_up_community
from app.services.roster.edit_person import add_practices
from app.store.community import Community
from tests.builders import COORDINATOR, a_person, a_store, some_people
from tests.services.signed_categories import sign_categories
from tests.services.some_practices import ALONE, some_practices

TODAY = date(2026, 11, 26)


def test_it_fills_what_nobody_said_closes_some_and_notes_the_one_reader(tmp_path: Path) -> None:
    """Pairs, an open closure, one thinned out, holidays to come, alarms that rest on one person."""
    store = some_practices(tmp_path).store
    give_practice(COORDINATOR, store, [ALONE])
    third = PracticeId("cabinet-severac")
    add_practices(COORDINATOR, store, [Practice(id=third, name="Cabinet de Sévérac", commune_insee="44196")])
    some_people(store, *(a_person(f"Tierce{n}", practice=third) for n in range(2)))
    fill(COORDINATOR, store, TODAY)
    cares, closures = read_cares(COORDINATOR, store), read_closures(COORDINATOR, store)
    assert any(one.is_said for one in cares.rows)
    assert [(one.closure.kind, one.closure.members_away, one.members) for one in closures.running] == [
        ("crisis", None, 2),
        ("unavailable", 1, 2),
    ]
    assert [one.closure.kind for one in closures.coming] == ["planned"]
    assert [one.rests_on_one for one in read_remotes(COORDINATOR, store).services] == [True]


def test_two_folders_say_the_same(tmp_path: Path) -> None:
    """Drawn from a seed: the same facts for the same practices."""
    said = []
    for name in ("un", "deux"):
        store = some_practices(tmp_path / name).store
        fill(COORDINATOR, store, TODAY)
        said.append([replace(one.care) for one in read_cares(COORDINATOR, store).rows])
    assert said[0] == said[1]


def test_without_a_practice_nothing_is_made_up(tmp_path: Path) -> None:
    """An empty folder stays empty."""
    store = a_store(tmp_path)
    fill(COORDINATOR, store, TODAY)
    assert read_remotes(COORDINATOR, store).services == ()


def test_one_practice_far_from_the_others_leaves_a_few_needs_without_a_solution(tmp_path: Path) -> None:
    """Camors closed for a night, its one road cut: four to eight needs that no relay reaches in time, the same every day."""
    left = []
    for today in (date(2026, 11, 26), date(2027, 3, 3)):
        store = a_store(tmp_path / today.isoformat(), paris_instant(today, time(15)))
        set_up_community(COORDINATOR, store, Community(name="Démonstration", territory="auray", demonstration=True))
        homes = {"auray": "56007", "brech": "56023", "camors": "56031", "pluvigner": "56177"}
        add_practices(
            COORDINATOR, store,
            [Practice(id=PracticeId(name), name=f"Cabinet {name}", commune_insee=code) for name, code in homes.items()],
        )  # fmt: skip
        some_people(store, *(a_person(f"{name}{n}", practice=PracticeId(name)) for name in homes for n in range(9)))
        fill(COORDINATOR, store, today)
        sign_categories(store)
        demo_needs.fill(COORDINATOR, store, today)
        found = read_continuity(COORDINATOR, store)
        left.append([(one.communes, one.needs) for one in found.whys if one.reason is Reason.ROAD])
    assert left[0] == left[1]
    [(communes, needs)] = left[0]
    assert communes == ("Camors",)
    assert needs is not None
    assert 4 <= needs <= 8
