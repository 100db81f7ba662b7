"""Swaps: both say yes, both keep to the rules as the rota would be, and nothing moves when a seat changed hands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.errors import InvalidInput, RuleRefusal, StaleRevision
from app.core.ids import PersonId
from app.mobilisation.swap import SwapProposal, SwapState, accept_swap, end_swap, exchanged, propose_swap, swap_warnings
from app.scheduling.session import Holder, SeatState
from app.scheduling.warnings import RotaContext, RotaWarning, WarningCode
from tests.mobilisation.builders import THURSDAY
from tests.scheduling.builders import TUESDAY, a_person, a_seat, a_session, label, name

S1, S2 = a_session("S1"), a_session("S2", TUESDAY)
SESSIONS = {one.id: one for one in (S1, S2)}
ANNE, DENEZ = PersonId("Anne"), PersonId("Denez")
MINE, THEIRS = a_seat("A1", person="Anne"), a_seat("B1", session="S2", person="Denez")
REST = RotaWarning(WarningCode.REST, THEIRS.id, ANNE, "Anne n’aurait que 8 h de repos.")


def proposed() -> SwapProposal:
    return propose_swap("swap-1", ANNE, MINE, THEIRS, SESSIONS, THURSDAY, [])


def test_a_proposal_waits_for_the_other_until_the_first_session() -> None:
    """It lapses on Monday at 9:00 by itself."""
    found = proposed()
    assert (found.other, found.state, found.expires_at) == (DENEZ, SwapState.PROPOSED, S1.starts_at)
    assert found.state_at(S1.starts_at) is SwapState.EXPIRED


def test_accepting_exchanges_both_seats_confirmed() -> None:
    """Each said yes: nothing is left to confirm, and both calendars move on."""
    done, mine, theirs = accept_swap(proposed(), DENEZ, MINE, THEIRS, THURSDAY, [])
    assert done.state is SwapState.ACCEPTED
    assert mine == replace(MINE, holder=Holder(DENEZ), state=SeatState.ACKNOWLEDGED, sequence=1)
    assert theirs == replace(THEIRS, holder=Holder(ANNE), state=SeatState.ACKNOWLEDGED, sequence=1)
    assert (mine, theirs) == exchanged(MINE, THEIRS)


def test_rules_are_judged_on_the_rota_after_the_exchange() -> None:
    """Both have a cap of one half-day: exchanged, each still holds one. Then Denez holds another seat on Monday: refused."""
    people = {one: a_person(one, max_half_days_per_week=1) for one in (ANNE, DENEZ)}
    context = RotaContext(SESSIONS, (MINE, THEIRS), {}, THURSDAY.date(), name, label)
    assert [one.code for one in swap_warnings(MINE, THEIRS, people, context)] == [WarningCode.NO_ANSWER] * 2
    busy = replace(context, seats=(MINE, THEIRS, a_seat("A9", "reception", person="Denez")))
    assert {one.code for one in swap_warnings(MINE, THEIRS, people, busy)} == {
        WarningCode.NO_ANSWER,
        WarningCode.DOUBLE_BOOKING,
    }


def test_a_swap_that_breaks_a_rule_is_neither_proposed_nor_accepted() -> None:
    """Even if the rule came into play in between."""
    with pytest.raises(RuleRefusal, match="Anne n’aurait que 8 h de repos"):
        propose_swap("swap-1", ANNE, MINE, THEIRS, SESSIONS, THURSDAY, [REST])
    with pytest.raises(RuleRefusal, match="Anne n’aurait que 8 h de repos"):
        accept_swap(proposed(), DENEZ, MINE, THEIRS, THURSDAY, [REST])


def test_nothing_moves_when_a_seat_has_changed_hands() -> None:
    """Someone took Denez's seat, or Anne's was cancelled, or other seats are handed in."""
    for mine, theirs in (
        (MINE, replace(THEIRS, holder=Holder(PersonId("Enora")))),
        (replace(MINE, state=SeatState.CANCELLED), THEIRS),
        (THEIRS, MINE),
    ):
        with pytest.raises(StaleRevision, match="a changé de mains"):
            accept_swap(proposed(), DENEZ, mine, theirs, THURSDAY, [])


def test_only_the_person_asked_accepts_and_only_once() -> None:
    """Not the proposer, not after the first session began, not after a refusal."""
    refused = end_swap(proposed(), DENEZ, THURSDAY)
    for proposal, person, now in (
        (proposed(), ANNE, THURSDAY),
        (proposed(), DENEZ, S1.starts_at),
        (refused, DENEZ, THURSDAY),
    ):
        with pytest.raises(InvalidInput, match="ne peut plus être accepté"):
            accept_swap(proposal, person, MINE, THEIRS, now, [])
    assert (refused.state, end_swap(proposed(), ANNE, THURSDAY).state) == (SwapState.REFUSED, SwapState.WITHDRAWN)
    for person, proposal in ((PersonId("Enora"), proposed()), (DENEZ, refused)):
        with pytest.raises(InvalidInput, match="déjà terminé"):
            end_swap(proposal, person, THURSDAY)


@pytest.mark.parametrize(
    ("mine", "theirs", "why"),
    [
        (replace(MINE, holder=Holder(DENEZ)), THEIRS, "n’est plus à vous"),
        (MINE, a_seat("B2", session="S2"), "rien à échanger"),
        (MINE, replace(MINE, id=THEIRS.id), "rien à échanger"),
        (MINE, replace(THEIRS, state=SeatState.WORKED), "rien à échanger"),
    ],
)
def test_one_swaps_ones_own_seat_with_someone_elses(mine: object, theirs: object, why: str) -> None:
    """Neither an open seat, nor one's own, nor one already worked."""
    with pytest.raises(InvalidInput, match=why):
        propose_swap("swap-1", ANNE, mine, theirs, SESSIONS, THURSDAY, [])  # type: ignore[arg-type]
    with pytest.raises(InvalidInput, match="a commencé"):
        propose_swap("swap-1", ANNE, MINE, THEIRS, SESSIONS, S1.starts_at, [])
