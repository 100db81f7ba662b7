"""Tests of app/services/plans/plan_training.py: trainings are planned, filled by messages, moved and cancelled."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotFound, StaleRevision
from app.mobilisation.message import Message, MessageKind, MessageState
from app.mobilisation.preferences import Preferences
from app.response.training import Answer, Training
from app.services.plans.plan_training import Invited, cancel_training, invite_people, put_down, put_training
from app.services.plans.record_training import answer_training, record_presence
from app.store import messages, preferences, trainings
from app.words.errors import sentence
from tests.builders import COORDINATOR, THURSDAY, a_person
from tests.services.a_directory import Redon, redon

EXERCISE = Training(
    id="",
    kind="table_top",
    title="Exercice  sur table",
    day=date(2026, 12, 15),
    starts=time(20),
    minutes=150,
    place="Redon",
)
ANNE, BLEUENN, CORENTIN = (
    a_person(name, email=f"{name.lower()}@example.org") for name in ("Anne", "Bleuenn", "Corentin")
)
IDS = [one.id for one in (ANNE, BLEUENN, CORENTIN)]


def a_planned(tmp_path: Path, **fields: object) -> tuple[Redon, str]:
    at = redon(tmp_path)
    at.people(ANNE, BLEUENN, CORENTIN)
    return at, put_training(COORDINATOR, at.store, replace(EXERCISE, **fields))  # type: ignore[arg-type]


def held(at: Redon, training: str) -> Training:
    with at.store.reading() as conn:
        found = trainings.find(conn, training)
    assert found is not None
    return found


def outbox(at: Redon, training: str, state: MessageState = MessageState.QUEUED) -> list[Message]:
    with at.store.reading() as conn:
        return [one.message for one in messages.about(conn, training) if one.message.state is state]


def told(at: Redon, training: str) -> list[tuple[MessageKind, str]]:
    return sorted((one.kind, one.recipient) for one in outbox(at, training))


def all_sent(at: Redon, training: str) -> None:
    with at.store.transaction() as conn:
        for queued in messages.about(conn, training):
            if queued.message.state is MessageState.QUEUED:
                sent = replace(queued, message=replace(queued.message, state=MessageState.SENT))
                messages.update(conn, sent, at.clock.at)


def test_invitations_leave_by_the_outbox_once_and_cost_no_goodwill(tmp_path: Path) -> None:
    """Their text says what, when and where, and leads to one's trainings; nobody is invited twice."""
    at, training = a_planned(tmp_path)
    assert invite_people(COORDINATOR, at.store, training, IDS[:2]) == Invited(2)
    [first, _second] = outbox(at, training)
    assert first.subject.replace("\u00a0", " ") == "CPTS fictive : Exercice sur table, mardi 15 décembre à 20 h"
    assert "{lien}/formations" in first.body
    assert "Redon" in first.body
    assert first.useless_after == datetime(2026, 12, 15, 21, 30, tzinfo=UTC)
    assert invite_people(COORDINATOR, at.store, training, IDS) == Invited(1)
    with pytest.raises(InvalidInput, match="Personne à inviter"):
        invite_people(COORDINATOR, at.store, training, IDS)
    with at.store.reading() as conn:
        assert conn.execute("SELECT count(*) FROM solicitation").fetchone()[0] == 0


def test_whoever_asked_for_silence_is_left_alone(tmp_path: Path) -> None:
    """One left, one wants no request at all: neither is written to; at night the message waits for the morning."""
    at = redon(tmp_path)
    at.people(ANNE, replace(BLEUENN, opted_out_on=date(2026, 1, 1)), CORENTIN)
    with at.store.transaction() as conn:
        preferences.put(conn, CORENTIN.id, Preferences(budget=0), THURSDAY)
    training = put_training(COORDINATOR, at.store, EXERCISE)
    at.clock.forward(hours=6)
    assert invite_people(COORDINATOR, at.store, training, IDS) == Invited(1, 2)
    [message] = outbox(at, training)
    assert (message.recipient, message.due_at) == (ANNE.id, datetime(2026, 11, 27, 7, tzinfo=UTC))


def test_a_training_that_moves_is_told_to_those_who_know_of_it(tmp_path: Path) -> None:
    """Received: told it moved. Not received yet: invited anew with the right hour. Said no: left alone."""
    at, training = a_planned(tmp_path)
    invite_people(COORDINATOR, at.store, training, [ANNE.id, CORENTIN.id])
    all_sent(at, training)
    answer_training(COORDINATOR, at.store, CORENTIN.id, training, Answer.NO)
    invite_people(COORDINATOR, at.store, training, [BLEUENN.id])
    put_training(COORDINATOR, at.store, replace(held(at, training), starts=time(18)))
    assert told(at, training) == sorted([(MessageKind.TRAINING_CHANGED, ANNE.id), (MessageKind.TRAINING, BLEUENN.id)])
    assert all("18 h" in one.body.replace("\u00a0", " ").replace("\u202f", " ") for one in outbox(at, training))
    put_training(COORDINATOR, at.store, replace(held(at, training), note="repas"))
    assert len(outbox(at, training)) == 2, "a note changes nothing for those who come"


def test_a_training_that_is_cancelled_is_told_once(tmp_path: Path) -> None:
    """Received: told. Not received yet: the invitation never leaves, and nothing else does."""
    at, training = a_planned(tmp_path)
    invite_people(COORDINATOR, at.store, training, [ANNE.id])
    all_sent(at, training)
    invite_people(COORDINATOR, at.store, training, [BLEUENN.id])
    assert cancel_training(COORDINATOR, at.store, training, 1) == 1
    assert told(at, training) == [(MessageKind.TRAINING_CHANGED, ANNE.id)]
    assert "c’est annulé" in outbox(at, training)[0].body
    for refused in (
        lambda: invite_people(COORDINATOR, at.store, training, [CORENTIN.id]),
        lambda: cancel_training(COORDINATOR, at.store, training, 2),
        lambda: put_training(COORDINATOR, at.store, held(at, training)),
    ):
        with pytest.raises(InvalidInput, match="est annulée"):
            refused()


def test_what_was_held_is_neither_cancelled_nor_put_off(tmp_path: Path) -> None:
    """Once somebody signed in, it took place."""
    at, training = a_planned(tmp_path, day=date(2026, 11, 26))
    record_presence(COORDINATOR, at.store, training, {ANNE.id: True}, seen={})
    with pytest.raises(InvalidInput, match="ont émargé"):
        cancel_training(COORDINATOR, at.store, training, 1)
    with pytest.raises(InvalidInput, match="ont émargé"):
        put_training(COORDINATOR, at.store, replace(held(at, training), day=date(2026, 12, 1)))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"title": " "}, "Donnez un titre"),
        ({"place": "x" * 121}, "trop long"),
        ({"minutes": -1}, "La durée"),
        ({"valid_months": 0}, "La validité"),
        ({"day": date(2036, 1, 1)}, "vérifiez l’année"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, fields: dict[str, object], said: str) -> None:
    """A sentence says what; nothing is written."""
    at = redon(tmp_path)
    with pytest.raises(InvalidInput, match=said):
        put_training(COORDINATOR, at.store, replace(EXERCISE, **fields))  # type: ignore[arg-type]
    with at.store.reading() as conn:
        assert trainings.every(conn) == []


def test_whoever_comes_second_is_told(tmp_path: Path) -> None:
    """The form of a training that changed meanwhile, or is not there."""
    at, training = a_planned(tmp_path)
    before = held(at, training)
    put_training(COORDINATOR, at.store, replace(before, note="a"))
    with pytest.raises(StaleRevision) as refused:
        put_training(COORDINATOR, at.store, replace(before, note="b"))
    assert "formation modifiée" in sentence(refused.value)
    with pytest.raises(NotFound):
        put_training(COORDINATOR, at.store, replace(before, id="autre"))


def test_people_are_put_down_without_a_message(tmp_path: Path) -> None:
    """Twice puts nobody twice."""
    at, training = a_planned(tmp_path)
    assert [put_down(COORDINATOR, at.store, training, IDS) for _time in range(2)] == [3, 0]
    assert outbox(at, training) == []
    with at.store.reading() as conn:
        assert {one.person_id for one in trainings.participants(conn, training)} == set(IDS)


def test_nobody_is_invited_to_what_is_over(tmp_path: Path) -> None:
    """The sentence leads to the sign-in."""
    at, training = a_planned(tmp_path, day=date(2026, 11, 26), starts=time(9))
    with pytest.raises(InvalidInput, match="notez qui est venu"):
        invite_people(COORDINATOR, at.store, training, IDS)
