"""Hand-overs under attack: needs that end, practices that are back, and members who tap at once, while relays run."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.continuity.carer import practice_carer
from app.continuity.hand_over import Step
from app.continuity.need import NeedId
from app.continuity.situation import ClosureKind, OutageKind
from app.core.errors import StaleRevision
from app.core.ids import PersonId
from app.services.continuity.answer_relay import answer_relay
from app.services.continuity.declare_closure import ClosureDraft, declare_closure, end_closure, remove_closure
from app.services.continuity.declare_outage import OutageDraft, declare_outage
from app.services.continuity.follow_hand_over import mark_pair
from app.services.continuity.propose_relays import propose_relays
from app.services.continuity.read_continuity import read_continuity
from app.services.continuity.read_hand_overs import board, for_practice
from app.services.continuity.seal_needs import seal_needs
from app.store import hand_overs, people
from tests.builders import COORDINATOR
from tests.services.a_relay import AURAY, FAR, NEAR, OURS, Relay, a_care_need, a_relay, close, noted
from tests.web.a_practice import practices

TAKER = practice_carer(NEAR)


def _asked(folder: Path, room: int = 6) -> Relay:
    """Three needs asked of Brech alone."""
    relay = a_relay(folder, needs=3, room=room, far_room=0)
    propose_relays(COORDINATOR, relay.store)
    return relay


def _accepted(folder: Path, room: int = 6) -> Relay:
    """The same, accepted."""
    relay = _asked(folder, room)
    _accept(relay)
    return relay


def _accept(relay: Relay) -> None:
    answer_relay(relay.members[NEAR], relay.store, OURS, TAKER, 3, of=3)


def _one_need(relay: Relay) -> NeedId:
    with relay.store.reading() as conn:
        return hand_overs.running(conn)[0].need


def _read_by_the_relay(relay: Relay) -> tuple[int, int]:
    """Rows read, and those no longer."""
    own = for_practice(relay.members[NEAR], relay.store, NEAR)
    return len(own.taken), own.to_return


def test_what_is_left_of_a_proposal_can_be_answered_when_a_need_was_ended(tmp_path: Path) -> None:
    """Its practice ends one of three: two are shown, and two are answered."""
    relay = _asked(tmp_path)
    seal_needs(relay.members[OURS], relay.store, OURS, dropped=[_one_need(relay)])
    [shown] = for_practice(relay.members[NEAR], relay.store, NEAR).proposals
    done = answer_relay(relay.members[NEAR], relay.store, OURS, TAKER, 2, of=shown.total, seen=shown.seen)
    assert (shown.total, done.accepted, done.refused) == (2, 2, 0)


def test_a_need_that_ended_by_itself_is_not_asked_for_either(tmp_path: Path) -> None:
    """One of three ends in the night: two are shown, two are answered, two are passed on."""
    relay = a_relay(tmp_path, needs=2, room=6, far_room=0)
    noted(relay, a_care_need(3, expires_at=relay.clock() + timedelta(hours=2)))
    propose_relays(COORDINATOR, relay.store)
    relay.clock.forward(hours=3)
    [shown] = for_practice(relay.members[NEAR], relay.store, NEAR).proposals
    assert answer_relay(relay.members[NEAR], relay.store, OURS, TAKER, 2, of=shown.total, seen=shown.seen).accepted == 2
    assert mark_pair(COORDINATOR, relay.store, OURS, TAKER, Step.TRANSMITTED, 2) == 2
    assert propose_relays(COORDINATOR, relay.store).proposed == 0
    with relay.store.reading() as conn:
        assert len(hand_overs.running(conn)) == 2


def test_a_pair_can_be_marked_when_a_need_was_ended(tmp_path: Path) -> None:
    """The board counts two, and two are noted as passed on."""
    relay = _accepted(tmp_path)
    seal_needs(relay.members[OURS], relay.store, OURS, dropped=[_one_need(relay)])
    [pair] = board(COORDINATOR, relay.store).pairs
    assert mark_pair(COORDINATOR, relay.store, OURS, TAKER, Step.TRANSMITTED, pair.untransmitted) == 2


def test_a_pair_is_given_back_while_more_is_asked_of_it(tmp_path: Path) -> None:
    """Three accepted, one more asked: three are given back, and the fourth still waits for its answer."""
    relay = _accepted(tmp_path)
    noted(relay, a_care_need(11))
    propose_relays(COORDINATOR, relay.store)
    [pair] = board(COORDINATOR, relay.store).pairs
    assert (pair.untransmitted, pair.unanswered) == (3, 1)
    assert mark_pair(COORDINATOR, relay.store, OURS, TAKER, Step.ENDED, 3) == 3
    [pair] = board(COORDINATOR, relay.store).pairs
    assert (pair.untransmitted, pair.unanswered) == (0, 1)


def test_a_yes_tapped_twice_accepts_nothing_that_came_meanwhile(tmp_path: Path) -> None:
    """Two members have the same page open: the second yes is not for three others, graver, that nobody there has read."""
    relay = _asked(tmp_path)
    [shown] = for_practice(relay.members[NEAR], relay.store, NEAR).proposals
    _accept(relay)
    noted(relay, *(a_care_need(number, "PLAIE") for number in (11, 12, 13)))
    propose_relays(COORDINATOR, relay.store)
    [others] = for_practice(relay.members[NEAR], relay.store, NEAR).proposals
    assert (others.total, others.seen == shown.seen) == (3, False)
    with pytest.raises(StaleRevision):
        answer_relay(relay.members[NEAR], relay.store, OURS, TAKER, 3, of=3, seen=shown.seen)
    assert _read_by_the_relay(relay) == (3, 0)
    [pair] = board(COORDINATOR, relay.store).pairs
    assert pair.seen == others.seen
    assert answer_relay(COORDINATOR, relay.store, OURS, TAKER, 3, of=3, seen=pair.seen).accepted == 3


def test_a_step_tapped_on_a_board_left_open_marks_none_it_did_not_show(tmp_path: Path) -> None:
    """Two cells read « Transmis (3) »; three others are accepted before the second taps: as many, and not the same."""
    relay = _accepted(tmp_path)
    [shown] = board(COORDINATOR, relay.store).pairs
    seen = shown.ready[Step.TRANSMITTED]
    assert mark_pair(COORDINATOR, relay.store, OURS, TAKER, Step.TRANSMITTED, 3, seen=seen) == 3
    noted(relay, *(a_care_need(number, "PLAIE") for number in (11, 12, 13)))
    propose_relays(COORDINATOR, relay.store)
    _accept(relay)
    with pytest.raises(StaleRevision):
        mark_pair(COORDINATOR, relay.store, OURS, TAKER, Step.TRANSMITTED, 3, seen=seen)
    [pair] = board(COORDINATOR, relay.store).pairs
    assert (pair.untransmitted, pair.ready[Step.TRANSMITTED] == seen) == (3, False)
    assert mark_pair(COORDINATOR, relay.store, OURS, TAKER, Step.ENDED, 6, seen=pair.ready[Step.ENDED]) == 6


def test_rows_do_not_tell_a_cut_from_a_closure(tmp_path: Path) -> None:
    """Base, outages and closures in the hands of a thief: what a power cut threatens first and what the closure does are
    written alike, ids apart, and no instant of a row is one of what fails."""
    relay = a_relay(tmp_path, needs=0, room=6, far_room=0, closed=False)
    bottle = a_care_need(1, "O2", power=True, oxygen=True, autonomy_hours=4)
    needs = noted(relay, bottle, a_care_need(2), a_care_need(3, "PLAIE"))
    now = relay.clock()
    power = OutageDraft(
        kind=OutageKind.POWER, starts_at=now + timedelta(minutes=7), ends_at=now + timedelta(hours=31), communes=(AURAY,)
    )  # fmt: skip
    declare_outage(COORDINATOR, relay.store, power)
    relay.clock.forward(minutes=20)
    close(relay, hours=40)
    relay.clock.forward(minutes=3)
    assert propose_relays(COORDINATOR, relay.store).proposed == 3
    with relay.store.reading() as conn:
        rows = [dict(row) for row in conn.execute("SELECT * FROM hand_over")]
        failing = {
            at
            for table in ("outage", "closure")
            for row in conn.execute(f"SELECT starts_at, ends_at, noted_at FROM {table}")
            for at in tuple(row)
        }
    assert {row.pop("need_id") for row in rows} == set(needs)
    assert len({row.pop("id") for row in rows}) == 3
    assert rows[1:] == rows[:-1]
    assert failing.isdisjoint(rows[0].values())


@pytest.mark.parametrize("open_again", [end_closure, remove_closure])
@pytest.mark.parametrize("hours", [48, None], ids=["an end was noted", "no end was known"])
def test_a_relay_reads_no_more_once_the_practice_is_back_before_time(
    tmp_path: Path, open_again: Callable[..., None], hours: int | None
) -> None:
    """Open again after an hour, or never closed at all: its needs are its own, whatever end was said."""
    relay = a_relay(tmp_path, needs=3, room=6, far_room=0, closed=False)
    now = relay.clock()
    draft = ClosureDraft(
        practice=OURS,
        kind=ClosureKind.UNAVAILABLE,
        starts_at=now,
        ends_at=now + timedelta(hours=hours) if hours else None,
    )
    closure = declare_closure(COORDINATOR, relay.store, draft).id
    propose_relays(COORDINATOR, relay.store)
    _accept(relay)
    relay.clock.forward(hours=1)
    assert _read_by_the_relay(relay) == (3, 0)
    open_again(COORDINATOR, relay.store, closure, 1)
    relay.clock.forward(minutes=1)
    assert _read_by_the_relay(relay) == (0, 3)
    [pair] = board(COORDINATOR, relay.store).pairs
    assert pair.over == 3


def test_who_said_yes_to_a_closure_said_nothing_of_the_next(tmp_path: Path) -> None:
    """A month later the practice closes again: nobody reads, nobody has them, and relays are asked anew."""
    relay = _accepted(tmp_path)
    relay.clock.forward(days=30)
    close(relay)
    assert _read_by_the_relay(relay) == (0, 3)
    asked = read_continuity(COORDINATOR, relay.store).asked
    assert asked is not None
    assert (asked.to_propose, asked.proposed, asked.to_transmit, asked.transmitted) == (3, 0, 0, 0)
    assert propose_relays(COORDINATOR, relay.store).proposed == 3
    assert _read_by_the_relay(relay) == (0, 0)
    _accept(relay)
    assert _read_by_the_relay(relay) == (3, 0)


def test_a_closure_prolonged_keeps_its_relays(tmp_path: Path) -> None:
    """Closed again within the day of its end: the same yes holds, and nobody is asked twice."""
    relay = _accepted(tmp_path)
    relay.clock.forward(hours=60)
    close(relay)
    assert _read_by_the_relay(relay) == (3, 0)
    assert propose_relays(COORDINATOR, relay.store).proposed == 0
    assert _read_by_the_relay(relay) == (3, 0)


def test_a_page_left_open_answers_for_nothing_it_did_not_show(tmp_path: Path) -> None:
    """Sent again from a second tab once three others are asked: said on the page, and no row of them is read."""
    with practices(tmp_path, needs=3, room=6, far_room=0) as found:
        store, near = found.store, found.browser(NEAR)
        propose_relays(COORDINATOR, store)
        near.open("/suivis/relais")
        left_open = {"reponse": "tout", **near.hidden}
        assert near.send("/suivis/relais", left_open).status_code == 303
        noted(found.relay, *(a_care_need(number, "PLAIE") for number in (11, 12, 13)))
        propose_relays(COORDINATOR, store)
        near.open("/suivis/relais")
        assert near.hidden["lu"] != left_open["lu"]
        assert near.send("/suivis/relais", left_open).status_code == 422
        assert "P-0011" not in near.open("/suivis/relais").text
        assert near.send("/suivis/relais", {"reponse": "tout"}).status_code == 303
        assert "P-0011" in near.open("/suivis/relais").text


def test_whoever_leaves_a_practice_leaves_its_hand_overs(tmp_path: Path) -> None:
    """With the page still open: nothing more is read, marked or answered, and what they accepted stays with the practice."""
    with practices(tmp_path, needs=3, room=6, far_room=0) as found:
        store, near = found.store, found.browser(NEAR)
        propose_relays(COORDINATOR, store)
        near.open("/suivis/relais")
        near.send("/suivis/relais", {"reponse": "tout"})
        page = near.open("/suivis/relais").text
        step = re.findall(r'name="etape" value="(received:[^"]+)"', page)[0]
        with store.transaction() as conn:
            person = people.find(conn, PersonId(found.member(NEAR).id))
            assert person is not None
            people.put(conn, replace(person, practice=FAR), store.now())
        assert near.send("/suivis/relais", {"etape": step}).status_code == 422
        assert "P-000" not in near.page.text
        assert "P-000" not in near.open("/suivis/relais").text
        with store.reading() as conn:
            assert [(one.taker, one.received_at) for one in hand_overs.running(conn)] == [(TAKER, None)] * 3
