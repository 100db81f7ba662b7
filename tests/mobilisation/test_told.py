"""Who is told of changes: always inside 48 h, at an hour that leaves time to read."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.mobilisation.message import Message, MessageKind
from app.mobilisation.preferences import Channel
from app.mobilisation.told import is_close, messages_for_changes, messages_for_moved_session, notice_at
from app.scheduling.changes import changes_of
from app.scheduling.session import SeatState
from tests.mobilisation.builders import RULES, a_desk, a_recipient
from tests.scheduling.builders import MONDAY, TUESDAY, a_seat, a_session, label, paris

S1, S2 = a_session("S1"), a_session("S2", TUESDAY)
SESSIONS = {one.id: one for one in (S1, S2)}
FAR, CLOSE = paris(2026, 11, 26, 18), paris(2026, 11, 28, 10)
EVERYONE = [a_recipient(one) for one in ("Anne", "Denez")]
EMPTY, ANNES, DENEZ = a_seat("A1"), a_seat("A1", person="Anne"), a_seat("A1", person="Denez")


def told(before: list[object], after: list[object], now: datetime) -> tuple[Message, ...]:
    return messages_for_changes(changes_of(before, after), SESSIONS, now, a_desk(*EVERYONE), label)  # type: ignore[arg-type]


def test_each_person_whose_seats_change_gets_one_message() -> None:
    """Anne loses Monday's seat to Denez: two messages, four days before, whole text of the change."""
    first, second = told([ANNES], [DENEZ], FAR)
    assert [(one.recipient, one.kind, one.due_at) for one in (first, second)] == [
        ("Anne", MessageKind.PUBLICATION_CHANGE, FAR), ("Denez", MessageKind.PUBLICATION_CHANGE, FAR),
    ]  # fmt: skip
    assert "\n− lundi 30 novembre, matin (9 h–13 h), ligne 1, injection\n" in first.body
    assert "\n+ lundi 30 novembre, matin (9 h–13 h), ligne 1, injection\n" in second.body


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        (S1.starts_at - timedelta(hours=48, seconds=1), MessageKind.PUBLICATION_CHANGE),
        (S1.starts_at - timedelta(hours=48), MessageKind.CHANGE_WITHIN_48H),
        (S1.starts_at + timedelta(hours=1), MessageKind.CHANGE_WITHIN_48H),
    ],
)
def test_inside_48_hours_the_message_says_so(now: datetime, kind: MessageKind) -> None:
    """The bound included, and while the session is under way."""
    assert [one.kind for one in told([EMPTY], [ANNES], now)] == [kind]


def test_a_session_that_is_over_tells_nobody_anything() -> None:
    """Corrections of the past are silent; the part that is still to come is told."""
    both = [ANNES, a_seat("B1", session="S2", person="Anne")]
    assert told([ANNES], [EMPTY], S1.ends_at) == ()
    (message,) = told(both, [EMPTY, a_seat("B1", session="S2")], S1.ends_at)
    assert ("mardi 1er décembre" in message.body, "lundi" in message.body) == (True, False)


def test_news_serve_until_the_last_session_they_tell_of_ends() -> None:
    """Then they leave by no way, and wait for no hand."""
    both = [ANNES, a_seat("B1", session="S2", person="Anne")]
    (message,) = told(both, [EMPTY, a_seat("B1", session="S2")], FAR)
    (moved,) = messages_for_moved_session(
        S2, S1, [a_seat("B1", session="S2", person="Anne")], FAR, a_desk(*EVERYONE), label
    )
    assert (message.useless_after, moved.useless_after) == (S2.ends_at, S2.ends_at)


def test_a_move_within_a_session_is_told_as_a_move() -> None:
    """From line 1 to reception."""
    (message,) = told(
        [ANNES, a_seat("R1", "reception", None)], [EMPTY, a_seat("R1", "reception", None, person="Anne")], FAR
    )
    assert "lundi 30 novembre, matin (9 h–13 h), ligne 1, injection devient accueil" in message.body


def test_someone_without_an_address_is_told_by_hand() -> None:
    """A change always makes a message, even if a person must carry it."""
    desk = a_desk(a_recipient("Anne", Channel.HAND))
    (message,) = messages_for_changes(changes_of([EMPTY], [ANNES]), SESSIONS, CLOSE, desk, label)
    assert (message.kind, message.channel, message.address) == (MessageKind.CHANGE_WITHIN_48H, Channel.HAND, "")


def test_an_sms_counts_changes_it_can_not_list() -> None:
    """Two fit, three are counted."""
    seats = [a_seat(id, session=session) for id, session in (("A1", "S1"), ("B1", "S2"), ("C1", "S3"))]
    third = a_session("S3", MONDAY + timedelta(days=2))
    desk = a_desk(a_recipient("Anne", Channel.SMS))

    def body(count: int) -> str:
        given_to_anne = [replace(seat, holder=ANNES.holder, state=SeatState.PUBLISHED) for seat in seats[:count]]
        changes = changes_of(seats[:count], given_to_anne)
        return messages_for_changes(changes, {**SESSIONS, third.id: third}, FAR, desk, label)[0].body

    assert "ligne 1, injection ; + mardi 1er décembre" in body(2)
    assert "votre planning change : 3 changements. " in body(3)


def test_lines_are_said_in_the_reader_s_language() -> None:
    """Day and hours in English for whoever reads English."""
    desk = a_desk(a_recipient("Anne", language="en"))
    (message,) = messages_for_changes(changes_of([EMPTY], [ANNES]), SESSIONS, FAR, desk, label)
    assert "Monday 30 November" in message.body


def test_a_moved_session_tells_everyone_expected() -> None:
    """From 9:00 to 10:00, in another hall: Anne and a person seeking a stand-in are told, an absent one and an open seat are not."""
    later = replace(a_session("S1", starts=10, ends=14), site="Salle de Kerplouz")
    seats = [
        ANNES, a_seat("A2", person="Denez", state=SeatState.STAND_IN_WANTED), a_seat("A3", person="Zoé", state=SeatState.NO_SHOW),
        a_seat("A4"), a_seat("B1", session="S2", person="Enora"),
    ]  # fmt: skip
    found = messages_for_moved_session(S1, later, seats, CLOSE, a_desk(*EVERYONE), label)
    assert [(one.recipient, one.kind) for one in found] == [
        ("Anne", MessageKind.CHANGE_WITHIN_48H), ("Denez", MessageKind.CHANGE_WITHIN_48H),
    ]  # fmt: skip
    assert (
        "\nlundi 30 novembre, matin (9 h–13 h), ligne 1, injection devient "
        "lundi 30 novembre, journée (10 h–14 h), Salle de Kerplouz, ligne 1, injection\n"
    ) in found[0].body
    assert messages_for_moved_session(S1, later, seats, later.ends_at, a_desk(*EVERYONE), label) == ()


def test_a_session_brought_nearer_counts_by_its_nearer_hour() -> None:
    """From Tuesday week to Monday: inside 48 h of the new hour."""
    far = a_session("S1", TUESDAY + timedelta(days=7))
    (message,) = messages_for_moved_session(far, S1, [ANNES], CLOSE, a_desk(*EVERYONE), label)
    assert message.kind is MessageKind.CHANGE_WITHIN_48H


def test_a_session_that_is_over_moves_to_its_new_hour_alone() -> None:
    """Monday's session never took place and is put to Tuesday week: no close change, and no message at night."""
    far, night = a_session("S1", TUESDAY + timedelta(days=7)), paris(2026, 11, 30, 22)
    (message,) = messages_for_moved_session(S1, far, [ANNES], night, a_desk(*EVERYONE), label)
    assert (message.kind, message.due_at) == (MessageKind.PUBLICATION_CHANGE, paris(2026, 12, 1, 8))
    assert [is_close([S1], at, RULES) for at in (S1.ends_at - timedelta(seconds=1), S1.ends_at)] == [True, False]


def test_news_waits_for_the_morning_unless_that_would_be_too_late() -> None:
    """Saturday 22:00 for Tuesday: Monday 8:00. For Monday 9:00 (an hour before): at once."""
    night = paris(2026, 11, 28, 22)
    assert [notice_at([S2], night, RULES), notice_at([S1], night, RULES)] == [paris(2026, 11, 30, 8), night]
    assert notice_at([S2, S1], night, RULES) == night
    assert notice_at([a_session("S1", starts=11)], night, RULES) == paris(2026, 11, 30, 8)


@given(st.integers(-300, 60 * 24 * 6))
def test_every_change_to_come_makes_one_message_due_before_the_session(minutes: int) -> None:
    """Whenever the coordinator publishes: one message, due at once or after the quiet hours, three hours ahead at least."""
    now = S1.ends_at - timedelta(minutes=minutes)
    found = told([EMPTY], [ANNES], now)
    assert len(found) == (minutes > 0)
    for message in found:
        close = S1.starts_at <= now + timedelta(hours=48)
        assert (message.kind is MessageKind.CHANGE_WITHIN_48H) is close
        assert message.due_at == now or now < message.due_at <= S1.starts_at - timedelta(hours=3)
