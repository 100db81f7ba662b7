"""Nothing about an exercise that is not armed leaves, whichever service sends; armed, all of it does, begun by EXERCICE."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import app
from app.access.actor import SCHEDULER
from app.core.ids import PersonId, SeatId
from app.mobilisation.message import MessageKind, MessageState
from app.response.alert import Answer, Reply
from app.response.bulletin import Audience
from app.response.event import EventKind
from app.services.continuity.ask_practices import REMIND_AFTER, remind_desks
from app.services.crisis.answer_alert import answer_alert
from app.services.crisis.answer_authority import answer_authority, note_request
from app.services.crisis.close_alert import close_alert
from app.services.crisis.publish_bulletin import agree_publication, prepare_publication, publish
from app.services.crisis.report_situation import begin_report, send_report
from app.services.crisis.request_links import send_request_link
from app.services.crisis.send_partner_letters import send_partner_letters
from app.services.crisis.staff_request import staff_request
from app.services.crisis.write_to_partner import Partner
from app.services.exercise.arm_exercise import cancel_unsent
from app.services.exercise.exercise_guard import is_simulated, read_leaving, stays_within
from app.services.exercise.invite_participants import send_invitations
from app.services.exercise.keep_participants import remove_participant
from app.services.mobilisation.start_call_out import start_call_out
from app.store import messages, partner_letters, people, seats
from app.store.database import Store
from tests.builders import COORDINATOR, a_person
from tests.services import a_desk
from tests.services.a_crisis import CELL
from tests.services.a_mailbox import ways
from tests.services.a_played_exercise import (
    EXERCISE,
    GUEST,
    WATCHING,
    an_exercise,
    an_inject,
    armed,
    finished,
    gone,
    letters_of,
    the,
)
from tests.services.an_alert import NURSE, Alerted, an_alerted
from tests.services.an_event import SITE, a_request, a_site
from tests.services.crisis.test_staff_request import staffing
from tests.services.mail_server import Inbox, mail_server

ARS = Partner("Gaëlle Fictif", "ARS (fictive)", "dd56@ars.example.org")
NEW = PersonId("klervi")


@pytest.fixture
def alerted(tmp_path: Path) -> Alerted:
    held = an_alerted(tmp_path)
    with held.store.transaction() as conn:
        one = a_person("Klervi", email="klervi@example.org", mobile="+33639980007")
        people.put(conn, one, held.store.now())
    an_exercise(held.store)
    return held


def an_alert(held: Alerted, event_id: str) -> None:
    held.launch(event_id=event_id)


def an_alert_closed(held: Alerted, event_id: str) -> None:
    id = held.launch(event_id=event_id)
    answer_alert(COORDINATOR, held.store, id, NURSE, Reply(answer=Answer.AVAILABLE), by_phone=True)
    close_alert(COORDINATOR, held.store, id, 1)


def practices(held: Alerted, event_id: str) -> None:
    a_desk.a_territory(held.store)
    survey = a_desk.asked(held.store, event_id=event_id)
    held.clock.forward(seconds=REMIND_AFTER.total_seconds())
    remind_desks(COORDINATOR, held.store, survey)


def a_report(held: Alerted, event_id: str) -> None:
    report = begin_report(CELL, held.store, event_id)
    done = send_report(CELL, held.store, report.id, [ARS], report.revision)
    assert ("simulé" in done.sent_to) is not _is_armed(held.store)


def a_bulletin(held: Alerted, event_id: str) -> None:
    text = prepare_publication(CELL, held.store, event_id, Audience.SOCIAL, "Crue", "Appelez le 15.")
    agreed = agree_publication(CELL, held.store, text, "Dr Fictif")
    out = publish(CELL, held.store, agreed, "site", [ARS])
    publish(CELL, held.store, out, "panneau", [ARS])


def an_answer(held: Alerted, event_id: str) -> None:
    asked = note_request(CELL, held.store, "ARS", "Combien ce soir ?", event_id=event_id)
    done = answer_authority(CELL, held.store, asked.id, "Quatre.", asked.revision, to=ARS)
    assert ("simulé" in done.proof) is not _is_armed(held.store)


def a_form(held: Alerted, _event_id: str) -> None:
    a_site(held.store)
    send_request_link(CELL, held.store, SITE.id)


def reinforcements(held: Alerted, event_id: str) -> None:
    """The session a request opens, its call-out, and its cancelling: all of them."""
    request = a_request(held.store, event_id)
    session_id = staff_request(COORDINATOR, held.store, request.id, request.revision, staffing(request))
    with held.store.reading() as conn:
        wanted = [one.id for one in seats.of_session(conn, session_id) if one.role == "reinforcement_nurse"]
    start_call_out(COORDINATOR, held.store, [SeatId(one) for one in wanted], urgent=True)


SENDINGS: Mapping[str, Callable[[Alerted, str], None]] = {
    "alert": an_alert,
    "alert closed": an_alert_closed,
    "practices": practices,
    "report": a_report,
    "bulletin": a_bulletin,
    "answer": an_answer,
    "form": a_form,
    "reinforcements": reinforcements,
}


@pytest.mark.parametrize("sending", SENDINGS)
def test_nothing_of_an_exercise_leaves_unless_it_is_armed(alerted: Alerted, sending: str) -> None:
    """Whatever sends: no message, no letter, no goodwill spent."""
    SENDINGS[sending](alerted, the(alerted.store).event_id)
    assert gone(alerted.store) == (0, 0)
    with alerted.store.reading() as conn:
        assert conn.execute("SELECT count(*) FROM solicitation").fetchone()[0] == 0


@pytest.mark.parametrize("sending", SENDINGS)
def test_once_armed_the_same_leaves_begun_by_the_band_and_its_end_cancels_it(alerted: Alerted, sending: str) -> None:
    """The proof that the test above can fail; then « cancel what has not left » leaves nothing waiting but goodbyes."""
    armed(alerted.store)
    SENDINGS[sending](alerted, the(alerted.store).event_id)
    assert sum(gone(alerted.store)) > 0
    with alerted.store.reading() as conn:
        letters = partner_letters.in_states(conn)
        waiting = [one.message for one in messages.waiting(conn)]
    assert all(one.body.startswith("EXERCICE – EXERCICE – EXERCICE") for one in letters)
    assert all(_says_so(one.subject + one.body) for one in waiting)
    with alerted.store.transaction() as conn:
        cancel_unsent(conn, the(alerted.store), alerted.store.now())
        assert partner_letters.in_states(conn) == []
        assert {one.message.kind for one in messages.waiting(conn)} <= {MessageKind.ALERT_CLOSED}


def _says_so(text: str) -> bool:
    return "EXERCICE" in text


def _is_armed(store: Store) -> bool:
    return the(store).is_armed


def test_the_board_of_a_simulated_alert_is_played_by_hand(alerted: Alerted) -> None:
    """Everyone asked is a row; an answer given in the room counts; the end says that nobody was told."""
    id = alerted.launch(event_id=the(alerted.store).event_id)
    assert alerted.called(id, NURSE).message_state == ""
    answer_alert(COORDINATOR, alerted.store, id, NURSE, Reply(answer=Answer.AVAILABLE), by_phone=True)
    assert alerted.called(id, NURSE).is_coming
    closed = close_alert(COORDINATOR, alerted.store, id, 1)
    assert (closed.told, closed.is_simulated) == (0, True)
    assert "simulée" in closed.sentence


def test_what_is_real_leaves_as_ever_beside_an_exercise(alerted: Alerted) -> None:
    """Another event, or none: its alert goes; so does one about an event played by hand that no exercise conducts."""
    alerted.launch()
    before = gone(alerted.store)
    alerted.launch(event_id=alerted.event(EventKind.EXERCISE))
    assert gone(alerted.store)[0] == 2 * before[0] > 0


def test_whoever_was_really_asked_is_told_that_it_is_over_after_the_end(alerted: Alerted) -> None:
    """Noa's alert had left while it was armed; those it had not reached are told nothing."""
    armed(alerted.store)
    id = alerted.launch(event_id=the(alerted.store).event_id)
    alerted.send(id, NURSE)
    finished(alerted.store)
    close_alert(COORDINATOR, alerted.store, id, 1)
    assert [one.recipient for one in alerted.messages(id) if one.kind is MessageKind.ALERT_CLOSED] == [NURSE]


def test_an_invitation_caught_while_it_was_leaving_does_not_leave_again(alerted: Alerted) -> None:
    """Withdrawing spares what is on its way; its next attempt finds the exercise over, or its guest taken out."""
    store = alerted.store
    send_invitations(COORDINATOR, store, EXERCISE, [GUEST, WATCHING])
    with store.transaction() as conn:
        conn.execute("UPDATE partner_letter SET state = 'sending'")
    remove_participant(COORDINATOR, store, GUEST, 2)
    finished(store)
    inbox = Inbox()
    with mail_server(inbox) as port:
        send_partner_letters(SCHEDULER, store, ways(port), "https://releve.example.org")
    assert not inbox.taken
    assert {one.state for who in (GUEST, WATCHING) for one in letters_of(store, who)} == {MessageState.CANCELLED}


def test_an_exercise_that_was_removed_is_no_more_real(alerted: Alerted) -> None:
    """Its event stays simulated."""
    event_id = the(alerted.store).event_id
    with alerted.store.transaction() as conn:
        conn.execute("UPDATE exercise SET removed_at = '2026-11-26T17:00:00.000Z'")
        assert is_simulated(conn, event_id)


def test_what_belongs_to_nothing_leaves(alerted: Alerted) -> None:
    """No subject, one unknown, a real event."""
    real = alerted.event(EventKind.REAL)
    inject = an_inject(alerted.store)
    with alerted.store.reading() as conn:
        found = {one: stays_within(conn, one) for one in ("", "inconnu", real, inject.id, f"{inject.id}/x")}
    assert found == {"": False, "inconnu": False, real: False, inject.id: True, f"{inject.id}/x": True}


def test_screens_are_told_whether_messages_leave(alerted: Alerted) -> None:
    """Simulated, armed, and nothing to say of an event that no exercise conducts."""
    event_id = the(alerted.store).event_id
    told = [read_leaving(COORDINATOR, alerted.store, event_id), read_leaving(COORDINATOR, alerted.store, "")]
    assert [one.is_simulated if one else None for one in told] == [True, None]
    armed(alerted.store)
    found = read_leaving(COORDINATOR, alerted.store, event_id)
    assert found is not None
    assert not found.is_simulated


SENDERS = {
    "post": {
        "advance_call_outs", "answer_call_out", "ask_link_again", "close_alert", "close_call_out", "fill_seat",
        "launch_alert", "launch_flash", "plan_training", "poll_messages", "remind_holders", "send_thanks", "swap_seats",
        "tell_changes", "waiting_list",
    },
    "messages.add": {"rewrite_unsent", "writing_desk"},
    "partner_letters.add": {"write_to_partner"},
}  # fmt: skip
"""Who puts something in the outbox: by the desk that holds back what an exercise simulates, which alone writes there
(``rewrite_unsent`` writes again what waits there already)."""


def test_nothing_reaches_the_outbox_but_through_the_guard() -> None:
    """Read from the source: a new sender is looked at here before it sends."""
    found: dict[str, set[str]] = {name: set() for name in SENDERS}
    for path in sorted((Path(app.__file__).parent / "services").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and (name := ast.unparse(node.func)) in found:
                found[name].add(path.stem)
    assert found == SENDERS
