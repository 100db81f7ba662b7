"""Each practice reads its own rows and those it accepted; before that, counts by category; the coordination, pairs."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.access.actor import LOCAL_COORDINATION
from app.continuity.carer import practice_carer
from app.continuity.hand_over import HandOver, HandOverId, HandOverState, Step
from app.continuity.situation import OutageKind
from app.core.errors import NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.core.ids import PracticeId
from app.services.continuity.answer_relay import answer_relay
from app.services.continuity.declare_outage import OutageDraft, change_outage_end, declare_outage
from app.services.continuity.follow_hand_over import mark, mark_pair
from app.services.continuity.propose_relays import propose_relays
from app.services.continuity.read_hand_overs import board, for_practice
from app.services.continuity.seal_needs import seal_needs
from app.store import hand_overs
from tests.builders import COORDINATOR, READER
from tests.services.a_relay import FAR, NEAR, OURS, START, Relay, a_care_need, a_relay, close, noted
from tests.services.a_vault import ADMIN


def _proposed(folder: Path) -> Relay:
    """Two on insulin and one wound proposed to Brech alone."""
    relay = a_relay(folder, room=9, far_room=0, needs=0)
    noted(relay, a_care_need(41), a_care_need(42), a_care_need(43, "PLAIE"))
    propose_relays(COORDINATOR, relay.store)
    return relay


def _accepted(folder: Path) -> Relay:
    relay = _proposed(folder)
    answer_relay(relay.members[NEAR], relay.store, OURS, practice_carer(NEAR), 3, of=3)
    return relay


def test_before_accepting_a_relay_reads_counts_by_category_and_no_row(tmp_path: Path) -> None:
    """How many insulins, how many wounds, whose and whom to ring; no pseudonym anywhere in the answer."""
    relay = _proposed(tmp_path)
    own = for_practice(relay.members[NEAR], relay.store, NEAR)
    [proposal] = own.proposals
    assert [(code, n) for code, _label, n in proposal.counts] == [("INS", 2), ("PLAIE", 1)]
    assert (proposal.name, proposal.phone, proposal.total, proposal.unknown) == (
        "Cabinet d’Auray",
        "+33199001001",
        3,
        0,
    )
    assert (own.given, own.taken, own.to_return) == ((), (), 0)
    assert "P-00" not in repr(own)


def test_once_accepted_the_relay_reads_the_rows_and_both_see_who_to_ring(tmp_path: Path) -> None:
    """Rows come by hours left: insulin (12 h) before the wound (24 h); the giver has as much to transmit."""
    relay = _accepted(tmp_path)
    taken = for_practice(relay.members[NEAR], relay.store, NEAR).taken
    assert [(one.need.category, one.hours_left, one.other) for one in taken] == [
        ("INS", 12.0, "Cabinet d’Auray"),
        ("INS", 12.0, "Cabinet d’Auray"),
        ("PLAIE", 24.0, "Cabinet d’Auray"),
    ]
    given = for_practice(relay.members[OURS], relay.store, OURS)
    assert [one.need.pseudonym for one in given.to_transmit] == [one.need.pseudonym for one in taken]
    assert {(one.other, one.phone) for one in given.given} == {("Cabinet de Brech", "+33199001002")}


def test_nobody_else_reads_a_practices_hand_overs(tmp_path: Path) -> None:
    """Another practice's member, the coordination, the administration, the machine of no practice: refused."""
    relay = _accepted(tmp_path)
    for actor in (relay.members[FAR], COORDINATOR, ADMIN, LOCAL_COORDINATION, READER):
        with pytest.raises(NotAllowed):
            for_practice(actor, relay.store, NEAR)
    with pytest.raises(NotFound):
        for_practice(relay.members[NEAR], relay.store, PracticeId("gone"))


def test_a_refused_need_is_never_read_by_who_refused(tmp_path: Path) -> None:
    """One taken of three: one row; the two others are gone from the relay's page."""
    relay = _proposed(tmp_path)
    answer_relay(relay.members[NEAR], relay.store, OURS, practice_carer(NEAR), {"PLAIE": 1}, of=3)
    own = for_practice(relay.members[NEAR], relay.store, NEAR)
    assert ([one.need.category for one in own.taken], own.proposals) == (["PLAIE"], ())


def test_once_its_practice_is_back_a_need_is_to_be_given_back_and_no_longer_read(tmp_path: Path) -> None:
    """The end noted is past: rows close, their number stays; another closure since opens them again."""
    relay = _accepted(tmp_path)
    relay.clock.forward(hours=49)
    own = for_practice(relay.members[NEAR], relay.store, NEAR)
    assert (own.taken, own.to_return) == ((), 3)
    assert board(COORDINATOR, relay.store).pairs[0].over == 3
    close(relay)
    own = for_practice(relay.members[NEAR], relay.store, NEAR)
    assert (len(own.taken), own.to_return) == (3, 0)


def test_a_need_given_back_is_read_no_more(tmp_path: Path) -> None:
    """« Rendu » ends the reading at once."""
    relay = _accepted(tmp_path)
    first = for_practice(relay.members[NEAR], relay.store, NEAR).taken[0].hand_over
    mark(relay.members[NEAR], relay.store, first.id, Step.ENDED, first.revision)
    own = for_practice(relay.members[NEAR], relay.store, NEAR)
    assert first.need not in {one.need.id for one in own.taken}
    assert len(own.taken) == 2


def test_each_side_notes_its_own_steps(tmp_path: Path) -> None:
    """The giver transmits, the relay receives and visits; the other way round, a stranger and the cell are refused."""
    relay = _accepted(tmp_path)
    one = for_practice(relay.members[OURS], relay.store, OURS).given[0].hand_over
    for actor, step in (
        (relay.members[NEAR], Step.TRANSMITTED), (relay.members[OURS], Step.RECEIVED),
        (relay.members[FAR], Step.RECEIVED), (COORDINATOR, Step.TRANSMITTED),
    ):  # fmt: skip
        with pytest.raises(NotAllowed):
            mark(actor, relay.store, one.id, step, one.revision)
    mark(relay.members[OURS], relay.store, one.id, Step.TRANSMITTED, one.revision)
    with pytest.raises(StaleRevision):
        mark(relay.members[OURS], relay.store, one.id, Step.TRANSMITTED, one.revision)
    with pytest.raises(RuleRefusal):
        mark(relay.members[OURS], relay.store, one.id, Step.TRANSMITTED, one.revision + 1)
    mark(relay.members[NEAR], relay.store, one.id, Step.FIRST_VISIT, one.revision + 1)
    with relay.store.reading() as conn:
        found = hand_overs.find(conn, one.id)
    assert found is not None
    assert (found.state, found.received_at) == (HandOverState.VISITED, START)
    with pytest.raises(NotFound):
        mark(relay.members[OURS], relay.store, "gone", Step.TRANSMITTED, 1)


def test_the_board_counts_by_pair_and_rises_by_hours_left(tmp_path: Path) -> None:
    """Three to transmit before 4 h in the morning, with both numbers; nothing in it says which need."""
    relay = _accepted(tmp_path)
    seen = board(COORDINATOR, relay.store)
    [pair] = seen.pairs
    assert (pair.giver_name, pair.giver_phone, pair.taker_name, pair.taker_phone) == (
        "Cabinet d’Auray", "+33199001001", "Cabinet de Brech", "+33199001002",
    )  # fmt: skip
    assert (pair.untransmitted, pair.first_due, pair.late) == (3, START + timedelta(hours=12), 0)
    relay.clock.forward(hours=13)
    assert (board(COORDINATOR, relay.store).late, "P-00" in repr(seen), "INS" in repr(seen)) == (2, False, False)
    with pytest.raises(NotAllowed):
        board(READER, relay.store)


def test_the_pair_due_first_comes_first(tmp_path: Path) -> None:
    """Two relays: the one with insulin not passed on stands above the one with a wound."""
    relay = a_relay(tmp_path, room=1, needs=0)
    noted(relay, a_care_need(1, "PLAIE"), a_care_need(2, "INS"))
    propose_relays(COORDINATOR, relay.store)
    for id in (NEAR, FAR):
        answer_relay(relay.members[id], relay.store, OURS, practice_carer(id), 1, of=1)
    dues = [one.first_due for one in board(COORDINATOR, relay.store).pairs]
    assert dues == [START + timedelta(hours=12), START + timedelta(hours=24)]


def test_a_proposal_nobody_answered_rises_and_is_late_like_the_others(tmp_path: Path) -> None:
    """Three asked, no answer: due in 12 h, two late after 13 h."""
    relay = _proposed(tmp_path)
    [pair] = board(COORDINATOR, relay.store).pairs
    assert (pair.first_due, pair.unanswered, pair.untransmitted) == (START + timedelta(hours=12), 3, 0)
    relay.clock.forward(hours=13)
    assert board(COORDINATOR, relay.store).late == 2


def test_the_cell_notes_a_whole_pair_it_has_on_the_telephone(tmp_path: Path) -> None:
    """All three transmitted, then received; a number read too long ago is refused, and so is a step that is not next."""
    relay = _accepted(tmp_path)
    taker = practice_carer(NEAR)
    with pytest.raises(RuleRefusal):
        mark_pair(COORDINATOR, relay.store, OURS, taker, Step.RECEIVED, 3)
    with pytest.raises(StaleRevision):
        mark_pair(COORDINATOR, relay.store, OURS, taker, Step.TRANSMITTED, 2)
    assert mark_pair(COORDINATOR, relay.store, OURS, taker, Step.TRANSMITTED, 3) == 3
    [pair] = board(COORDINATOR, relay.store).pairs
    assert (dict(pair.steps), pair.first_due) == ({HandOverState.TRANSMITTED: 3}, None)
    assert mark_pair(COORDINATOR, relay.store, OURS, taker, Step.ENDED, 3) == 3
    assert board(COORDINATOR, relay.store).pairs == ()


def test_without_the_givers_key_counts_are_said_unreadable(tmp_path: Path) -> None:
    """The relay reads no row and is told how many it misses; the board still counts its pairs."""
    relay = _accepted(tmp_path)
    for key in tmp_path.glob("keys/care-*"):
        key.unlink()
    own = for_practice(relay.members[NEAR], relay.store, NEAR)
    assert (own.taken, own.unreadable) == ((), 3)
    seen = board(COORDINATOR, relay.store)
    assert (seen.unreadable, seen.total, seen.pairs[0].first_due) == (3, 3, None)


def test_a_need_ended_by_its_practice_is_on_nobodys_page(tmp_path: Path) -> None:
    """Neither a row, nor a count, nor « illisible »."""
    relay = _accepted(tmp_path)
    gone = for_practice(relay.members[OURS], relay.store, OURS).given[0].need.id
    seal_needs(relay.members[OURS], relay.store, OURS, dropped=[gone])
    own = for_practice(relay.members[NEAR], relay.store, NEAR)
    assert (len(own.taken), own.unreadable, own.to_return) == (2, 0, 0)
    seen = board(COORDINATOR, relay.store)
    assert (seen.total, seen.unreadable) == (2, 0)


def test_a_cut_longer_than_said_keeps_the_relay_reading(tmp_path: Path) -> None:
    """Nine hours said, the power is still off at twelve: the relay reads on; once it is back, no more."""
    relay = a_relay(tmp_path, needs=0, closed=False)
    [need] = noted(relay, a_care_need(1, "O2", power=True, oxygen=True, autonomy_hours=4))
    cut = OutageDraft(kind=OutageKind.POWER, starts_at=START, ends_at=START + timedelta(hours=9), communes=("56007",))
    outage = declare_outage(COORDINATOR, relay.store, cut)
    with relay.store.transaction() as conn:
        held = HandOver(
            id=HandOverId("h"), need=need, giver=OURS, taker=practice_carer(NEAR),
            proposed_at=START, actor_id="maiwenn",
        )  # fmt: skip
        hand_overs.insert(conn, held)
    answer_relay(relay.members[NEAR], relay.store, OURS, practice_carer(NEAR), 1, of=1)
    [row] = for_practice(relay.members[NEAR], relay.store, NEAR).taken
    assert (row.due_at, row.hours_left) == (START + timedelta(hours=4), 4.0)
    change_outage_end(COORDINATOR, relay.store, outage, 1, START + timedelta(hours=20))
    relay.clock.forward(hours=12)
    assert len(for_practice(relay.members[NEAR], relay.store, NEAR).taken) == 1
    relay.clock.forward(hours=9)
    own = for_practice(relay.members[NEAR], relay.store, NEAR)
    assert (own.taken, own.to_return) == ((), 1)
