"""Services that lend hands: noted at their revision, sent where care is missing, never twice; town halls: numbers only."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from app.continuity.discharge import Line
from app.continuity.helping import CcasCause, CcasHelp, Helper, HelperKind, Sent
from app.core.errors import InvalidInput, NotAllowed, NotFound, RuleRefusal, StaleRevision
from app.services.continuity.absorb_discharge import DischargeDraft, open_discharge
from app.services.continuity.help_ccas import close_ccas_help, keep_ccas_help, read_ccas
from app.services.continuity.keep_helpers import keep_helpers, read_helpers
from app.store import journal
from tests.builders import COORDINATOR, READER
from tests.services.a_relay import AURAY, BRECH, START, a_relay

SSIAD = Helper(
    id="h1", kind=HelperKind.SSIAD, name="SSIAD d’Auray (fictif)", communes=frozenset({AURAY}), people=2, capacity=4,
    phone="01 99 00 10 40", said_on=date(2026, 11, 26),
)  # fmt: skip
CALLS = CcasHelp(
    id="c1", commune=BRECH, cause=CcasCause.HEAT, registered=41, calls_per_day=2, callers=2, helpers_wanted=2,
    from_day=date(2026, 11, 26), contact_phone="0199001041",
)  # fmt: skip


def test_a_service_is_noted_changed_and_struck_off_at_its_revision(tmp_path: Path) -> None:
    """Second comers are refused; its number is kept as it is dialled; the journal has counts alone."""
    store = a_relay(tmp_path, needs=0).store
    keep_helpers(COORDINATOR, store, [SSIAD])
    [held] = read_helpers(COORDINATOR, store).helpers
    assert held == replace(SSIAD, phone="+33199001040", revision=1)
    keep_helpers(COORDINATOR, store, [replace(held, capacity=6)])
    for again in (([replace(held, capacity=7)], []), ([], [held])):
        with pytest.raises(StaleRevision):
            keep_helpers(COORDINATOR, store, *again)
    keep_helpers(COORDINATOR, store, [], [replace(held, revision=2)])
    assert read_helpers(COORDINATOR, store).helpers == ()
    with store.reading() as conn:
        types = [one.type for one in journal.recent(conn, 3)]
    assert types == ["helper_struck_off", "helper_changed", "helper_added"]


@pytest.mark.parametrize("changes", [{"name": " "}, {"capacity": -1}, {"people": 10_000}, {"phone": "rue"}])
def test_what_cannot_be_is_refused(tmp_path: Path, changes: dict[str, object]) -> None:
    """Nameless, below zero, too many, no number; an establishment that is gone; a role that only reads."""
    store = a_relay(tmp_path, needs=0).store
    with pytest.raises(InvalidInput):
        keep_helpers(COORDINATOR, store, [replace(SSIAD, **changes)])  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        keep_helpers(COORDINATOR, store, [replace(SSIAD, site="gone")])
    with pytest.raises(NotAllowed):
        keep_helpers(READER, store, [SSIAD])
    with pytest.raises(NotAllowed):
        read_helpers(READER, store)


def test_helpers_go_where_those_living_alone_have_nobody(tmp_path: Path) -> None:
    """Nobody has room for three people alone in Auray: the service takes them; wounds are not for it."""
    relay = a_relay(tmp_path, room=0, needs=0)
    draft = DischargeDraft(
        title="Ce soir", wanted_at=START, beds=9, lines=(Line("AGE80", AURAY, 3), Line("PLAIE", AURAY, 2))
    )
    open_discharge(COORDINATOR, relay.store, draft)
    keep_helpers(COORDINATOR, relay.store, [SSIAD])
    view = read_helpers(COORDINATOR, relay.store)
    assert (view.wanted, view.shared.sent, view.shared.left) == ({AURAY: 3}, (Sent("h1", AURAY, 3),), {})


def test_needs_without_a_relay_count_too_and_lost_keys_are_said(tmp_path: Path) -> None:
    """Four alone, no relay with room: four wanted; without the key, none counted and four said unreadable."""
    relay = a_relay(tmp_path, room=0, needs=4, category="AGE80")
    assert read_helpers(COORDINATOR, relay.store).wanted == {AURAY: 4}
    for key in tmp_path.glob("keys/care-*"):
        key.unlink()
    view = read_helpers(COORDINATOR, relay.store)
    assert (view.wanted, view.unreadable) == ({}, 4)


def test_a_town_hall_is_helped_with_numbers_alone(tmp_path: Path) -> None:
    """Noted, changed at its revision, ended once."""
    store = a_relay(tmp_path, needs=0).store
    keep_ccas_help(COORDINATOR, store, CALLS)
    view = read_ccas(COORDINATOR, store)
    assert (view.missing, view.helps[0].contact_phone, view.helps[0].calls) == (2, "+33199001041", 82)
    keep_ccas_help(COORDINATOR, store, replace(CALLS, helpers_given=2, revision=1))
    with pytest.raises(StaleRevision):
        keep_ccas_help(COORDINATOR, store, replace(CALLS, helpers_given=1, revision=1))
    with pytest.raises(StaleRevision):
        close_ccas_help(COORDINATOR, store, "c1", 1)
    close_ccas_help(COORDINATOR, store, "c1", 2)
    assert read_ccas(COORDINATOR, store).helps == ()
    with pytest.raises(RuleRefusal):
        close_ccas_help(COORDINATOR, store, "c1", 3)
    with pytest.raises(NotFound):
        close_ccas_help(COORDINATOR, store, "gone", 1)


@pytest.mark.parametrize(
    "changes",
    [
        {"commune": ""}, {"registered": -1}, {"calls_per_day": 13}, {"callers": 1000}, {"helpers_wanted": -1},
        {"until_day": date(2026, 11, 25)}, {"contact_phone": "12"},
    ],
)  # fmt: skip
def test_numbers_a_town_hall_cannot_have_are_refused(tmp_path: Path, changes: dict[str, object]) -> None:
    """Each is one sentence, and nothing is written."""
    store = a_relay(tmp_path, needs=0).store
    with pytest.raises(InvalidInput):
        keep_ccas_help(COORDINATOR, store, replace(CALLS, **changes))  # type: ignore[arg-type]
    with pytest.raises(NotAllowed):
        keep_ccas_help(READER, store, CALLS)
    assert read_ccas(COORDINATOR, store).helps == ()
