"""Requests for people as values: which terms are proposed when one is taken up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from app.response.staffing_request import RequestState, StaffingRequest, Terms, Wanted, proposed_terms

AT = datetime(2026, 11, 26, 16, tzinfo=UTC)
NEW = StaffingRequest(
    id="new", event_id="flood", asked_by="EHPAD des Pins (fictif)", text="", place="Accueil", starts_at=AT,
    ends_at=AT + timedelta(hours=4), wanted=(Wanted("care", 1),), at=AT,
)  # fmt: skip
TAKEN = replace(
    NEW, id="taken", asked_by="EHPAD des Ajoncs (fictif)", frame="ars_call", payer="CPAM", insurer="État", session_id="s",
    state=RequestState.STAFFING,
)  # fmt: skip


def test_the_last_terms_of_a_qualified_event_are_proposed() -> None:
    """Those of the request that came last among the taken up; over ones count."""
    before = replace(TAKEN, id="before", frame="convention", at=AT - timedelta(hours=1), state=RequestState.DONE)
    assert proposed_terms(NEW, [TAKEN, before, NEW], qualified=True) == Terms("ars_call", "CPAM", "État")
    assert proposed_terms(NEW, [before], qualified=True) == Terms("convention", "CPAM", "État")


def test_nothing_is_proposed_that_nobody_said_for_this_event() -> None:
    """Not qualified, another event, no event, refused since, not taken up, or requisitioned by an order of its own."""
    assert proposed_terms(NEW, [TAKEN], qualified=False) == Terms()
    loose = replace(NEW, event_id="")
    assert proposed_terms(loose, [replace(TAKEN, event_id="")], qualified=True) == Terms()
    others = (
        replace(TAKEN, event_id="fire"),
        replace(TAKEN, state=RequestState.REFUSED),
        replace(TAKEN, session_id="", state=RequestState.RECEIVED),
        replace(TAKEN, frame="requisition", requisitioned=True),
    )
    assert [proposed_terms(NEW, [one], qualified=True) for one in others] == [Terms()] * 4


def test_what_a_request_already_has_comes_first_and_whoever_asks_pays() -> None:
    """Its own requisition stays; « the establishment that asks » is the one that asks here."""
    own = replace(NEW, frame="requisition", requisitioned=True)
    assert proposed_terms(own, [TAKEN], qualified=True) == Terms("requisition")
    paid = replace(TAKEN, payer=TAKEN.asked_by)
    assert proposed_terms(NEW, [paid], qualified=True).payer == "EHPAD des Pins (fictif)"
