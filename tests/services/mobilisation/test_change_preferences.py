"""A volunteer's own wishes: written for themselves only, within the community's rules, and nobody asks who opted out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, time, timedelta
from pathlib import Path

import pytest

from app.access.actor import LOCAL_COORDINATION, SCHEDULER, Actor, volunteer
from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.core.ids import PersonId
from app.mobilisation.budget import Ask, Solicitation
from app.mobilisation.message import Message, MessageKind, MessageState
from app.mobilisation.preferences import Channel, Preferences
from app.mobilisation.quiet import QuietHours
from app.services.mobilisation.change_preferences import change_preferences, come_back, opt_out, read_wishes
from app.services.mobilisation.waiting_list import join, offer_freed_seats
from app.services.mobilisation.withdraw_seat import withdraw_seat
from app.store import journal, messages, solicitations
from tests.builders import a_person
from tests.services.a_rota import a_rota
from tests.web.a_centre import ALI, ZOE, PublishedCentre, a_published_centre

ME = volunteer(ZOE, "Zoé")
WISHES = Preferences(
    channels=(Channel.SMS, Channel.EMAIL),
    quiet=QuietHours(time(19), time(9), frozenset({5}), False),
    budget=1,
    last_minute=True,
    language="en",
)


@pytest.fixture
def centre(tmp_path: Path) -> PublishedCentre:
    return a_published_centre(tmp_path, days=1)


def test_wishes_come_back_as_written_and_the_journal_says_who(centre: PublishedCentre) -> None:
    """Preferences and the weekly maximum together, at the revision read; the next revision is another."""
    before = read_wishes(ME, centre.store, ZOE)
    change_preferences(ME, centre.store, ZOE, before.revision, WISHES, max_half_days=3)
    after = read_wishes(ME, centre.store, ZOE)
    assert (after.preferences, after.person) == (WISHES, replace(before.person, max_half_days_per_week=3))
    assert after.revision > before.revision
    with centre.store.reading() as conn:
        last = journal.recent(conn, 1)[0]
    assert (last.actor_id, last.type, last.subject_id) == (ZOE, "preferences_changed", ZOE)


def test_a_page_left_open_writes_nothing_over_newer_wishes(centre: PublishedCentre) -> None:
    """The second form of the same reading is refused whole."""
    seen = read_wishes(ME, centre.store, ZOE).revision
    change_preferences(ME, centre.store, ZOE, seen, WISHES, max_half_days=3)
    with pytest.raises(StaleRevision):
        change_preferences(ME, centre.store, ZOE, seen, Preferences(), max_half_days=None)
    assert read_wishes(ME, centre.store, ZOE).preferences == WISHES


@pytest.mark.parametrize(
    ("wishes", "most"),
    [
        (replace(WISHES, budget=4), 3),
        (replace(WISHES, budget=-1), 3),
        (replace(WISHES, channels=(Channel.SMS, Channel.SMS)), 3),
        (replace(WISHES, language="de"), 3),
        (replace(WISHES, quiet=QuietHours(time(8, tzinfo=UTC), time(9))), 3),
        (replace(WISHES, quiet=QuietHours(time(8), time(9, tzinfo=UTC))), 3),
        (WISHES, 15),
    ],
)
def test_what_the_rules_do_not_allow_is_refused_and_nothing_is_written(
    wishes: Preferences, most: int, centre: PublishedCentre
) -> None:
    """The budget may only be lowered; a channel stands once; the language and the maximum are among those offered; an hour has
    no offset, for it would stop the reading of everyone's."""
    before = read_wishes(ME, centre.store, ZOE)
    with pytest.raises(InvalidInput):
        change_preferences(ME, centre.store, ZOE, before.revision, wishes, max_half_days=most)
    assert read_wishes(ME, centre.store, ZOE) == before


def test_wishes_are_ones_own(centre: PublishedCentre) -> None:
    """Ali can't read nor write Zoé's; the coordination may do it for her; nobody is no one's."""
    seen = read_wishes(ME, centre.store, ZOE).revision
    other = volunteer(ALI, "Ali")
    with pytest.raises(NotAllowed):
        read_wishes(other, centre.store, ZOE)
    for act in (opt_out, come_back):
        with pytest.raises(NotAllowed):
            act(other, centre.store, ZOE, seen)
    with pytest.raises(NotAllowed):
        change_preferences(other, centre.store, ZOE, seen, WISHES, max_half_days=1)
    change_preferences(LOCAL_COORDINATION, centre.store, ZOE, seen, WISHES, max_half_days=1)
    with pytest.raises(NotFound):
        read_wishes(Actor("p-x", "?", ME.role), centre.store, PersonId("p-x"))


def a_message(kind: MessageKind, state: MessageState, number: int, centre: PublishedCentre) -> Message:
    """A message to Zoé about the same call-out, due tomorrow."""
    return Message(
        id=f"m{number}", kind=kind, recipient=ZOE, channel=Channel.EMAIL, address="zoe@exemple.fr", subject="s",
        body="b", language="fr", created_at=centre.store.now(), due_at=centre.store.now() + timedelta(days=1),
        message_id=f"m{number}@x", about="call-1", state=state,
    )  # fmt: skip


@pytest.mark.parametrize("hours", [0, 30])
def test_who_opts_out_is_asked_nothing_that_still_waited_and_keeps_their_seats(
    hours: int, centre: PublishedCentre
) -> None:
    """A queued call-out is withdrawn and costs nothing, though its hour has come and it waits for a hand; news of their own seats and what has left stay as they were."""
    queued = MessageState.QUEUED
    with centre.store.transaction() as conn:
        held = [
            a_message(MessageKind.CALL_OUT, queued, 1, centre),
            a_message(MessageKind.REMINDER_1, queued, 2, centre),
            a_message(MessageKind.POLL, MessageState.SENT, 3, centre),
        ]
        messages.add(conn, held, centre.store.now())
        asked = [Solicitation(ZOE, held[0].due_at, Ask.CALL_OUT, "call-1")]
        solicitations.add(conn, [*asked, Solicitation(ALI, held[0].due_at, Ask.CALL_OUT, "call-1")])
    asked_at = centre.store.now()
    centre.clock.forward(hours=hours)
    opt_out(ME, centre.store, ZOE, read_wishes(ME, centre.store, ZOE).revision)
    wishes = read_wishes(ME, centre.store, ZOE)
    assert wishes.asks_nothing_on(centre.store.now())
    assert centre.seat_of(ZOE).holder.person_id == ZOE
    with centre.store.reading() as conn:
        found = {one.message.id: one.message.state for one in messages.of_person(conn, ZOE)}
        left = [one.person for one in solicitations.since(conn, asked_at)]
    assert found == {"m1": MessageState.CANCELLED, "m2": queued, "m3": MessageState.SENT}
    assert left == [ALI]
    come_back(ME, centre.store, ZOE, wishes.revision)
    assert not read_wishes(ME, centre.store, ZOE).asks_nothing_on(centre.store.now())


def test_no_seat_is_kept_for_who_opts_out_and_no_word_of_it_leaves(tmp_path: Path) -> None:
    """The offer not sent yet is withdrawn, and the next of the waiting list is offered the seat."""
    rota = a_rota(tmp_path, a_person("Fañch", "medecin"), a_person("Gaïd", "medecin"))
    for name in ("Fañch", "Gaïd"):
        join(rota.me(name), rota.store, rota.id(name), rota.session().id)
        rota = rota.at(rota.store.now() + timedelta(minutes=1))
    withdraw_seat(rota.me("Anne"), rota.store, rota.id("Anne"), rota.of("Anne").id)
    assert rota.told() == [("offer", "Fañch", "queued")]
    seen = read_wishes(rota.me("Fañch"), rota.store, rota.id("Fañch")).revision
    opt_out(rota.me("Fañch"), rota.store, rota.id("Fañch"), seen)
    offer_freed_seats(SCHEDULER, rota.store)
    assert rota.told() == [("offer", "Fañch", "cancelled"), ("offer", "Gaïd", "queued")]
