"""Who could take care over and what fails, read together: capacities, pairs, closures, cuts, « points cabinets », exercises."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

from app.continuity.carer import Carer, CarerId, CarerKind, practice_carer
from app.continuity.practice_care import PracticeCare
from app.continuity.situation import Absence, ClosureKind, Cut, OutageKind
from app.core.clock import paris_date
from app.response.desk_survey import HOLDS, Answer, DeskState
from app.response.event import EventKind
from app.roster.person import PersonStatus
from app.services.continuity.answer_survey_desk import record_desk_answers
from app.services.continuity.ask_practices import DeskAsk, ask_practices
from app.services.continuity.continuity_scene import AHEAD, Scene, scene
from app.services.continuity.declare_closure import ClosureDraft, declare_closure
from app.services.continuity.declare_outage import OutageDraft, declare_outage
from app.services.continuity.keep_practice import put_care
from app.services.continuity.keep_remote_service import put_remote_service
from app.services.keeping.reference import edit_reference
from app.services.roster.edit_person import change_people
from app.store import people
from app.store.database import Store
from tests.builders import COORDINATOR, THURSDAY
from tests.continuity.test_remote_service import ALARMS
from tests.services.an_event import an_event
from tests.services.some_practices import ALONE, FEGREAC, HAD, HOSPITAL, OURS, PHARMACY, REDON, THEIRS, some_practices

TOMORROW = THURSDAY + timedelta(days=1)


def read(store: Store, *, exercise: bool = False) -> Scene:
    with store.reading() as conn:
        return scene(conn, store, store.now(), exercise=exercise)


def carers(found: Scene) -> dict[CarerId, Carer]:
    return {one.id: one for one in found.territory.carers}


def says(store: Store, answers: dict[str, Answer], *, event_id: str = "") -> None:
    survey = ask_practices(
        COORDINATOR, store, DeskAsk(subjects=tuple(answers), title="point", hours=4, event_id=event_id)
    )
    record_desk_answers(COORDINATOR, store, survey, answers)


def test_practices_relay_with_what_they_said_or_what_stands_for_it(tmp_path: Path) -> None:
    """Four nurses who said nothing: 15 % of 20 patients each, 20 minutes; two who did: theirs. Agreements hold both ways."""
    store = some_practices(tmp_path).store
    care = PracticeCare(
        practice=THEIRS, daily_visits=50, absorbable_percent=30, radius_minutes=35, paired=OURS,
        agreed_on=date(2026, 5, 4), needs_network=True,
    )  # fmt: skip
    put_care(COORDINATOR, store, care)
    found = carers(read(store))
    assert found[practice_carer(OURS)] == Carer(
        id=practice_carer(OURS), kind=CarerKind.PRACTICE, name="Cabinet de Fégréac", commune=FEGREAC,
        professions=frozenset({"infirmier"}), capacity=12, radius_minutes=20, pairs=frozenset({THEIRS}),
    )  # fmt: skip
    assert found[practice_carer(THEIRS)] == Carer(
        id=practice_carer(THEIRS), kind=CarerKind.PRACTICE, name="Cabinet de Redon", commune=REDON,
        professions=frozenset({"infirmier"}), capacity=15, radius_minutes=35, pairs=frozenset({OURS}), needs_network=True,
    )  # fmt: skip


def test_a_pair_without_a_written_agreement_is_none(tmp_path: Path) -> None:
    """Chosen on the screen, not signed yet: nobody is preferred for it."""
    store = some_practices(tmp_path).store
    put_care(COORDINATOR, store, PracticeCare(practice=THEIRS, paired=OURS))
    assert {one.pairs for one in read(store).territory.carers} == {frozenset()}


def test_a_practice_where_nobody_works_relays_nothing(tmp_path: Path) -> None:
    """Both of Redon are out of activity: the practice is known and no carer."""
    around = some_practices(tmp_path)
    with around.store.reading() as conn:
        held = people.revisions(conn)
    gone = [replace(around.person(f"redon-{n}"), status=PersonStatus.RETRAITE) for n in range(2)]
    change_people(COORDINATOR, around.store, [(one, held[one.id]) for one in gone])
    found = read(around.store)
    assert practice_carer(THEIRS) not in carers(found)
    assert (found.members[THEIRS], found.members[OURS]) == (0, 4)


def test_establishments_and_remote_services_relay_too(tmp_path: Path) -> None:
    """10 % of 48 places; a pharmacy where its pharmacist may; a hospital is not asked; a service has no travel."""
    store = some_practices(tmp_path).store
    remote = put_remote_service(COORDINATOR, store, replace(ALARMS, practice=THEIRS))
    found = carers(read(store))
    had, pharmacy = found[CarerId(f"site:{HAD.id}")], found[CarerId(f"site:{PHARMACY.id}")]
    assert (had.is_assumed, pharmacy.professions) == (True, frozenset({"pharmacien"}))
    assert (had.capacity, had.site, "PALL" in had.categories, "INS" in had.categories) == (4, HAD.id, True, False)
    assert ("TSO" in pharmacy.categories, pharmacy.commune) == (True, FEGREAC)
    assert CarerId(f"site:{HOSPITAL.id}") not in found
    assert found[CarerId(f"remote:{remote}")] == Carer(
        id=CarerId(f"remote:{remote}"), kind=CarerKind.REMOTE, name=ALARMS.name, commune=REDON,
        categories=frozenset({"IC"}), capacity=10, radius_minutes=None, needs_power=True, needs_network=True,
    )  # fmt: skip


def test_who_replaces_a_medicine_is_read_at_the_day_of_the_scene(tmp_path: Path) -> None:
    """The community's own row says that the pharmacist does not from tomorrow on."""
    store = some_practices(tmp_path).store
    assert read(store).territory.medicine_relays == {"medecin", "pharmacien"}
    tomorrow = (paris_date(store.now()) + timedelta(days=1)).isoformat()
    row = {"profession": "pharmacien", "replaces": "non", "condition": "", "valid_from": tomorrow, "valid_to": ""}
    edit_reference(
        COORDINATOR, store, "medicine_relays", [row | {"source": "Texte fictif", "checked": "local"}], "Texte fictif"
    )
    assert read(store).territory.medicine_relays == {"medecin", "pharmacien"}
    with store.reading() as conn:
        later = scene(conn, store, store.now() + timedelta(days=1))
    assert later.territory.medicine_relays == {"medecin"}


def test_what_helpers_said_of_a_site_comes_before_its_places(tmp_path: Path) -> None:
    """Seven as its helpers said, not a tenth of 48 places."""
    store = some_practices(tmp_path).store
    with store.transaction() as conn:
        conn.execute(
            "INSERT INTO helper (id, kind, name, site_id, capacity) VALUES ('h', 'other', 'HAD fictive', ?, 7)",
            (HAD.id,),
        )
    had = carers(read(store))[CarerId(f"site:{HAD.id}")]
    assert (had.capacity, had.is_assumed) == (7, False)


def test_closures_cuts_and_answers_make_one_situation(tmp_path: Path) -> None:
    """One of four away as typed; Redon closed as it said, for a day; a power cut; an establishment that said it is closed."""
    store = some_practices(tmp_path).store
    declare_closure(
        COORDINATOR, store,
        ClosureDraft(practice=OURS, kind=ClosureKind.PLANNED, starts_at=THURSDAY, ends_at=TOMORROW, members_away=1),
    )  # fmt: skip
    far = THURSDAY + AHEAD
    declare_closure(COORDINATOR, store, ClosureDraft(practice=OURS, kind=ClosureKind.PLANNED, starts_at=far))
    declare_outage(
        COORDINATOR,
        store,
        OutageDraft(kind=OutageKind.POWER, starts_at=THURSDAY, ends_at=TOMORROW, communes=(FEGREAC,)),
    )
    closed = Answer(state=DeskState.CLOSED)
    says(store, {f"practice:{THEIRS}": closed, f"site:{PHARMACY.id}": closed})
    found = read(store)
    said_until = THURSDAY + HOLDS
    assert found.situation.absences == (
        Absence(OURS, THURSDAY, TOMORROW, Fraction(1, 4)),
        Absence(THEIRS, THURSDAY, said_until, Fraction(1)),
    )
    assert found.situation.cuts == (
        Cut(OutageKind.POWER, THURSDAY, TOMORROW, frozenset({FEGREAC})),
        Cut(OutageKind.SITE, THURSDAY, said_until, site=PHARMACY.id),
    )
    assert (found.situation.starts_at, found.situation.ends_at) == (THURSDAY, THURSDAY + AHEAD)


def test_a_reduced_practice_counts_by_who_is_there_or_says_that_nobody_knows(tmp_path: Path) -> None:
    """1 of 4 there: three quarters away; « en service réduit » without a figure: whole, and named as silent."""
    store = some_practices(tmp_path).store
    reduced = Answer(state=DeskState.DEGRADED, present=1, expected=4)
    says(store, {f"practice:{OURS}": reduced, f"practice:{THEIRS}": Answer(state=DeskState.DEGRADED)})
    found = read(store)
    assert [(one.practice, one.share) for one in found.situation.absences] == [(OURS, Fraction(3, 4))]
    assert found.silent == {THEIRS}


def test_one_who_answered_alone_takes_only_their_own_part_of_a_practice(tmp_path: Path) -> None:
    """They said they were closed, then joined the two of Redon: a third of it is away."""
    around = some_practices(tmp_path)
    says(around.store, {f"person:{ALONE}": Answer(state=DeskState.CLOSED)})
    assert read(around.store).situation.absences == ()
    with around.store.reading() as conn:
        revision = people.revisions(conn)[ALONE]
    change_people(COORDINATOR, around.store, [(replace(around.person(ALONE), practice=THEIRS), revision)])
    assert read(around.store).situation.absences == (
        Absence(THEIRS, THURSDAY, THURSDAY + HOLDS, Fraction(1, 3)),
    )  # fmt: skip


def test_what_was_said_holds_a_day(tmp_path: Path) -> None:
    """Then it is asked again: nothing is taken for true."""
    around = some_practices(tmp_path)
    says(around.store, {f"practice:{OURS}": Answer(state=DeskState.CLOSED)})
    around.clock.forward(hours=24)
    assert read(around.store).situation.absences == ()


def test_a_remote_service_stops_with_the_practice_it_is_read_in(tmp_path: Path) -> None:
    """Closed whole, its alarms are read by nobody; thinned out, they are."""
    around = some_practices(tmp_path)
    remote = put_remote_service(COORDINATOR, around.store, replace(ALARMS, practice=THEIRS))
    draft = ClosureDraft(practice=THEIRS, kind=ClosureKind.CRISIS, starts_at=THURSDAY, ends_at=TOMORROW, members_away=1)
    declare_closure(COORDINATOR, around.store, draft)
    assert read(around.store).situation.cuts == ()
    declare_closure(COORDINATOR, around.store, replace(draft, members_away=None))
    assert read(around.store).situation.cuts == (
        Cut(OutageKind.REMOTE, THURSDAY, TOMORROW, carer=CarerId(f"remote:{remote}")),
    )


def test_an_exercise_is_read_alone(tmp_path: Path) -> None:
    """Its closures, its cuts and its answers; none of the real ones, and none of them there."""
    store = some_practices(tmp_path).store
    exercise = an_event(store, kind=EventKind.EXERCISE)
    closure = ClosureDraft(practice=OURS, kind=ClosureKind.CRISIS, starts_at=THURSDAY, event_id=exercise)
    declare_closure(COORDINATOR, store, closure)
    cut = OutageDraft(kind=OutageKind.WATER, starts_at=THURSDAY, communes=(FEGREAC,), event_id=exercise)
    declare_outage(COORDINATOR, store, cut)
    says(store, {f"practice:{THEIRS}": Answer(state=DeskState.CLOSED)}, event_id=exercise)
    real, played = read(store).situation, read(store, exercise=True).situation
    assert (real.absences, real.cuts) == ((), ())
    assert [one.practice for one in played.absences] == [OURS, THEIRS]
    assert [one.kind for one in played.cuts] == [OutageKind.WATER]


def test_names_communes_and_roads_come_with_it(tmp_path: Path) -> None:
    """What screens and the engine need, once."""
    found = read(some_practices(tmp_path).store)
    assert found.names[practice_carer(OURS)] == "Cabinet de Fégréac"
    assert found.communes[FEGREAC] == "Fégréac"
    assert {one.name for one in found.practices} == {"Cabinet de Fégréac", "Cabinet de Redon"}
    assert any({one.start, one.end} == {FEGREAC, "56194"} for one in found.territory.roads)
    assert found.territory.categories["O2"].severity == 1
