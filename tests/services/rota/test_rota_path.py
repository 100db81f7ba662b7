"""From a roster to a published rota: propose, edit, undo, publish, change one's mind."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, StaleRevision
from app.core.ids import CentreId
from app.scheduling.session import Seat, SeatState, SessionState
from app.scheduling.staffing.plan import LevelName
from app.services.activity.release_seat import read_replacements, release_seat
from app.services.rota.change_session import cancel_session
from app.services.rota.edit_rota import edit_rota, undo_edit
from app.services.rota.propose_rota import prepare, propose_rota
from app.services.rota.publish_rota import preview_publication, publish_rota
from app.services.rota.read_rota import RotaView, read_rota
from app.store import journal
from app.store.database import Store
from tests.builders import COORDINATOR, READER, a_centre, a_person, a_store, a_team, some_people


def holders(view: RotaView, seats: tuple[Seat, ...]) -> dict[tuple[str, str], list[str]]:
    """(half-day, role) → first names, partners as their name."""
    part = {session.id: "am" if session.starts.hour < 12 else "pm" for session in view.sessions}
    found: dict[tuple[str, str], list[str]] = {}
    for seat in seats:
        name = view.naming.person(seat.holder.person_id or seat.holder.partner_id or "")
        found.setdefault((part[seat.session_id], seat.role), []).append(name.split()[0] if seat.holder.filled else "")
    return found


def staffed(store: Store) -> CentreId:
    """One line on Monday, a whole team, proposed and published."""
    centre = a_centre(store)
    a_team(store)
    propose_rota(COORDINATOR, store, centre)
    publish_rota(COORDINATOR, store, centre, read_rota(COORDINATOR, store, centre).revision)
    return centre


def test_a_team_known_by_its_habits_opens_the_centre_provisionally(tmp_path: Path) -> None:
    """Nobody answered: habits stand in, every line can open, and the draft says it is not confirmed."""
    store = a_store(tmp_path)
    centre = a_centre(store)
    a_team(store)
    plan = propose_rota(COORDINATOR, store, centre)
    view = read_rota(COORDINATOR, store, centre)
    opening, coverage = plan.level(LevelName.OPENING), plan.level(LevelName.COVERAGE)
    assert opening is not None
    assert coverage is not None
    assert (opening.value, coverage.value, plan.proven) == (0, 0, True)
    assert all(seat.holder.filled for seat in view.drafted)
    assert not any(seat.holder.person_id for seat in view.seats)
    assert len(view.provisional_seats) == sum(seat.holder.person_id is not None for seat in view.drafted)
    assert holders(view, view.drafted)["am", "supervising_physician"] == ["Anne"]


def test_without_a_physician_the_centre_cannot_open_and_says_so(tmp_path: Path) -> None:
    """The missing role is named with its proof: no line opens."""
    store = a_store(tmp_path)
    centre = a_centre(store)
    some_people(store, *(a_person(name) for name in ("Bleuenn", "Corentin", "Denez", "Enora")))
    plan = propose_rota(COORDINATOR, store, centre)
    view = read_rota(COORDINATOR, store, centre)
    assert [open_.open for open_ in plan.sessions] == [0, 0]
    gaps = [(gap.role, gap.missing, gap.certificate is not None) for gap in view.gaps]
    assert gaps == [("supervising_physician", 1, True)] * 2
    assert view.gaps[0].reasons["profession"] == 4


def test_publishing_makes_seats_live_and_keeps_a_version(tmp_path: Path) -> None:
    """Seats wait for a confirmation, sessions become visible, the draft is empty, the second publication has nothing."""
    store = a_store(tmp_path)
    centre = a_centre(store)
    a_team(store)
    propose_rota(COORDINATOR, store, centre)
    preview = preview_publication(COORDINATOR, store, centre)
    published = publish_rota(COORDINATOR, store, centre, read_rota(COORDINATOR, store, centre).revision)
    view = read_rota(COORDINATOR, store, centre)
    assert (published.number, published.refused, preview.sessions) == (1, (), 2)
    assert preview.changes == published.changes
    assert len(preview.sentences) == len(published.changes.people)
    assert {s.state for s in view.sessions} == {SessionState.PUBLISHED}
    assert {seat.state for seat in view.seats if seat.holder.person_id} == {SeatState.PUBLISHED}
    assert (view.horizon.draft, view.undo_label) == ((), "")
    with pytest.raises(InvalidInput, match="Rien à publier"):
        publish_rota(COORDINATOR, store, centre, view.revision)


def test_a_stale_revision_writes_nothing(tmp_path: Path) -> None:
    """Two coordinators: the second one who publishes what the first saw is refused."""
    store = a_store(tmp_path)
    centre = a_centre(store)
    a_team(store)
    seen = read_rota(COORDINATOR, store, centre).revision
    propose_rota(COORDINATOR, store, centre)
    with pytest.raises(StaleRevision):
        publish_rota(COORDINATOR, store, centre, seen)
    assert read_rota(COORDINATOR, store, centre).version is None


def test_a_reader_can_neither_propose_nor_publish(tmp_path: Path) -> None:
    """The role is checked in the service."""
    store = a_store(tmp_path)
    centre = a_centre(store)
    with pytest.raises(NotAllowed):
        propose_rota(READER, store, centre)
    with pytest.raises(NotAllowed):
        publish_rota(READER, store, centre, 1)


def test_a_hand_edit_that_breaks_a_rule_waits_for_its_reason_then_stays(tmp_path: Path) -> None:
    """Double booking is held back, passes with a reason, survives a new proposal, and can be undone."""
    store = a_store(tmp_path)
    centre = a_centre(store)
    team = a_team(store)
    propose_rota(COORDINATOR, store, centre)
    view = read_rota(COORDINATOR, store, centre)
    seat = next(s for s in view.drafted if s.role == "supervising_physician")
    nurse = team["Bleuenn"].id
    held_back = edit_rota(COORDINATOR, store, centre, view.revision, {seat.id: nurse})
    assert (held_back.written, bool(held_back.warnings)) == (False, True)
    assert read_rota(COORDINATOR, store, centre).revision == view.revision
    done = edit_rota(COORDINATOR, store, centre, view.revision, {seat.id: nurse}, reason="Sur ordre du préfet")
    assert done.written
    propose_rota(COORDINATOR, store, centre)
    after = read_rota(COORDINATOR, store, centre)
    kept = next(s for s in after.drafted if s.id == seat.id)
    assert (kept.holder.person_id, kept.override_reason, kept.pinned) == (nurse, "Sur ordre du préfet", True)
    assert undo_edit(COORDINATOR, store, centre, after.revision) == "Proposition"
    assert undo_edit(COORDINATOR, store, centre, read_rota(COORDINATOR, store, centre).revision) == "Modification"
    undone = next(s for s in read_rota(COORDINATOR, store, centre).drafted if s.id == seat.id)
    assert undone.holder.person_id == team["Anne"].id
    assert (
        undo_edit(COORDINATOR, store, centre, read_rota(COORDINATOR, store, centre).revision, again=True)
        == "Modification"
    )


def test_nobody_is_put_back_where_they_were_taken_off(tmp_path: Path) -> None:
    """A seat freed by hand stays free of that person when the rest is proposed again."""
    store = a_store(tmp_path)
    centre = staffed(store)
    view = read_rota(COORDINATOR, store, centre)
    seat = next(s for s in view.seats if s.role == "supervising_physician")
    edit_rota(COORDINATOR, store, centre, view.revision, {seat.id: None}, reason="À sa demande")
    propose_rota(COORDINATOR, store, centre)
    freed = next(s for s in read_rota(COORDINATOR, store, centre).drafted if s.id == seat.id)
    assert freed.holder.person_id is None


def test_a_withdrawal_is_live_at_once_and_moves_nobody_else(tmp_path: Path) -> None:
    """The seat opens, the calendar remembers, replacements are ranked, and everyone else keeps their seat."""
    store = a_store(tmp_path)
    centre = staffed(store)
    spare = a_person("Fañch", "medecin")
    some_people(store, spare)
    before = read_rota(COORDINATOR, store, centre)
    seat = next(s for s in before.seats if s.role == "supervising_physician")
    gone = release_seat(COORDINATOR, store, seat.id, seat.revision)
    assert next(r.person for r in read_replacements(COORDINATOR, store, seat.id)) == spare.id
    propose_rota(COORDINATOR, store, centre)
    after = read_rota(COORDINATOR, store, centre)
    moved = [
        new.role
        for old, new in zip(before.seats, after.drafted, strict=True)
        if old.holder != new.holder and old.id == new.id
    ]
    assert moved == ["supervising_physician"]
    assert next(s for s in after.drafted if s.id == seat.id).holder.person_id == spare.id
    with store.reading() as conn:
        events = conn.execute("SELECT person_id, kind FROM seat_event WHERE seat_id = ? ORDER BY id", (seat.id,))
        assert [tuple(row) for row in events] == [(gone, "taken"), (gone, "released")]


def test_a_seat_claimed_meanwhile_is_refused_and_told(tmp_path: Path) -> None:
    """The draft was made on a live seat that moved: publishing says so and leaves it alone."""
    store = a_store(tmp_path)
    centre = staffed(store)
    view = read_rota(COORDINATOR, store, centre)
    seat = next(s for s in view.seats if s.role == "observation")
    other = next(p.id for p in view.horizon.people if p.id != seat.holder.person_id and p.profession == "infirmier")
    edit_rota(COORDINATOR, store, centre, view.revision, {seat.id: other}, reason="Échange")
    with store.transaction() as conn:
        conn.execute("UPDATE seat SET revision = revision + 1 WHERE id = ?", (seat.id,))
    published = publish_rota(COORDINATOR, store, centre, read_rota(COORDINATOR, store, centre).revision)
    assert len(published.refused) == 1
    assert published.refused[0].startswith("Lundi 30 novembre")
    now = next(s for s in read_rota(COORDINATOR, store, centre).seats if s.id == seat.id)
    assert now.holder == seat.holder


def test_a_cancelled_session_leaves_the_rota_and_keeps_its_people_in_their_calendars(tmp_path: Path) -> None:
    """State, sequence and revision move once; the seats keep their holders; a second cancellation is refused."""
    store = a_store(tmp_path)
    centre = staffed(store)
    session = read_rota(COORDINATOR, store, centre).sessions[0]
    cancel_session(COORDINATOR, store, session.id, session.revision, "Élections")
    assert [s.id for s in read_rota(COORDINATOR, store, centre).sessions] != [session.id]
    with store.reading() as conn:
        row = conn.execute("SELECT state, sequence, revision FROM session WHERE id = ?", (session.id,)).fetchone()
        held = conn.execute(
            "SELECT count(*) FROM seat WHERE session_id = ? AND person_id IS NOT NULL", (session.id,)
        ).fetchone()
        assert journal.problems(conn) == []
    assert tuple(row) == ("cancelled", 1, session.revision + 1)
    assert held[0] > 0
    with pytest.raises(InvalidInput, match="déjà annulée"):
        cancel_session(COORDINATOR, store, session.id, session.revision + 1, "Encore")


def test_a_person_held_in_another_centre_is_not_asked_twice(tmp_path: Path) -> None:
    """Two centres, one team: seats of the first are pinned context for the second, and count against caps."""
    store = a_store(tmp_path)
    staffed(store)
    second = a_centre(store)
    problem = prepare(store, second).problem
    assert {need.role for need in problem.needs if need.role == "elsewhere"} == {"elsewhere"}
    plan = propose_rota(COORDINATOR, store, second)
    taken = {a.person for a in plan.assignments if a.role == "elsewhere"}
    assert len(taken) == 5
    assert not taken & {a.person for a in plan.assignments if a.role not in ("elsewhere",) and ":" not in a.person}
