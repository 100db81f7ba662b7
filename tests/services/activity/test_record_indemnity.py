"""Tests of app/services/activity/record_indemnity.py: what the board voted, within the cap; withdrawn, never deleted."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.activity.indemnities import IndemnityUnit
from app.core.errors import InvalidInput, NotFound, RuleRefusal
from app.indicators.periods import week_of
from app.services.activity.record_indemnity import cancel_indemnity, record_indemnity
from app.services.activity.settle_vacations import settle_vacations
from app.services.keeping.reference import edit_reference
from app.store import pay
from tests.builders import COORDINATOR
from tests.services.a_month import WEEK, Month, a_month

DAY = date(2026, 12, 2)
VOTED = {
    "activity": "crisis_cell", "unit": "hour", "label_fr": "Cellule de crise", "label_en": "Crisis cell",
    "amount_eur": "50", "voted_on": "2026-11-02", "valid_from": "", "valid_to": "", "source": "Délibération 12 (fictive)",
    "checked": "local", "note": "",
}  # fmt: skip


def _vote(month: Month) -> None:
    edit_reference(COORDINATOR, month.store, "indemnities", [VOTED], "Délibération 12 (fictive)")


def _record(month: Month, quantity: int = 3, reason: str = "") -> str:
    said = record_indemnity(
        COORDINATOR, month.store, month.id("Anne"), activity="crisis_cell", unit=IndemnityUnit.HOUR, quantity=quantity,
        day=DAY, reason=reason,
    )  # fmt: skip
    return said.replace("\xa0", " ")


def test_an_indemnity_explains_itself_and_comes_on_the_statement(tmp_path: Path) -> None:
    """Three hours of crisis cell at 50 € voted on 2 November: 150 €, paid by the CPTS, counted in the cap."""
    month = a_month(tmp_path)
    _vote(month)
    assert _record(month) == (
        "Cellule de crise, 3 heures commencées le 2 décembre 2026 : 3 × 50,00 € = 150,00 € ; voté le 2 novembre 2026 "
        "(Délibération 12 (fictive))."
    )
    anne = month.view().person(month.key("Anne"))
    assert anne is not None
    assert [(line.payer, line.cents) for line in anne.lines] == [("CPTS", 15000)]
    assert anne.cap.total_cents == 15000


def test_without_a_vote_the_amount_is_not_known(tmp_path: Path) -> None:
    """As shipped nothing is voted: recorded, without an amount."""
    month = a_month(tmp_path)
    assert _record(month) == "3 heures commencées le 2 décembre 2026 : aucun montant voté en vigueur."
    anne = month.view().person(month.key("Anne"))
    assert anne is not None
    assert [line.cents for line in anne.lines] == [None]


def test_the_cap_refuses_one_hour_too_many(tmp_path: Path) -> None:
    """961 hours of 50 € are 48,050 €, ten below the cap of 2026; one more would exceed it."""
    month = a_month(tmp_path)
    _vote(month)
    _record(month, 961)
    with pytest.raises(RuleRefusal, match="48"):
        _record(month, 1)
    _record(month, 1, reason="voté en assemblée")
    with month.store.reading() as conn:
        assert len(pay.indemnities(conn, DAY, DAY)) == 2


def test_one_withdrawn_after_settling_is_taken_off_the_next_statement(tmp_path: Path) -> None:
    """Withdrawn before: no line. Settled then withdrawn: − 150 € the week after; twice is refused."""
    month = a_month(tmp_path)
    _vote(month)
    _record(month)
    with month.store.reading() as conn:
        kept = pay.indemnities(conn, DAY, DAY)[0]
    settle_vacations(COORDINATOR, month.store, WEEK, {month.key("Anne"): 15000})
    cancel_indemnity(COORDINATOR, month.store, kept.id)
    with pytest.raises(NotFound):
        cancel_indemnity(COORDINATOR, month.store, kept.id)
    later = month.at(datetime(2026, 12, 14, 9, tzinfo=UTC)).view(week_of(date(2026, 12, 7)))
    anne = later.person(month.key("Anne"))
    assert anne is not None
    assert [(line.kind, line.cents) for line in anne.lines] == [("correction", -15000)]


def test_an_activity_the_board_has_no_row_for_is_refused(tmp_path: Path) -> None:
    """Nothing is recorded under a name nobody can vote on."""
    month = a_month(tmp_path)
    with pytest.raises(InvalidInput):
        record_indemnity(
            COORDINATOR, month.store, month.id("Anne"), activity="lunch", unit=IndemnityUnit.EVENT, quantity=1, day=DAY
        )
