"""An inject reaches pages; letters besides once the exercise is armed, EXERCICE first and last."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.access.links import exercise_subject
from app.exercise.chronogramme import Delivery, PlayedInject
from app.mobilisation.message import MessageState
from app.mobilisation.preferences import Channel
from app.services.exercise.deliver_injects import USEFUL, deliver, withdraw_deliveries
from app.store.database import Store
from tests.services.a_crisis import plain
from tests.services.a_played_exercise import (
    BY_SMS,
    EXERCISE,
    GUEST,
    OURS,
    TO_TELL,
    an_exercise,
    an_inject,
    armed,
    gone,
    letters_of,
    the,
)
from tests.services.an_alert import an_alerted

BAND = "EXERCICE – EXERCICE – EXERCICE"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    held = an_alerted(tmp_path).store
    an_exercise(held)
    return held


def sent(store: Store, inject: PlayedInject) -> tuple[Delivery, ...]:
    with store.transaction() as conn:
        return deliver(conn, store, the(store), inject, store.now())


def test_nothing_leaves_before_it_is_armed(store: Store) -> None:
    """Four rows for the cell, none real; the outbox stays empty, and sending again adds nothing."""
    inject = an_inject(store)
    first = sent(store, inject)
    assert [(one.participant_id, one.is_real, one.letter_id) for one in first] == [
        (GUEST, False, ""), (BY_SMS, False, ""), (OURS, False, ""), (TO_TELL, False, ""),
    ]  # fmt: skip
    assert sent(store, inject) == first
    assert gone(store) == (0, 0)


def test_armed_a_letter_leaves_by_the_way_each_has(store: Store) -> None:
    """E-mail, SMS, the roster's address; who has none is told at the table. Never a name, and the fictional hour alone."""
    armed(store)
    inject = an_inject(store)
    made = {one.participant_id: one for one in sent(store, inject)}
    assert {id: one.is_real for id, one in made.items()} == {GUEST: True, BY_SMS: True, OURS: True, TO_TELL: False}
    letters = {one.id: one for one in letters_of(store, inject.id)}
    to = {who: letters[one.letter_id] for who, one in made.items() if one.is_real}
    assert {who: (one.channel, one.address) for who, one in to.items()} == {
        GUEST: (Channel.EMAIL, "gael@example.org"),
        BY_SMS: (Channel.SMS, "+33639980009"),
        OURS: (Channel.EMAIL, "noa@example.org"),
    }
    for who, one in to.items():
        assert one.subject.startswith(BAND)
        assert one.body.startswith(BAND)
        assert one.body.rstrip().endswith(BAND)
        assert one.body.count("{lien}") == 1
        assert one.link == exercise_subject(EXERCISE, who)
        assert one.useless_after == store.now() + USEFUL
    body = plain(to[GUEST].body)
    assert "T+1 h 40" in body
    assert "Mot d’arrêt : « menhir »" in body
    assert "Gaël" not in body


def test_a_letter_goes_to_those_it_names_and_to_nobody_in_place_of_them(store: Store) -> None:
    """« Cadre de santé » alone is written to; nobody is « préfet »: the room sees it and nothing leaves."""
    armed(store)
    named = sent(store, an_inject(store, "Cadre de santé"))
    assert [(one.participant_id, one.is_real) for one in named] == [(GUEST, True)]
    unknown = sent(store, an_inject(store, "Préfet", 2))
    assert [(one.participant_id, one.is_real) for one in unknown] == [
        (GUEST, False), (BY_SMS, False), (OURS, False), (TO_TELL, False),
    ]  # fmt: skip
    assert gone(store) == (0, 1)


def test_a_sending_undone_takes_back_what_has_not_left(store: Store) -> None:
    """The letters are cancelled, and leave anew when it is sent again."""
    armed(store)
    inject = an_inject(store, "Cadre de santé")
    sent(store, inject)
    with store.transaction() as conn:
        assert withdraw_deliveries(conn, inject.id, store.now()) == 1
    assert [one.is_real for one in sent(store, inject)] == [True]
    assert [one.state for one in letters_of(store, inject.id)] == [MessageState.CANCELLED, MessageState.QUEUED]


def test_whoever_got_a_real_letter_gets_no_second_one(store: Store) -> None:
    """It had left when the sending was undone."""
    armed(store)
    inject = an_inject(store, "Cadre de santé")
    sent(store, inject)
    with store.transaction() as conn:
        conn.execute("UPDATE partner_letter SET state = 'sent'")
        assert withdraw_deliveries(conn, inject.id, store.now()) == 0
    assert [one.is_real for one in sent(store, inject)] == [True]
    assert len(letters_of(store, inject.id)) == 1
