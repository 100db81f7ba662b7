"""Arming: only under way, only by typing its stop word, until its end; what has not left is then cancelled."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, RuleRefusal, StaleRevision
from app.exercise.exercise import ExerciseState
from app.mobilisation.message import MessageKind, MessageState
from app.mobilisation.preferences import Channel
from app.response.alert import Answer, Reply
from app.services.crisis.answer_alert import answer_alert
from app.services.crisis.request_links import send_request_link
from app.services.exercise.arm_exercise import arm_exercise, disarm_exercise, put_to_rest
from app.services.exercise.deliver_injects import deliver
from app.services.exercise.finish_exercise import finish_exercise
from app.services.exercise.invite_participants import send_invitations
from app.services.exercise.keep_participants import remove_participant
from app.services.exercise.stop_exercise import stop_for_real
from app.store import alerts, exercises, journal, partner_letters
from app.store.database import Store
from tests.builders import COORDINATOR
from tests.services.a_crisis import OBSERVER
from tests.services.a_played_exercise import EXERCISE, GUEST, STOP, an_exercise, an_inject, armed, letters_of, the
from tests.services.an_alert import DOCTOR, NURSE, PHARMACIST, Alerted, an_alerted
from tests.services.an_event import SITE, a_site


@pytest.fixture
def alerted(tmp_path: Path) -> Alerted:
    return an_alerted(tmp_path)


@pytest.fixture
def store(alerted: Alerted) -> Store:
    an_exercise(alerted.store)
    return alerted.store


def types(store: Store) -> list[str]:
    with store.reading() as conn:
        return [one.type for one in journal.recent(conn) if one.subject_id == EXERCISE]


def test_it_is_armed_by_typing_its_stop_word_once(store: Store) -> None:
    """Another word arms nothing; who armed it and when is kept, and written in the journal."""
    with pytest.raises(InvalidInput, match="menhir"):
        arm_exercise(COORDINATOR, store, EXERCISE, 1, "oui")
    assert not the(store).is_armed
    held = armed(store)
    assert (held.is_armed, held.armed_at, held.armed_by) == (True, store.now(), COORDINATOR.id)
    arm_exercise(COORDINATOR, store, EXERCISE, held.revision, "n’importe quoi")
    assert types(store).count("exercise_armed") == 1


@pytest.mark.parametrize("state", [ExerciseState.PREPARED, ExerciseState.FINISHED, ExerciseState.REVIEWED])
def test_only_one_under_way_is_armed(alerted: Alerted, state: ExerciseState) -> None:
    an_exercise(alerted.store, state=state)
    with pytest.raises(RuleRefusal):
        arm_exercise(COORDINATOR, alerted.store, EXERCISE, 1, STOP)


def test_a_pause_leaves_it_armed_and_its_end_does_not(alerted: Alerted) -> None:
    """A pause asks nothing again; once finished nothing leaves, whatever the row still says."""
    an_exercise(alerted.store, state=ExerciseState.PAUSED)
    assert armed(alerted.store).is_armed
    with alerted.store.transaction() as conn:
        conn.execute("UPDATE exercise SET state = 'finished'")
    assert not the(alerted.store).is_armed


def test_disarming_cancels_what_has_not_left(store: Store) -> None:
    held, inject = armed(store), an_inject(store, "Cadre de santé")
    with store.transaction() as conn:
        deliver(conn, store, held, inject, store.now())
    assert disarm_exercise(COORDINATOR, store, EXERCISE, held.revision) == 1
    assert [one.state for one in letters_of(store, inject.id)] == [MessageState.CANCELLED]
    assert not the(store).is_armed
    with pytest.raises(RuleRefusal):
        disarm_exercise(COORDINATOR, store, EXERCISE, the(store).revision)


def test_the_end_closes_its_alerts_and_tells_those_who_had_them(alerted: Alerted) -> None:
    """Noa had hers: she is told; Dora's and Paul's are cancelled and nobody writes to them, even Paul, whose answer was played in the room. Real ones go on."""
    store = alerted.store
    an_exercise(store)
    held, real = armed(store), alerted.launch()
    id = alerted.launch(event_id=held.event_id)
    alerted.send(id, NURSE)
    answer_alert(COORDINATOR, store, id, PHARMACIST, Reply(answer=Answer.AVAILABLE), by_phone=True)
    with store.transaction() as conn:
        assert put_to_rest(conn, store, COORDINATOR, held, store.now()) == 2
        assert [one.id for one in alerts.running(conn)] == [real]
    assert not the(store).is_armed
    found = {(one.recipient, one.kind): one.state for one in alerted.messages(id)}
    assert found == {
        (NURSE, MessageKind.ALERT): MessageState.SENT,
        (DOCTOR, MessageKind.ALERT): MessageState.CANCELLED,
        (PHARMACIST, MessageKind.ALERT): MessageState.CANCELLED,
        (NURSE, MessageKind.ALERT_CLOSED): MessageState.QUEUED,
    }
    assert {one.state for one in alerted.messages(real)} == {MessageState.QUEUED}


def test_a_stale_screen_or_somebody_else_arms_nothing(store: Store) -> None:
    with pytest.raises(StaleRevision):
        arm_exercise(COORDINATOR, store, EXERCISE, 7, STOP)
    with pytest.raises(NotAllowed):
        arm_exercise(OBSERVER, store, EXERCISE, 1, STOP)
    with store.reading() as conn:
        found = exercises.find(conn, EXERCISE)
    assert found is not None
    assert found.armed_at is None


def test_the_end_withdraws_invitations_and_forms_that_have_not_left(store: Store) -> None:
    """A guest invited late, an establishment written to while it was armed: neither letter leaves once it is over."""
    held = armed(store)
    a_site(store)
    send_invitations(COORDINATOR, store, EXERCISE, [GUEST])
    form = send_request_link(COORDINATOR, store, SITE.id)
    with store.transaction() as conn:
        put_to_rest(conn, store, COORDINATOR, held, store.now())
        assert partner_letters.in_states(conn) == []
        written = partner_letters.find(conn, form)
    assert written is not None
    assert written.state is MessageState.CANCELLED


def test_disarming_leaves_invitations_to_leave(store: Store) -> None:
    """They say when people really meet: they never hung on its arms."""
    held = armed(store)
    send_invitations(COORDINATOR, store, EXERCISE, [GUEST])
    assert disarm_exercise(COORDINATOR, store, EXERCISE, held.revision) == 0
    assert [one.state for one in letters_of(store, GUEST)] == [MessageState.QUEUED]


def test_whoever_is_taken_out_gets_no_inject_that_was_waiting(store: Store) -> None:
    """Their address goes at once: so does the real letter that still waited for it, and nobody else's."""
    held, inject = armed(store), an_inject(store, "Cadre de santé et cadre d’astreinte")
    with store.transaction() as conn:
        deliver(conn, store, held, inject, store.now())
    remove_participant(COORDINATOR, store, GUEST, 1)
    assert {one.channel: one.state for one in letters_of(store, inject.id)} == {
        Channel.EMAIL: MessageState.CANCELLED,
        Channel.SMS: MessageState.QUEUED,
    }


@pytest.mark.parametrize("for_real", [False, True])
def test_whichever_way_it_ends_what_was_armed_is_cancelled(store: Store, *, for_real: bool) -> None:
    """The ordinary end and « SITUATION RÉELLE » both: an inject that waits to leave no longer does."""
    held, inject = armed(store), an_inject(store, "Cadre de santé")
    with store.transaction() as conn:
        deliver(conn, store, held, inject, store.now())
        assert partner_letters.in_states(conn) != []
    if for_real:
        stop_for_real(COORDINATOR, store, EXERCISE, "Incendie fictif")
    else:
        finish_exercise(COORDINATOR, store, EXERCISE, held.revision)
    assert not the(store).is_armed
    with store.reading() as conn:
        assert partner_letters.in_states(conn) == []
