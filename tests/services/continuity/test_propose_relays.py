"""Relays are proposed once, within what they can take, to somebody else after a refusal; nothing of a need is written."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.continuity.care_need import CareNeed
from app.continuity.carer import practice_carer
from app.continuity.hand_over import HandOverState, Step
from app.continuity.practice_care import PracticeCare
from app.continuity.situation import ClosureKind, OutageKind
from app.core.clock import instant_text
from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.services.continuity.answer_relay import answer_relay
from app.services.continuity.continuity_view import Asked
from app.services.continuity.declare_closure import ClosureDraft, declare_closure
from app.services.continuity.declare_outage import OutageDraft, declare_outage
from app.services.continuity.follow_hand_over import mark, mark_pair
from app.services.continuity.keep_practice import put_care
from app.services.continuity.propose_relays import propose_relays
from app.services.continuity.read_continuity import read_continuity
from app.services.continuity.read_hand_overs import board, for_practice
from app.services.continuity.seal_needs import seal_needs
from app.store import hand_overs, journal, partner_letters
from app.store.partner_letters import LetterKind
from tests.builders import COORDINATOR, READER
from tests.services.a_relay import AURAY, BRECH, FAR, NEAR, OURS, START, Relay, a_care_need, a_relay, close, noted
from tests.services.a_vault import contents


def test_needs_go_to_relays_within_their_room_and_the_rest_is_counted(tmp_path: Path) -> None:
    """Eight needs, two relays with room for three: six proposed, two left."""
    relay = a_relay(tmp_path, needs=8)
    made = propose_relays(COORDINATOR, relay.store)
    assert (made.proposed, made.relays, made.left, made.unreadable, made.letters) == (6, 2, 2, 0, 2)
    with relay.store.reading() as conn:
        running = hand_overs.running(conn)
    assert {one.state for one in running} == {HandOverState.PROPOSED}
    assert sorted(one.taker for one in running) == sorted([practice_carer(NEAR)] * 3 + [practice_carer(FAR)] * 3)
    [asked] = for_practice(relay.members[NEAR], relay.store, NEAR).proposals
    assert (asked.starts_at, asked.ends_at) == (START, START + timedelta(hours=48))


def test_proposing_twice_asks_nobody_twice(tmp_path: Path) -> None:
    """The second time, the same relays hold the same needs and no letter is written."""
    relay = a_relay(tmp_path)
    propose_relays(COORDINATOR, relay.store)
    with relay.store.reading() as conn:
        before = hand_overs.running(conn)
    again = propose_relays(COORDINATOR, relay.store)
    with relay.store.reading() as conn:
        assert (again.proposed, again.letters, hand_overs.running(conn)) == (0, 0, before)


def test_what_is_refused_goes_to_the_next_and_comes_back_to_nobody(tmp_path: Path) -> None:
    """Brech takes one of its two; the other goes to Pluneret; when Pluneret has no more room, the rest is left."""
    relay = a_relay(tmp_path, room=3, needs=6)
    propose_relays(COORDINATOR, relay.store)
    said = answer_relay(relay.members[NEAR], relay.store, OURS, practice_carer(NEAR), 1, of=3)
    assert (said.accepted, said.refused) == (1, 2)
    assert (said.elsewhere.proposed, said.elsewhere.left) == (0, 2)
    said = answer_relay(relay.members[FAR], relay.store, OURS, practice_carer(FAR), 3, of=3)
    assert (said.accepted, said.refused) == (3, 0)
    assert propose_relays(COORDINATOR, relay.store).left == 2


def test_a_refusal_is_proposed_to_a_relay_with_room(tmp_path: Path) -> None:
    """Four needs, two each; what Brech refuses goes to Pluneret at once, as far as it has room: one more."""
    relay = a_relay(tmp_path, room=3, needs=4)
    propose_relays(COORDINATOR, relay.store)
    said = answer_relay(COORDINATOR, relay.store, OURS, practice_carer(NEAR), 0, of=2)
    assert (said.accepted, said.refused, said.elsewhere.proposed, said.elsewhere.left) == (0, 2, 1, 1)
    with relay.store.reading() as conn:
        assert [one.taker for one in hand_overs.running(conn)] == [practice_carer(FAR)] * 3


def test_by_category_a_relay_takes_what_it_can_do(tmp_path: Path) -> None:
    """One insulin of two and both dressings: counts are enough to answer."""
    relay = a_relay(tmp_path, room=9, far_room=0, needs=0)
    noted(relay, a_care_need(1), a_care_need(2), a_care_need(3, "PLAIE"), a_care_need(4, "PLAIE"))
    propose_relays(COORDINATOR, relay.store)
    with relay.store.reading() as conn:
        [taker] = {one.taker for one in hand_overs.running(conn)}
    said = answer_relay(COORDINATOR, relay.store, OURS, taker, {"INS": 1, "PLAIE": 2}, of=4)
    assert (said.accepted, said.refused) == (3, 1)


def test_an_answer_says_a_number_that_was_proposed(tmp_path: Path) -> None:
    """More than proposed, a stale count, nothing proposed, another practice's: refused, nothing written."""
    relay = a_relay(tmp_path, room=3, needs=6)
    propose_relays(COORDINATOR, relay.store)
    mine = practice_carer(NEAR)
    with pytest.raises(InvalidInput):
        answer_relay(relay.members[NEAR], relay.store, OURS, mine, 4, of=3)
    with pytest.raises(StaleRevision):
        answer_relay(relay.members[NEAR], relay.store, OURS, mine, 2, of=2)
    with pytest.raises(NotFound):
        answer_relay(relay.members[NEAR], relay.store, FAR, mine, 2, of=2)
    with pytest.raises(NotAllowed):
        answer_relay(relay.members[FAR], relay.store, OURS, mine, 3, of=3)
    with pytest.raises(NotAllowed):
        answer_relay(READER, relay.store, OURS, mine, 3, of=3)
    with relay.store.reading() as conn:
        assert {one.state for one in hand_overs.running(conn)} == {HandOverState.PROPOSED}


def test_a_relay_that_closes_loses_what_it_had_to_another(tmp_path: Path) -> None:
    """What Brech had accepted is asked of Pluneret once Brech is closed too."""
    relay = a_relay(tmp_path, room=6, needs=3)
    propose_relays(COORDINATOR, relay.store)
    with relay.store.reading() as conn:
        held = hand_overs.running(conn)
    taker = held[0].taker
    mine = sum(one.taker == taker for one in held)
    answer_relay(COORDINATOR, relay.store, OURS, taker, mine, of=mine)
    down = NEAR if taker == practice_carer(NEAR) else FAR
    close(relay, down)
    assert propose_relays(COORDINATOR, relay.store).proposed == mine
    with relay.store.reading() as conn:
        assert {one.taker for one in hand_overs.running(conn)} == {practice_carer(FAR if down == NEAR else NEAR)}


def test_a_relay_that_is_to_close_is_replaced_unless_it_holds_the_needs_already(tmp_path: Path) -> None:
    """Brech accepted and closes tomorrow: nothing was passed on, so Pluneret is asked; once passed on, it holds them until then."""
    for name, is_passed_on in (("before", False), ("after", True)):
        relay = a_relay(tmp_path / name, room=6, far_room=0, needs=3)
        propose_relays(COORDINATOR, relay.store)
        answer_relay(COORDINATOR, relay.store, OURS, practice_carer(NEAR), 3, of=3)
        if is_passed_on:
            mark_pair(COORDINATOR, relay.store, OURS, practice_carer(NEAR), Step.TRANSMITTED, 3)
        put_care(
            COORDINATOR, relay.store,
            PracticeCare(practice=FAR, daily_visits=6, absorbable_percent=100, radius_minutes=30, revision=1),
        )  # fmt: skip
        tomorrow = START + timedelta(hours=14)
        draft = ClosureDraft(practice=NEAR, kind=ClosureKind.UNAVAILABLE, starts_at=tomorrow, ends_at=None)
        declare_closure(COORDINATOR, relay.store, draft)
        [pair] = board(COORDINATOR, relay.store).pairs
        assert (pair.down_at, pair.lost) == (tomorrow, 0 if is_passed_on else 3)
        asked = read_continuity(COORDINATOR, relay.store).asked
        assert asked == (Asked(transmitted=3) if is_passed_on else Asked(to_propose=3))
        assert propose_relays(COORDINATOR, relay.store).proposed == (0 if is_passed_on else 3)
        with relay.store.reading() as conn:
            takers = {one.taker for one in hand_overs.running(conn)}
        assert takers == {practice_carer(NEAR if is_passed_on else FAR)}


def test_what_nothing_threatens_any_more_is_withdrawn_unless_it_was_accepted(tmp_path: Path) -> None:
    """When the closure is over, unanswered proposals and their unsent letters go; a need taken over stays to be given back."""
    relay = a_relay(tmp_path, room=3, needs=6)
    propose_relays(COORDINATOR, relay.store)
    answer_relay(relay.members[NEAR], relay.store, OURS, practice_carer(NEAR), 3, of=3)
    relay.clock.forward(hours=49)
    assert propose_relays(COORDINATOR, relay.store).withdrawn == 3
    with relay.store.reading() as conn:
        assert {(one.taker, one.accepted) for one in hand_overs.running(conn)} == {(practice_carer(NEAR), True)}
        letters = partner_letters.about(conn, f"{practice_carer(FAR)}/proposed")
    assert [one.state.value for one in letters] == ["cancelled"]


def test_a_need_its_practice_ended_is_handed_over_no_more(tmp_path: Path) -> None:
    """Dropped from the register, it leaves the hand-overs at the next reckoning."""
    relay = a_relay(tmp_path, needs=2)
    propose_relays(COORDINATOR, relay.store)
    with relay.store.reading() as conn:
        gone = hand_overs.running(conn)[0].need
    seal_needs(relay.members[OURS], relay.store, OURS, dropped=[gone])
    propose_relays(COORDINATOR, relay.store)
    with relay.store.reading() as conn:
        assert gone not in {one.need for one in hand_overs.running(conn)}


def test_only_the_needs_of_the_practice_asked_for_are_proposed(tmp_path: Path) -> None:
    """« practice:… » narrows it to that practice."""
    relay = a_relay(tmp_path, needs=2)
    assert propose_relays(COORDINATOR, relay.store, practice_carer(NEAR)).proposed == 0
    assert propose_relays(COORDINATOR, relay.store, practice_carer(OURS)).proposed == 2


def _power_cut(relay: Relay) -> None:
    cut = OutageDraft(kind=OutageKind.POWER, starts_at=START, ends_at=START + timedelta(hours=9), communes=("56007",))
    declare_outage(COORDINATOR, relay.store, cut)


def test_in_a_power_cut_autonomy_decides_and_its_own_practice_goes(tmp_path: Path) -> None:
    """Two on oxygen, one with enough in the bottle: the other asks for a visit of its own practice, nobody is written to."""
    relay = a_relay(tmp_path, far_room=0, room=0, needs=0, closed=False)
    noted(relay, *_on_oxygen())
    _power_cut(relay)
    made = propose_relays(COORDINATOR, relay.store)
    assert (made.proposed, made.itself, made.left) == (0, 1, 0)


def test_what_its_own_practice_visits_is_not_said_to_be_proposed(tmp_path: Path) -> None:
    """One on oxygen whose practice stands: nothing to propose, one visit of its own, before its four hours are over."""
    relay = a_relay(tmp_path, needs=0, closed=False)
    noted(relay, a_care_need(1, "O2", power=True, oxygen=True, autonomy_hours=4))
    draft = OutageDraft(
        kind=OutageKind.POWER, starts_at=START, ends_at=START + timedelta(hours=9), communes=(AURAY,)
    )  # fmt: skip
    declare_outage(COORDINATOR, relay.store, draft)
    view = read_continuity(COORDINATOR, relay.store)
    assert view.asked == Asked(itself=1, visit_by=START + timedelta(hours=4))
    assert not view.proposable


def test_in_a_power_cut_with_its_practice_closed_a_relay_is_asked(tmp_path: Path) -> None:
    """Both are proposed: nobody else goes; the row holds neither category nor hours."""
    relay = a_relay(tmp_path, far_room=0, needs=0)
    noted(relay, *_on_oxygen())
    _power_cut(relay)
    made = propose_relays(COORDINATOR, relay.store)
    assert (made.proposed, made.itself) == (2, 0)
    with relay.store.reading() as conn:
        held = hand_overs.running(conn)
    assert {one.taker for one in held} == {practice_carer(NEAR)}


def _on_oxygen() -> tuple[CareNeed, CareNeed]:
    return (
        a_care_need(1, "O2", power=True, oxygen=True, autonomy_hours=4),
        a_care_need(2, "O2", power=True, oxygen=True, autonomy_hours=10),
    )


def test_nothing_of_a_need_reaches_the_disk_or_a_letter(tmp_path: Path) -> None:
    """Neither pseudonym nor category nor commune stands in the base, the journal or the letters; letters say how many."""
    relay = a_relay(tmp_path, room=9, far_room=0, needs=0)
    noted(relay, *(a_care_need(7000 + n, "NENT", commune=BRECH) for n in range(3)))
    before = contents(tmp_path)
    propose_relays(COORDINATOR, relay.store)
    with relay.store.reading() as conn:
        [taker] = {one.taker for one in hand_overs.running(conn)}
        [letter] = partner_letters.about(conn, f"{taker}/proposed")
        journaled = [one for one in journal.recent(conn) if one.type == "relays_proposed"]
    answer_relay(COORDINATOR, relay.store, OURS, taker, 3, of=3)
    with relay.store.reading() as conn:
        for one in hand_overs.running(conn):
            member = relay.members[OURS]
            mark(member, relay.store, one.id, Step.TRANSMITTED, one.revision)
    after = contents(tmp_path)
    for word in (b"P-700", b"NENT", b"nutrition"):
        assert after.count(word) == before.count(word)
    assert (letter.kind, letter.link) == (LetterKind.HAND_OVER, None)
    assert "3 besoins vous sont proposés" in letter.subject
    assert "https://releve.example.org/suivis" in letter.body
    assert [one.payload for one in journaled] == [{"needs": 3, "relays": 1, "left": 0, "withdrawn": 0}]


def test_without_the_key_nobody_is_asked_and_it_is_said(tmp_path: Path) -> None:
    """Needs that no key opens are counted as unreadable, never silently as covered."""
    relay = a_relay(tmp_path, needs=3)
    for key in tmp_path.glob("keys/care-*"):
        key.unlink()
    made = propose_relays(COORDINATOR, relay.store)
    assert (made.proposed, made.unreadable) == (0, 3)


def test_nothing_of_a_needs_own_hours_is_written(tmp_path: Path) -> None:
    """The start written is the instant of the proposal, whatever the need can ride out: no hour of its own is in clear."""
    relay = a_relay(tmp_path, far_room=0, needs=0)
    noted(relay, a_care_need(1, "O2", oxygen=True, autonomy_hours=3), a_care_need(2, "INS", max_interruption_hours=2))
    propose_relays(COORDINATOR, relay.store)
    with relay.store.reading() as conn:
        assert {tuple(row) for row in conn.execute("SELECT starts_at, ends_at FROM hand_over")} == {
            (instant_text(START), None)
        }
