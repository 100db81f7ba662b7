"""Tests of app/services/world/world_people.py: what people and their practices give, and when."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from app.continuity.practice_care import PracticeCare
from app.continuity.situation import ClosureKind
from app.core.ids import PersonId
from app.core.intervals import Interval
from app.drills.world import Part
from app.response.event import EventKind
from app.roster.person import HalfDay, HalfDayPart, PersonStatus
from app.services.continuity.declare_closure import ClosureDraft, declare_closure
from app.services.continuity.keep_practice import put_care
from app.services.keeping.set_up_community import set_up_community
from app.store import answers
from app.store.community import Community
from tests.builders import COORDINATOR, THURSDAY, a_person, some_people
from tests.services.a_live_world import MORNING, given, someone, world
from tests.services.a_relay import AURAY, OURS, a_relay, close
from tests.services.a_rota import a_rota
from tests.services.a_territory import a_territory
from tests.services.an_event import an_event
from tests.services.some_slots import ANNE, some_slots

if TYPE_CHECKING:
    from pathlib import Path


def test_people_give_what_the_table_says_on_weekdays_and_come_on_days_off_when_they_said(tmp_path: Path) -> None:
    """A nurse: 12 a half-day, none at night; on Saturday only the morning she declared, at 80 %; not on Sunday."""
    store = a_territory(tmp_path)
    id = someone(store, usual_half_days=frozenset({HalfDay(5, HalfDayPart.AM)}))
    found = world(store, days=4)
    assert given(found, id) == (12, 12, 0, 12, 12, 0, 10, 0, 0, 0, 0, 0)
    [provider] = [one for one in found.ordinary.providers if one.id == id]
    assert (provider.capacity, provider.place, int(provider.reach_minutes)) == (12, AURAY, 20)
    assert "nursing" in provider.skills
    assert found.known[id].is_volunteer


def test_whoever_declared_nothing_is_counted_by_the_table(tmp_path: Path) -> None:
    """No habit said: 80 % on Saturday, 70 % on Sunday; nobody volunteered them."""
    store = a_territory(tmp_path)
    found = world(store, days=4) if (id := someone(store)) else None
    assert found is not None
    assert given(found, id)[6:] == (10, 10, 0, 8, 8, 0)
    assert not found.known[id].is_volunteer


def test_a_stand_in_is_known_and_gives_nothing_yet(tmp_path: Path) -> None:
    """Whoever is not at work is there to be called, with no capacity; a profession without a row neither."""
    store = a_territory(tmp_path)
    id = someone(store, status=PersonStatus.REMPLACANT)
    some_people(store, a_person("Yann", "orthoptiste", id=PersonId("yann")))
    found = world(store)
    assert set(given(found, id)) == {0} == set(given(found, "person:yann"))


def test_whoever_lives_off_the_map_is_left_out_and_said(tmp_path: Path) -> None:
    """A commune that the territory does not know: no reach can be told."""
    store = a_territory(tmp_path)
    id = someone(store, commune_insee="75056")
    found = world(store)
    assert id not in found.known
    assert any("1 professionnel n’a pas de commune" in one for one in found.assumptions)


def test_a_practice_says_better_than_the_table_and_falls_with_its_people(tmp_path: Path) -> None:
    """30 visits a day for one member, 35 minutes; its software hangs on the network; people hang on the practice."""
    relay = a_relay(tmp_path, closed=False, needs=0)
    care = PracticeCare(practice=OURS, daily_visits=30, radius_minutes=35, software="Logiciel A", needs_network=True)
    put_care(COORDINATOR, relay.store, care)
    found = world(relay.store)
    [id] = [one for one, known in found.known.items() if known.practice == OURS and known.profession]
    provider = next(one for one in found.ordinary.providers if one.id == id)
    assert (given(found, id)[0], int(provider.reach_minutes), provider.depends_on) == (15, 35, (f"practice:{OURS}",))
    practice = next(one for one in found.ordinary.providers if one.id == f"practice:{OURS}")
    assert practice.depends_on == ("it:internet", "it:logiciel:Logiciel A")
    assert found.known[practice.id].autonomy_hours == {"it:internet": 24, "it:logiciel:Logiciel A": 24}
    assert found.known["it:logiciel:Logiciel A"].name == "Logiciel A"
    assert found.absorbable[OURS] == 15


def test_a_closure_takes_the_half_days_it_covers(tmp_path: Path) -> None:
    """Closed from Thursday 17:00 for two days: that afternoon is mostly over, Friday is lost, Sunday is back."""
    relay = a_relay(tmp_path, closed=False, needs=0)
    before = world(relay.store, days=4)
    [id] = [one for one, known in before.known.items() if known.practice == OURS and known.profession]
    close(relay)
    found = world(relay.store, days=4)
    assert given(before, id) == (12, 12, 0, 12, 12, 0, 10, 10, 0, 8, 8, 0)
    assert given(found, id) == (12, 12, 0, 0, 0, 0, 0, 0, 0, 8, 8, 0)


def test_a_closure_of_an_exercise_counts_in_the_exercise_alone(tmp_path: Path) -> None:
    """The real world keeps its people, the exercise loses them."""
    relay = a_relay(tmp_path, closed=False, needs=0)
    event = an_event(relay.store, kind=EventKind.EXERCISE)
    now = relay.store.now()
    draft = ClosureDraft(
        practice=OURS, kind=ClosureKind.CRISIS, starts_at=now, ends_at=now + timedelta(days=2), event_id=event,
    )  # fmt: skip
    declare_closure(COORDINATOR, relay.store, draft)
    real, played = world(relay.store), world(relay.store, exercise=True)
    [id] = [one for one, known in real.known.items() if known.practice == OURS and known.profession]
    assert (given(real, id)[3], given(played, id)[3]) == (12, 0)


def test_a_seat_takes_its_holder_from_care_and_gives_doses_at_the_centre(tmp_path: Path) -> None:
    """Monday is published: its injectors give no care those half-days; the centre injects, nothing at night nor on Tuesday."""
    rota = a_rota(tmp_path)
    set_up_community(COORDINATOR, rota.store, Community(name="CPTS fictive", territory="auray"))
    found = world(rota.store, datetime(2026, 11, 30, 7, tzinfo=UTC))
    holder = rota.seat("injector").holder.person_id
    assert given(found, f"person:{holder}")[0] == 0
    assert given(found, f"person:{holder}")[3] == 12
    centre = given(found, f"site:{rota.centre}")
    assert centre[0] > 0 < centre[1]
    assert centre[2:] == (0, 0, 0, 0)
    assert found.known[f"site:{rota.centre}"].site_kind == "centre"


def test_slots_are_given_where_they_are_kept_and_not_twice(tmp_path: Path) -> None:
    """Four places at 18:00: the practice gives them, its physician four acts less that half-day."""
    kept = some_slots(tmp_path)
    found = world(kept.store, THURSDAY)
    assert found.slices[0].part is Part.AFTERNOON
    assert given(found, "practice:auray")[0] == 4
    assert given(found, f"person:{ANNE}")[0] == 12 - 4
    kept.close(kept.slots()[-1].practice)  # type: ignore[arg-type]
    assert given(world(kept.store, THURSDAY), "practice:auray")[3:5] == (0, 0)


def test_a_duty_by_name_takes_the_place_of_the_anonymous_one(tmp_path: Path) -> None:
    """Thursday's night is Anne's: she gives what the post would, and the first post of the table gives nothing."""
    store = a_territory(tmp_path)
    id = someone(store, profession="medecin")
    night = Interval(datetime(2026, 11, 26, 19, tzinfo=UTC), datetime(2026, 11, 26, 23, tzinfo=UTC))
    before = world(store)
    with store.transaction() as conn:
        answers.write_busy(conn, PersonId("anne"), "pdsa", [night])
    found = world(store)
    assert [given(before, one)[2] for one in (id, "site:garde_auray")] == [0, 14]
    assert [given(found, one)[2] for one in (id, "site:garde_auray")] == [14, 0]
    assert given(found, "site:garde_auray")[5] == 14, "the night after is nobody's by name"


@pytest.mark.parametrize(
    "who", [{"profession": "chirurgien_dentiste"}, {"profession": "medecin", "commune_insee": "99999"}]
)
def test_a_duty_that_nobody_here_can_give_takes_nobody_s_place(tmp_path: Path, who: dict[str, str]) -> None:
    """A dentist's duty, a physician's of no commune of the map: the anonymous physician of the night is still there."""
    store = a_territory(tmp_path)
    id = someone(store, **who)
    with store.transaction() as conn:
        answers.write_busy(conn, PersonId("anne"), "pdsa", [Interval(MORNING, MORNING + timedelta(hours=22))])
    found = world(store)
    assert given(found, "site:garde_auray")[2] == 14
    assert found.capacities.get(id, (0,) * 6)[2] == 0


def test_a_practice_s_days_are_shared_by_those_who_care(tmp_path: Path) -> None:
    """Thirty visits a day, one nurse and a secretary: fifteen a half-day are the nurse's."""
    relay = a_relay(tmp_path, closed=False, needs=0)
    some_people(relay.store, a_person("Soizic", "secretaire", practice=OURS))
    put_care(COORDINATOR, relay.store, PracticeCare(practice=OURS, daily_visits=30))
    found = world(relay.store)
    there = [id for id, known in found.known.items() if known.practice == OURS and id.startswith("person:")]
    assert sorted(given(found, id)[0] for id in there) == [0, 15]
