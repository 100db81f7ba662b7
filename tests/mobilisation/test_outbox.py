"""The outbox: tried again at known hours, given up in time, and honest about what a crash left."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput, RuleRefusal
from app.core.ids import PersonId, new_id
from app.mobilisation.message import Message, MessageKind, MessageState
from app.mobilisation.outbox import (
    ErrorClass,
    Queued,
    accepted,
    begin,
    cancel,
    done_by_hand,
    due,
    expired,
    failed,
    fate_sentence,
    http_error,
    idempotency_key,
    informed,
    message_id_of,
    next_attempt,
    recovered,
    smtp_error,
    state_text,
)
from app.mobilisation.preferences import Channel
from tests.mobilisation.builders import THURSDAY, after

S = MessageState


def a_message(id: str = "message-1", **changes: Any) -> Message:
    values: dict[str, Any] = {
        "id": id, "kind": MessageKind.POLL, "recipient": PersonId("p01"), "channel": Channel.EMAIL, "address": "a@example.org",
        "subject": "s", "body": "b", "language": "fr", "created_at": THURSDAY, "due_at": THURSDAY,
        "message_id": message_id_of(id, "example.org"),
    }  # fmt: skip
    return Message(**{**values, **changes})


def queued(*messages: Message, at: datetime = THURSDAY) -> list[Queued]:
    return [Queued(one, at) for one in messages]


def test_replies_of_servers_fall_in_three_classes() -> None:
    """4xx waits, 5xx refuses, authentication is the settings' fault; HTTP the other way round."""
    assert [smtp_error(code) for code in (421, 450, 550, 554, 535, 530, 454, 0)] == [
        ErrorClass.TEMPORARY, ErrorClass.TEMPORARY, ErrorClass.REFUSED, ErrorClass.REFUSED,
        ErrorClass.SETTINGS, ErrorClass.SETTINGS, ErrorClass.SETTINGS, ErrorClass.TEMPORARY,
    ]  # fmt: skip
    assert [http_error(status) for status in (500, 503, 429, 408, 400, 404, 401, 403)] == [
        *[ErrorClass.TEMPORARY] * 4, ErrorClass.REFUSED, ErrorClass.REFUSED, ErrorClass.SETTINGS, ErrorClass.SETTINGS,
    ]  # fmt: skip


def test_a_temporary_failure_is_tried_again_later_and_later_for_a_day() -> None:
    """1, 2, 5, 10, 30, 60, 60 … minutes; given up once the next try would come 24 h after its hour."""
    tries = [next_attempt(a_message(attempts=n), ErrorClass.TEMPORARY, THURSDAY) for n in range(1, 8)]
    assert tries == [after(minutes) for minutes in (1, 2, 5, 10, 30, 60, 60)]
    last = after(23 * 60)
    assert next_attempt(a_message(attempts=9), ErrorClass.TEMPORARY, last) == after(24 * 60)
    assert next_attempt(a_message(attempts=9), ErrorClass.TEMPORARY, last + timedelta(seconds=1)) is None


def test_a_refusal_is_final_and_a_fault_of_the_settings_waits_for_whoever_mends_it() -> None:
    """A bounced address is not tried again; a wrong password does not lose a message, even two days on."""
    assert next_attempt(a_message(attempts=1), ErrorClass.REFUSED, THURSDAY) is None
    assert next_attempt(a_message(attempts=200), ErrorClass.SETTINGS, after(48 * 60)) == after(48 * 60 + 15)


def test_nothing_is_tried_again_once_it_serves_nothing() -> None:
    """A reminder whose session begins in a minute."""
    for error in (ErrorClass.TEMPORARY, ErrorClass.SETTINGS):
        assert next_attempt(a_message(attempts=1, useless_after=after(1)), error, THURSDAY) is None
    assert next_attempt(a_message(attempts=1, useless_after=after(1.1)), ErrorClass.TEMPORARY, THURSDAY) == after(1)


def test_what_is_urgent_leaves_first() -> None:
    """A close change, then call-outs, then the oldest; what is not due, sent, by hand or useless stays."""
    found = due(
        [
            *queued(
                a_message("m-poll-00002"), a_message("m-poll-00001", due_at=after(-5)),
                a_message("m-call-00001", kind=MessageKind.CALL_OUT), a_message("m-close-0001", kind=MessageKind.CHANGE_WITHIN_48H),
                a_message("m-again-0001", state=S.UNCERTAIN), a_message("m-later-0001", due_at=after(1)),
                a_message("m-sent-00001", state=S.SENT), a_message("m-leaving-01", state=S.SENDING),
                a_message("m-hand-00001", channel=Channel.HAND), a_message("m-useless-01", useless_after=THURSDAY),
            ),
            Queued(a_message("m-retry-0001", attempts=1), after(1)),
        ],
        THURSDAY,
    )  # fmt: skip
    assert [one.id for one in found] == ["m-close-0001", "m-call-00001", "m-poll-00001", "m-again-0001", "m-poll-00002"]


def test_news_reach_a_person_in_the_order_they_were_written() -> None:
    """An older change still waiting for the morning goes before the newer one that must leave now; other people's wait."""
    older = a_message("m-1-older", kind=MessageKind.PUBLICATION_CHANGE, due_at=after(600))
    newer = a_message("m-2-newer", kind=MessageKind.CHANGE_WITHIN_48H, created_at=after(5), due_at=after(5))
    latest = a_message("m-3-latest", kind=MessageKind.PUBLICATION_CHANGE, created_at=after(9), due_at=after(600))
    theirs = a_message("m-4-theirs", kind=MessageKind.PUBLICATION_CHANGE, recipient=PersonId("p02"), due_at=after(600))
    held = queued(latest, newer, theirs, older)
    assert [one.id for one in due(held, after(10))] == ["m-1-older", "m-2-newer"]
    assert [one.id for one in due(held, after(600))] == ["m-1-older", "m-2-newer", "m-3-latest", "m-4-theirs"]
    assert due(held, after(4)) == ()


def test_messages_whose_time_has_passed_are_cancelled_not_sent() -> None:
    """Sent ones stay as they are."""
    useless = a_message(useless_after=THURSDAY)
    assert expired(queued(useless, replace(useless, state=S.SENT), a_message("m-other-0001")), THURSDAY) == (
        replace(useless, state=S.CANCELLED),
    )


def test_an_attempt_is_written_before_it_is_made_and_by_one_sender() -> None:
    """One more attempt; whoever comes second is refused."""
    leaving = begin(a_message())
    assert (leaving.state, leaving.attempts) == (S.SENDING, 1)
    with pytest.raises(RuleRefusal, match=r"n’attend plus d’être envoyé \(envoi en cours\)"):
        begin(leaving)
    assert accepted(leaving).state is S.SENT


def test_a_crash_while_sending_is_told_and_the_copy_bears_the_same_message_id() -> None:
    """« envoi incertain, renvoyé » from then on, even once the server has taken it."""
    before = begin(a_message())
    lost = recovered([before, a_message("m-other-0001"), a_message("m-third-0001", state=S.SENT)])
    assert lost == (replace(before, state=S.UNCERTAIN, was_uncertain=True),)
    again = begin(lost[0])
    assert (again.message_id, idempotency_key(again)) == (before.message_id, idempotency_key(before))
    assert [state_text(one) for one in (lost[0], again, accepted(again))] == ["envoi incertain, renvoyé"] * 3
    assert state_text(accepted(before)) == "envoyé"
    retried = failed(again, ErrorClass.TEMPORARY, "", THURSDAY).message
    assert state_text(accepted(begin(retried))) == "envoi incertain, renvoyé"


def test_a_failure_keeps_its_reason_and_says_what_comes_next() -> None:
    """Tried again at 18:01; refused for good, the coordinator is told to pass it on by hand."""
    leaving = begin(a_message())
    waiting = failed(leaving, ErrorClass.TEMPORARY, "421 4.7.0\nTry later", THURSDAY)
    assert (waiting.message.state, waiting.next_at) == (S.QUEUED, after(1))
    assert fate_sentence(waiting, THURSDAY) == (
        "1 essai, le serveur ne répond pas ou demande d’attendre (421 4.7.0 Try later) ; nouvel essai jeudi 26 novembre à 18 h 01"
    )
    bounced = failed(leaving, ErrorClass.REFUSED, "", THURSDAY)
    assert bounced.message.state is S.FAILED
    assert fate_sentence(bounced, THURSDAY) == (
        "échec : l’adresse ou le message est refusé. Passez-le à la main ou corrigez l’adresse."
    )
    later, by_hand = a_message(due_at=after(60)), a_message(channel=Channel.HAND)
    assert [fate_sentence(one, THURSDAY) for one in queued(later, by_hand, accepted(leaving))] == [
        "à envoyer jeudi 26 novembre à 19 h", "à passer à la main", "envoyé",
    ]  # fmt: skip


def test_a_message_is_passed_on_by_hand_or_withdrawn_only_before_it_left() -> None:
    """A failed one may still be carried; a sent one can be neither."""
    assert done_by_hand(a_message(state=S.FAILED, error="x")) == a_message(state=S.BY_HAND_DONE)
    assert cancel(a_message()).state is S.CANCELLED
    for state in (S.SENT, S.SENDING, S.BY_HAND_DONE, S.CANCELLED):
        assert cancel(a_message(state=state)).state is state
        with pytest.raises(RuleRefusal):
            done_by_hand(a_message(state=state))


def test_whoever_received_the_notice_is_informed_and_nobody_else() -> None:
    """Queued or failed is not received."""
    crowd = [
        a_message(recipient=PersonId(who), state=state, carries_notice=notice)
        for who, state, notice in (
            ("Anne", S.SENT, True), ("Bleuenn", S.BY_HAND_DONE, True), ("Corentin", S.QUEUED, True), ("Denez", S.SENT, False),
            ("Enora", S.FAILED, True),
        )
    ]  # fmt: skip
    assert informed(crowd) == {"Anne", "Bleuenn"}


def test_a_message_id_is_the_same_every_time_and_holds_nothing_else() -> None:
    """From the stored id and the domain; a header can't be smuggled in."""
    id = new_id(0)
    assert (
        message_id_of(id, " CPTS.example.org ") == message_id_of(id, "cpts.example.org") == f"<{id}@cpts.example.org>"
    )
    for domain in ("", "exa mple.org", "example.org\r\nBcc: x", "-a.org", "a..org", "é.org"):
        with pytest.raises(InvalidInput, match="nom de domaine"):
            message_id_of(id, domain)
    with pytest.raises(InvalidInput, match="identifiant"):
        message_id_of("x> y", "example.org")


@given(st.lists(st.sampled_from(["crash", "temporary", "settings", "ok"]), max_size=40))
def test_whatever_happens_a_message_is_never_lost(events: list[str]) -> None:
    """Any run of crashes and failures: at each turn it waits with an hour, is sent, or has failed with a reason after a day."""
    one, now, seen = Queued(a_message(), THURSDAY), THURSDAY, {a_message().message_id}
    for event in events:
        now = max(now, one.next_at)
        if one.message.state not in (S.QUEUED, S.UNCERTAIN):
            break
        assert due([one], now) == (one.message,)
        leaving = begin(one.message)
        seen.add(leaving.message_id)
        if event == "crash":
            one = Queued(recovered([leaving])[0], now)
        elif event == "ok":
            one = Queued(accepted(leaving), now)
        else:
            one = failed(leaving, ErrorClass(event), "", now)
    assert len(seen) == 1
    if one.message.state is S.FAILED:
        assert one.message.error
        assert now >= THURSDAY + timedelta(hours=23)
    else:
        assert one.message.state in (S.QUEUED, S.UNCERTAIN, S.SENT)
