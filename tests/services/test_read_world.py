"""Tests of app/services/read_world.py: what each thing that is live changes in who gives what and what is asked where."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.access.actor import Actor, Role
from app.continuity.category import Frequency
from app.continuity.practice_care import PracticeCare
from app.continuity.situation import ClosureKind, OutageKind
from app.core.errors import NotAllowed
from app.core.ids import PersonId
from app.core.intervals import Interval
from app.drills.coverage import Coverage
from app.drills.graph_file import read_graphml, write_graphml
from app.drills.shock import PowerCut
from app.drills.striking import strike
from app.drills.world import Part, World
from app.response.event import EventKind
from app.roster.person import HalfDay, HalfDayPart, PersonStatus
from app.roster.practice import Practice
from app.services.count_needs import CountDraft, count_needs
from app.services.declare_closure import ClosureDraft, declare_closure
from app.services.declare_outage import OutageDraft, declare_outage
from app.services.edit_person import add_practices
from app.services.keep_practice import put_care
from app.services.keep_remote_service import put_remote_service
from app.services.override_roads import override_road
from app.services.read_world import live_mark, live_world, read_world
from app.services.set_up_community import set_up_community
from app.store import answers, care_keys, people
from app.store.community import Community
from app.store.database import Store
from tests.builders import COORDINATOR, READER, THURSDAY, a_person, a_store, some_people
from tests.continuity.test_remote_service import ALARMS
from tests.services.a_relay import AURAY, OURS, a_care_need, a_relay, close, noted
from tests.services.a_rota import a_rota
from tests.services.a_territory import HOSPITAL, PHARMACY, a_territory, some_sites
from tests.services.an_event import an_event
from tests.services.some_slots import ANNE, some_slots

MORNING = datetime(2026, 11, 26, 7, tzinfo=UTC)
"""Thursday, 8:00 in Paris."""
PENTHIEVRE = "56168-56234"


def world(store: Store, at: datetime = MORNING, **more: bool | int) -> World:
    with store.reading() as conn:
        return read_world(conn, store, at, **more)  # type: ignore[arg-type]


def given(found: World, id: str) -> tuple[int, ...]:
    return found.capacities[id]


def someone(store: Store, **fields: Any) -> str:
    """The provider id of one more nurse of Auray, who practises nowhere in particular."""
    person = a_person("Anne", **{"id": PersonId("anne"), "usual_half_days": frozenset(), **fields})
    some_people(store, person)
    return f"person:{person.id}"


def test_an_empty_territory_asks_and_nobody_of_the_roster_answers(tmp_path: Path) -> None:
    """31 communes, 53 roads, needs by rates in each; neighbours serve most of theirs, duty and transport stand."""
    found = world(a_territory(tmp_path))
    assert (len(found.ordinary.places), len(found.ordinary.roads)) == (31, 53)
    assert found.estimated == {one.id for one in found.ordinary.needs}
    assert len(found.estimated) == 31 * len(found.skills)
    assert {one.kind for one in found.ordinary.up if one.capacity} == {"site"}
    local = {known.commune for known in found.known.values() if known.site_kind == "neighbour"}
    assert (len(local), sum(found.populations[one] for one in local)) == (8, 13_150)
    assert any("8 communes voisines" in one for one in found.assumptions)
    assert "Besoins : aucun registre" in found.assumptions[0].replace("\u00a0", " ")


def test_quantities_follow_the_day(tmp_path: Path) -> None:
    """Thursday to Sunday: mornings ask more than afternoons, nights little, Sundays less; the kernel serves each slice."""
    found = world(a_territory(tmp_path), days=4)
    totals = [sum(one[rank] for one in found.quantities.values()) for rank in range(12)]
    parts = [one.part for one in found.slices]
    assert parts == [Part.MORNING, Part.AFTERNOON, Part.NIGHT] * 4
    assert totals[:3] == totals[3:6]
    assert totals[0] > totals[1] > totals[2]
    assert totals[0] > totals[6] > totals[9]
    assert sum(one.quantity for one in found.at(9).needs) == totals[9]
    assert Coverage(found.at(2)).demand == totals[2]


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


@pytest.mark.parametrize(("kind", "stands"), [("mobile", True), ("screening", False), ("reinforcement", False)])
def test_a_mobile_team_vaccinates_as_a_centre_does(tmp_path: Path, kind: str, stands: bool) -> None:
    """Its published session gives what the same one gives in a centre; a screening or a reinforcement gives no injection."""
    rota = a_rota(tmp_path)
    set_up_community(COORDINATOR, rota.store, Community(name="CPTS fictive", territory="auray"))
    at = datetime(2026, 11, 30, 7, tzinfo=UTC)
    usual = given(world(rota.store, at), f"site:{rota.centre}")
    with rota.store.transaction() as conn:
        conn.execute("UPDATE centre SET kind = ?", (kind,))
    found = world(rota.store, at).capacities.get(f"site:{rota.centre}")
    assert (found == usual) if stands else found is None


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


def test_sites_hang_on_power_and_hold_out_as_long_as_they_can(tmp_path: Path) -> None:
    """A pharmacy goes on for two hours without power; a cut under way stops it from the next half-day on, not the hospital."""
    store = a_territory(tmp_path)
    some_sites(store, HOSPITAL, PHARMACY)
    pharmacy, hospital = f"site:{PHARMACY.id}", f"site:{HOSPITAL.id}"
    before = world(store)
    draft = OutageDraft(
        kind=OutageKind.POWER, starts_at=MORNING + timedelta(minutes=30), ends_at=MORNING + timedelta(hours=30),
        communes=(PHARMACY.commune_insee, HOSPITAL.commune_insee),
    )  # fmt: skip
    declare_outage(COORDINATOR, store, draft)
    found = world(store)
    power = f"power:{PHARMACY.commune_insee}"
    assert power in next(one for one in found.ordinary.providers if one.id == pharmacy).depends_on
    assert found.known[pharmacy].autonomy_hours[power] == 2
    assert given(before, pharmacy) == (60, 60, 0, 60, 60, 0)
    assert given(found, pharmacy) == (60, 0, 0, 0, 60, 0)
    assert given(found, hospital) == given(before, hospital)


def test_a_declared_cut_stops_whom_the_same_cut_of_a_drill_stops(tmp_path: Path) -> None:
    """A pharmacist who lives elsewhere stops with the pharmacy, two hours after its power went, until it is back."""
    store = a_territory(tmp_path)
    some_sites(store, PHARMACY, HOSPITAL)
    where = PHARMACY.commune_insee
    pharmacist = a_person("Paul", "pharmacien", organisation=PHARMACY.name, usual_half_days=frozenset())
    some_people(store, pharmacist)
    drilled = [strike(world(store), [PowerCut(communes=(where,), until_hours=30)], rank) for rank in range(6)]
    expected = {
        id: tuple(0 if id in drilled[rank].fallen else acts for rank, acts in enumerate(acts_by_rank))
        for id, acts_by_rank in world(store).capacities.items()
    }
    start = world(store).slices[0].starts_at
    draft = OutageDraft(kind=OutageKind.POWER, starts_at=start, ends_at=start + timedelta(hours=30), communes=(where,))
    declare_outage(COORDINATOR, store, draft)
    found = world(store)
    assert found.capacities == expected
    assert given(found, f"person:{pharmacist.id}") == (0, 0, 0, 0, 35, 0)


def test_a_site_that_stops_gives_nothing(tmp_path: Path) -> None:
    """The pharmacy is down all Thursday; the rest of its territory goes on."""
    store = a_territory(tmp_path)
    some_sites(store, PHARMACY)
    declare_outage(
        COORDINATOR, store,
        OutageDraft(kind=OutageKind.SITE, starts_at=MORNING, ends_at=MORNING + timedelta(hours=12), site=PHARMACY.id),
    )  # fmt: skip
    assert given(world(store), f"site:{PHARMACY.id}") == (0, 0, 0, 60, 60, 0)


def test_a_remote_service_hangs_on_where_it_is_read(tmp_path: Path) -> None:
    """Read in a practice: with it, the network and the power of its commune it falls; it reaches everybody."""
    relay = a_relay(tmp_path, closed=False, needs=0)
    put_remote_service(COORDINATOR, relay.store, replace(ALARMS, practice=OURS))
    found = world(relay.store)
    [id] = [one for one, known in found.known.items() if known.site_kind == "remote"]
    provider = next(one for one in found.ordinary.providers if one.id == id)
    assert provider.depends_on == ("it:internet", f"power:{AURAY}", f"practice:{OURS}")
    assert (provider.place, given(found, id)[0], int(provider.reach_minutes)) == (AURAY, 10, 600)


def test_a_register_counts_where_there_is_one(tmp_path: Path) -> None:
    """Fourteen insulin visits a day in Auray instead of a rate; the other communes stay estimated, and it is said."""
    relay = a_relay(tmp_path, closed=False, needs=0)
    before = world(relay.store)
    noted(relay, *(a_care_need(n, frequency=Frequency.SEVERAL_DAILY) for n in range(1, 8)))
    found = world(relay.store)
    ours = f"{AURAY}/vital_nursing"
    assert ours in before.estimated
    assert {one.id for one in found.ordinary.needs} - found.estimated == {ours}
    assert [sum(found.quantities[ours][:3]), sum(before.quantities[ours][:3])] == [14, 34]
    assert "registres des cabinets" in found.assumptions[0]


def test_an_exercise_counts_rates_alone_whatever_registers_hold(tmp_path: Path) -> None:
    """What a whole room looks at counts nobody real: the same needs as before anything was noted, all of them estimates."""
    relay = a_relay(tmp_path)
    before = world(relay.store, relay.clock(), synthetic=True)
    noted(relay, *(a_care_need(n, frequency=Frequency.SEVERAL_DAILY) for n in range(1, 8)))
    found = world(relay.store, relay.clock(), synthetic=True)
    assert found.quantities == before.quantities
    assert found.estimated == frozenset(one.id for one in found.ordinary.needs)
    assert world(relay.store, relay.clock()).estimated < found.estimated


def test_totals_count_as_a_register_does(tmp_path: Path) -> None:
    """« Agrégats seuls »: 40 insulin needs, twice a day, 80 visits; said as totals."""
    relay = a_relay(tmp_path, closed=False, needs=0)
    count_needs(relay.members[OURS], relay.store, OURS, [CountDraft("INS", 40)])
    found = world(relay.store)
    assert sum(found.quantities[f"{AURAY}/vital_nursing"][:3]) == 80
    assert "agrégats seuls" in found.assumptions[0]


def test_a_lost_key_leaves_rates_and_is_said(tmp_path: Path) -> None:
    """Needs that no key opens are in no quantity: estimated again, and how many is told."""
    relay = a_relay(tmp_path, closed=False, needs=4)
    care_keys.path_of(relay.store.folder, OURS).unlink()
    found = world(relay.store)
    assert f"{AURAY}/vital_nursing" in found.estimated
    assert any("4 besoins notés ne se lisent pas" in one for one in found.assumptions)


def test_a_corrected_road_and_a_cut_one_are_the_world_s(tmp_path: Path) -> None:
    """25 minutes instead of 12; cut until 17:00, it is back at night; closed, it is on no half-day."""
    store = a_territory(tmp_path)

    def minutes() -> list[int]:
        """What the road takes on Thursday's morning, afternoon and night; 0 where it is not there."""
        found = world(store)
        each = [{one.id: int(one.minutes) for one in found.at(rank).roads} for rank in range(3)]
        return [one.get(PENTHIEVRE, 0) for one in each]

    usual = minutes()[0]
    override_road(COORDINATOR, store, PENTHIEVRE, usual + 13, "mesuré", 0)
    assert minutes() == [usual + 13] * 3
    draft = OutageDraft(
        kind=OutageKind.ROAD, starts_at=MORNING, ends_at=MORNING + timedelta(hours=9), roads=(("56168", "56234"),)
    )
    declare_outage(COORDINATOR, store, draft)
    assert minutes() == [0, 0, usual + 13]
    assert any("1 route coupée" in one for one in world(store).assumptions)
    override_road(COORDINATOR, store, PENTHIEVRE, None, "sous l’eau", 1)
    assert minutes() == [0, 0, 0]


def test_a_boat_is_cut_where_no_road_leads(tmp_path: Path) -> None:
    """Quiberon – Houat is a boat: a cut between them is that of the boat."""
    store = a_territory(tmp_path)
    draft = OutageDraft(kind=OutageKind.ROAD, starts_at=MORNING, ends_at=None, roads=(("56086", "56186"),))
    declare_outage(COORDINATOR, store, draft)
    assert world(store).cut_roads == {"56086-56186-bateau": frozenset(range(6))}


def test_without_a_territory_there_is_nothing(tmp_path: Path) -> None:
    """Slices all the same, so that a screen can say what is missing."""
    found = world(a_store(tmp_path))
    assert (found.ordinary.places, found.known, len(found.slices)) == ((), {}, 6)


@pytest.mark.parametrize("territory", ["redon", "ploermel"])
def test_the_other_territories_stand_too(tmp_path: Path, territory: str) -> None:
    """Duty and transport of each, or those that hold anywhere; a coverage can be asked."""
    found = world(a_territory(tmp_path, territory))
    assert sum(known.site_kind == "duty" for known in found.known.values()) >= 3
    assert Coverage(found.at(0)).demand > 0


def test_names_are_the_cell_s(tmp_path: Path) -> None:
    """Everyone inside reads roles and communes; a volunteer reads nothing of it."""
    store = a_territory(tmp_path)
    id = someone(store, civilite="MME")
    some_sites(store, PHARMACY)
    assert live_world(COORDINATOR, store, MORNING).known[id].name == "Anne Fictif"
    seen = live_world(READER, store, MORNING)
    assert seen.known[id].name == "infirmière, Auray"
    assert seen.known[f"site:{PHARMACY.id}"].name == PHARMACY.name
    assert "Anne Fictif" not in repr(seen)
    with pytest.raises(NotAllowed):
        live_world(Actor("anne", "Anne", Role.PROFESSIONAL), store, MORNING)


def test_the_mark_moves_with_what_the_world_reads_and_with_nothing_else(tmp_path: Path) -> None:
    """A person changed, a road, a need, a closure, a rule: another mark each time; reading alone moves nothing."""
    relay = a_relay(tmp_path, closed=False, needs=0)
    marks = [live_mark(READER, relay.store)]

    def moved() -> bool:
        marks.append(live_mark(READER, relay.store))
        return marks[-1] not in marks[:-1]

    world(relay.store)
    assert not moved()
    some_people(relay.store, a_person("Zoé"))
    assert moved()
    override_road(COORDINATOR, relay.store, PENTHIEVRE, 30, "mesuré", 0)
    assert moved()
    noted(relay, a_care_need(1))
    assert moved()
    close(relay)
    assert moved()
    with relay.store.transaction() as conn:
        people.put_site(conn, PHARMACY)
    assert moved()
    care_keys.path_of(relay.store.folder, OURS).unlink()
    assert moved()
    own = relay.store.folder.content / "data" / "duty_supply.csv"
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text("code\n", encoding="utf-8")
    assert moved()


def test_nobody_hangs_on_what_is_not_on_the_map(tmp_path: Path) -> None:
    """A pharmacist of a pharmacy of elsewhere, a stand-in of an empty practice: the territory is whole, and is read back from its file."""
    store = a_territory(tmp_path)
    some_sites(store, replace(PHARMACY, commune_insee="75056"))
    add_practices(COORDINATOR, store, [Practice(id=OURS, name="Cabinet vide", commune_insee=AURAY)])
    employed = a_person("Paul", "pharmacien", organisation=PHARMACY.name)
    standing_in = a_person("Yann", practice=OURS, status=PersonStatus.REMPLACANT)
    some_people(store, employed, standing_in)
    territory = world(store).ordinary
    assert {f"person:{employed.id}", f"person:{standing_in.id}"} <= {one.id for one in territory.providers}
    assert read_graphml(write_graphml(territory)) == territory
