"""The improvement plan end to end: written once, taken over, closed with its proof and the versions of the plan, verified, reminded."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from openpyxl import load_workbook

from app.access.actor import Actor, Role
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.exercise.exercise import ExerciseState
from app.exercise.improvement import ImprovementState
from app.exercise.rating import Element, Observation, ObservationKind
from app.mobilisation.message import MessageState
from app.services.exercise import keep_improvements as keep
from app.services.exercise.export_improvements import improvements_csv, improvements_xlsx
from app.services.exercise.improvement_calendar import improvement_calendar, subscribe_to_improvements
from app.services.exercise.keep_improvements import ImprovementDraft, draft_of
from app.services.exercise.read_improvements import read_improvements, read_pressing
from app.services.exercise.record_restitution import RestitutionDraft, record_restitution, remove_restitution
from app.services.exercise.remind_improvement import remind_due, remind_improvement
from app.services.messages.read_calendar import open_calendar
from app.services.plans.edit_plan import write_section
from app.store import exercise_ratings, exercises, improvements, journal, partner_letters, people
from app.store.database import Store, open_store
from tests.builders import COORDINATOR, READER, THURSDAY, MovingClock, a_person
from tests.exercise.an_improvement import an_ended_exercise
from tests.services.a_plan import a_community, a_draft, a_validated

TODAY = THURSDAY.date()
CELL = Actor("denez", "Denez Fictif", Role.CRISIS_CELL)
ID = "action-1"


@pytest.fixture
def store(tmp_path: Path, clock: MovingClock) -> Store:
    """Two exercises: « joue », which ended yesterday and saw a point to improve, and « autre », being prepared."""
    opened = open_store(tmp_path / "data", clock)
    seen = Observation(
        id="vu", exercise_id="joue", kind=ObservationKind.IMPROVEMENT, text="Les suppléants n’ont pas répondu",
        cause="numéros périmés", element=Element.TRAINING, at=THURSDAY,
    )  # fmt: skip
    coming = {"state": ExerciseState.PREPARED, "started_at": None, "finished_at": None}
    with opened.transaction() as conn:
        exercises.insert(conn, an_ended_exercise())
        exercises.insert(conn, an_ended_exercise("autre", 2, days_ago=-10, **coming))
        exercise_ratings.add_observation(conn, seen)
    return opened


def draft(**fields: object) -> ImprovementDraft:
    usual = ImprovementDraft(
        action="Essayer les numéros", exercise_id="joue", owner="cadre de santé", organisation="CH fictif",
        email="cadre@example.org", starts_on=TODAY, due_on=date(2026, 12, 15),
    )  # fmt: skip
    return replace(usual, **fields)  # type: ignore[arg-type]


def the(store: Store, id: str = ID) -> keep.Improvement:
    with store.reading() as conn:
        found = improvements.find(conn, id, removed=True)
    assert found is not None
    return found


def written(store: Store, id: str = ID, **fields: object) -> keep.Improvement:
    keep.add_improvement(COORDINATOR, store, draft(**fields), id=id)
    return the(store, id)


def test_it_is_written_once(store: Store) -> None:
    """The same press sent again writes nothing, even once it was removed; what was typed is kept, tidied."""
    one = written(store, owner="  cadre   de santé ")
    keep.add_improvement(COORDINATOR, store, draft(action="Autre chose"), id=ID)
    assert the(store) == one
    assert (one.owner, one.action, one.actor_id) == ("cadre de santé", "Essayer les numéros", COORDINATOR.id)
    keep.remove_improvement(COORDINATOR, store, ID, one.revision)
    keep.add_improvement(COORDINATOR, store, draft(), id=ID)
    assert read_improvements(COORDINATOR, store).improvements == ()


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"action": " "}, InvalidInput), ({"action": "x" * 2_001}, InvalidInput), ({"email": "pas une"}, InvalidInput),
        ({"due_on": date(2026, 11, 1)}, InvalidInput), ({"section": "inconnue"}, InvalidInput),
        ({"card": "inconnue"}, InvalidInput), ({"priority": 4}, InvalidInput), ({"owner": "x" * 161}, InvalidInput),
        ({"exercise_id": "parti"}, NotFound), ({"person_id": "partie"}, NotFound),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_is_written(
    store: Store, wrong: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        written(store, **wrong)
    with store.reading() as conn:
        assert improvements.every(conn) == []


def test_a_point_to_improve_is_taken_over_in_one_press(store: Store) -> None:
    """Its words, cause and element come with it, once; it leaves the list of those without an action."""
    assert [one.id for one in read_improvements(COORDINATOR, store).findings] == ["vu"]
    assert keep.take_over(COORDINATOR, store, "vu", id="n1") == "n1"
    assert keep.take_over(COORDINATOR, store, "vu", id="n2") == "n1"
    one = the(store, "n1")
    assert (one.finding, one.cause, one.element, one.exercise_id, one.owner, one.due_on) == (
        "Les suppléants n’ont pas répondu", "numéros périmés", Element.TRAINING, "joue", "", date(2027, 2, 24),
    )  # fmt: skip
    desk = read_improvements(COORDINATOR, store)
    assert (desk.findings, len(desk.improvements)) == ((), 1)
    with pytest.raises(NotFound):
        keep.take_over(COORDINATOR, store, "inconnu", id="n3")


def test_whoever_comes_second_is_told(store: Store) -> None:
    """A change at an old revision is refused; a moved day moves the calendar, another change does not."""
    one = written(store)
    keep.change_improvement(COORDINATOR, store, ID, one.revision, replace(draft_of(one), owner="infirmière"))
    with pytest.raises(StaleRevision):
        keep.change_improvement(COORDINATOR, store, ID, one.revision, draft_of(one))
    assert (the(store).owner, the(store).sequence) == ("infirmière", 0)
    keep.change_improvement(COORDINATOR, store, ID, 2, replace(draft_of(the(store)), due_on=date(2027, 1, 5)))
    assert the(store).sequence == 1


def test_an_owner_of_the_roster_is_written_to_at_their_address(store: Store) -> None:
    with store.transaction() as conn:
        people.put(conn, a_person("Noa", id="noa", email="noa@example.org"), store.now())
    assert written(store, person_id="noa", email="").email == "noa@example.org"


def test_closing_keeps_the_versions_of_the_plan_between_which_it_was(store: Store) -> None:
    """The plan opens on a new draft at the section; closed, the version before and the one after are there to compare."""
    a_community(store)
    before = a_validated(store)
    one = written(store, section="cell")
    place = keep.open_plan_for(COORDINATOR, store, ID, one.revision)
    assert (place.section, place.version) == ("cell", before.number + 1)
    assert keep.open_plan_for(COORDINATOR, store, ID, the(store).revision) == place
    write_section(COORDINATOR, store, place.version, "cell", "Deux suppléants par fonction.", 1)
    with pytest.raises(InvalidInput, match="prouve"):
        keep.close_improvement(COORDINATOR, store, ID, the(store).revision, " ")
    keep.close_improvement(COORDINATOR, store, ID, the(store).revision, "version 2, section 5")
    closed = the(store)
    assert (closed.state, closed.version_before, closed.version_after) == (ImprovementState.DONE, "1", "2")
    with pytest.raises(RuleRefusal):
        keep.close_improvement(COORDINATOR, store, ID, closed.revision, "encore")


def test_writing_the_plan_is_not_for_everyone(store: Store) -> None:
    """The cell keeps the improvement plan; the plan itself is the coordination's. Whoever reads changes nothing."""
    a_community(store)
    a_draft(store)
    one = written(store, section="cell")
    with pytest.raises(NotAllowed):
        keep.open_plan_for(CELL, store, ID, one.revision)
    keep.begin_improvement(CELL, store, ID, one.revision)
    assert the(store).version_before == ""
    with pytest.raises(NotAllowed):
        keep.close_improvement(READER, store, ID, 2, "fait")


def test_it_is_verified_in_an_exercise_that_has_ended(store: Store, clock: MovingClock) -> None:
    """Refused in one being prepared and in the one that asked for it; noted once the next one was played."""
    one = written(store)
    keep.close_improvement(COORDINATOR, store, ID, one.revision, "essai du 1er décembre")
    for wrong in ("autre", "joue"):
        with pytest.raises(RuleRefusal):
            keep.verify_improvement(COORDINATOR, store, ID, 2, wrong)
    clock.forward(days=12)
    with store.transaction() as conn:
        coming = exercises.find(conn, "autre")
        assert coming is not None
        exercises.update(conn, replace(coming, state=ExerciseState.FINISHED, finished_at=clock.at))
    keep.verify_improvement(COORDINATOR, store, ID, 2, "autre")
    assert (the(store).state, the(store).verified_in) == (ImprovementState.VERIFIED, "autre")
    keep.open_again(COORDINATOR, store, ID, 3)
    assert the(store).state is ImprovementState.DONE


def letters(store: Store) -> list[tuple[str, MessageState]]:
    with store.reading() as conn:
        return [(one.address, one.state) for one in partner_letters.about(conn, ID)]


def test_its_owner_is_reminded_a_week_before_and_once_late(store: Store, clock: MovingClock) -> None:
    """Nothing before; one letter each time with a link of their own; the duty says when it wants to come back."""
    written(store)
    again = remind_due(COORDINATOR, store)
    assert (letters(store), again) == ([], THURSDAY.replace(month=12, day=8, hour=7))
    clock.at = again + timedelta(minutes=1)
    remind_due(COORDINATOR, store)
    remind_due(COORDINATOR, store)
    assert letters(store) == [("cadre@example.org", MessageState.QUEUED)]
    with store.reading() as conn:
        [letter] = partner_letters.about(conn, ID)
    assert "{lien}" in letter.body
    assert "Essayer les numéros" in letter.body
    assert "EXERCICE" not in letter.subject
    assert letter.link is not None
    assert letter.link.id == ID
    clock.at = THURSDAY + timedelta(days=60)
    assert remind_due(COORDINATOR, store) is None
    assert remind_due(COORDINATOR, store) is None
    assert letters(store) == [("cadre@example.org", MessageState.CANCELLED), ("cadre@example.org", MessageState.QUEUED)]


def test_a_reminder_by_hand_needs_an_address_and_something_to_do(store: Store) -> None:
    """Closing withdraws what has not left."""
    written(store, id="sans", email="")
    with pytest.raises(InvalidInput):
        remind_improvement(COORDINATOR, store, "sans", 1)
    one = written(store)
    remind_improvement(COORDINATOR, store, ID, one.revision)
    keep.close_improvement(COORDINATOR, store, ID, 2, "fait")
    assert letters(store) == [("cadre@example.org", MessageState.CANCELLED)]
    with pytest.raises(RuleRefusal):
        remind_improvement(COORDINATOR, store, ID, 3)


def test_who_reads_sees_no_address(store: Store) -> None:
    """On the screen for whoever keeps the plan only; in no file, whoever takes it; nor a formula."""
    written(store, action="=HYPERLINK(1)")
    assert [one.email for one in read_improvements(READER, store).improvements] == [""]
    assert [one.email for one in read_improvements(CELL, store).improvements] == ["cadre@example.org"]
    sheet = load_workbook(io.BytesIO(improvements_xlsx(COORDINATOR, store))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    text = improvements_csv(COORDINATOR, store).decode("utf-8-sig") + " ".join(str(cell.value) for cell in cells)
    assert "example.org" not in text
    assert "exercice n° 1, Panne d’eau" in text
    assert {cell.data_type for cell in cells if str(cell.value).startswith("=")} == {"s"}
    assert "'=HYPERLINK(1)" in text


def test_a_file_holds_what_was_listed(store: Store) -> None:
    written(store)
    written(store, id="autre-action", action="Seconde")
    text = improvements_csv(COORDINATOR, store, ["autre-action"]).decode("utf-8-sig")
    assert "Seconde" in text
    assert "Essayer" not in text


def events(store: Store) -> dict[str, dict[str, str]]:
    found = Calendar.from_ical(improvement_calendar(READER, store))
    names = ("SUMMARY", "SEQUENCE", "STATUS", "TRANSP")
    return {
        str(one["UID"]): {name: str(one[name]) for name in names if name in one}
        | {"on": one["DTSTART"].dt.isoformat(), "until": one["DTEND"].dt.isoformat()}
        for one in found.walk("VEVENT")
    }


def test_due_days_are_a_calendar(store: Store, clock: MovingClock) -> None:
    """A whole day an action under an id that stays; moved, its number goes up; given up, it is cancelled then gone."""
    one, uid = written(store), f"improvement-{ID}@releve"
    first = improvement_calendar(COORDINATOR, store)
    assert first == improvement_calendar(COORDINATOR, store)
    assert events(store) == {
        uid: {"SUMMARY": "Essayer les numéros", "SEQUENCE": "0", "TRANSP": "TRANSPARENT", "on": "2026-12-15", "until": "2026-12-16"}
    }  # fmt: skip
    assert "example.org" not in first.decode()
    keep.change_improvement(COORDINATOR, store, ID, one.revision, draft(due_on=date(2026, 12, 20)))
    assert (events(store)[uid]["SEQUENCE"], events(store)[uid]["on"]) == ("1", "2026-12-20")
    keep.drop_improvement(COORDINATOR, store, ID, 2, "doublon")
    cancelled = events(store)[uid]
    assert (cancelled["SEQUENCE"], cancelled["STATUS"], cancelled["SUMMARY"]) == (
        "2", "CANCELLED", "ANNULÉ – Essayer les numéros",
    )  # fmt: skip
    clock.forward(days=8)
    assert events(store) == {}


def test_one_may_subscribe_to_the_whole_plan(store: Store) -> None:
    """The same address at every call, which opens the same days as the file; not for who may not hand links out."""
    written(store)
    link = subscribe_to_improvements(COORDINATOR, store, base_url="https://releve.example.org")
    assert subscribe_to_improvements(COORDINATOR, store, base_url="https://releve.example.org") == link
    token = link.page.rpartition("/")[2]
    opened = open_calendar(store, token, base_url="", today=TODAY)
    assert opened is not None
    assert [one.summary for one in opened.feed.notices] == ["Essayer les numéros"]
    with pytest.raises(NotAllowed):
        subscribe_to_improvements(CELL, store, base_url="")


def test_what_presses_is_said_of_the_plan(store: Store, clock: MovingClock) -> None:
    """The milestone of the day the exercise ended is late the day after; an action is once its day has passed."""
    written(store)
    first = read_pressing(COORDINATOR, store)
    assert (first.overdue, [one.code for one in first.milestones]) == ((), ["hot_wash"])
    clock.forward(days=20)
    later = read_pressing(COORDINATOR, store)
    assert [one.id for one in later.overdue] == [ID]
    assert later.titles["joue"] == "Panne d’eau"
    assert later.overdue[0].email == ""


def test_a_restitution_is_noted_once_after_the_exercise(store: Store, clock: MovingClock) -> None:
    """A day to come, a day before, nobody, an exercise that has not ended: refused. Taken back, it is gone."""

    def note(id: str = "r", **fields: object) -> None:
        told = RestitutionDraft(exercise_id="joue", on_day=TODAY, to_whom="conseil d’administration")
        record_restitution(COORDINATOR, store, replace(told, **fields), id=id)  # type: ignore[arg-type]

    for wrong in ({"to_whom": " "}, {"on_day": TODAY + timedelta(days=1)}, {"on_day": date(2026, 11, 1)}):
        with pytest.raises(InvalidInput):
            note(**wrong)
    with pytest.raises(RuleRefusal):
        note(exercise_id="autre")
    note()
    note()
    assert [one.to_whom for one in read_improvements(READER, store).restitutions] == ["conseil d’administration"]
    remove_restitution(COORDINATOR, store, "r")
    with pytest.raises(NotFound):
        remove_restitution(COORDINATOR, store, "r")
    assert read_improvements(READER, store).restitutions == ()


def test_each_write_leaves_its_entry(store: Store) -> None:
    """By its type and the exercise's id: neither the words of the action nor an address is in the journal."""
    written(store)
    keep.begin_improvement(COORDINATOR, store, ID, 1)
    keep.close_improvement(COORDINATOR, store, ID, 2, "preuve secrète")
    with store.reading() as conn:
        found = journal.last_about(conn, (ID,), 10)
    assert [one.type for one in found] == ["improvement_closed", "improvement_begun", "improvement_added"]
    assert not any(word in str(one.payload) for one in found for word in ("preuve", "example", "Essayer"))
