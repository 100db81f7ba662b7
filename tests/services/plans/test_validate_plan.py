"""Validating the plan: by a named person who knows what it lacks."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, NotFound, StaleRevision
from app.response.completeness import Completeness
from app.response.plan import PlanState
from app.services.plans.edit_plan import write_section
from app.services.plans.validate_plan import validate_plan
from app.store import journal
from tests.builders import COORDINATOR, a_store
from tests.services.a_plan import CELL, PRESIDENT, QUALITY, RESERVE, a_community, a_draft, a_validated, the


def test_a_version_is_signed_by_name_under_its_reserve_and_reviewed_in_a_year(tmp_path: Path) -> None:
    """Its sections are those that were read."""
    store = a_store(tmp_path)
    draft = a_draft(store)
    validate_plan(COORDINATOR, store, 1, 1, name=f" {PRESIDENT} ", quality=QUALITY, reserve=RESERVE)
    signed = the(store, 1)
    assert (signed.state, signed.validated_by, signed.validated_as, signed.reserve) == (
        PlanState.VALIDATED, PRESIDENT, QUALITY, RESERVE,
    )  # fmt: skip
    assert (signed.validated_at, signed.review_on) == (store.now(), date(2027, 11, 26))
    assert signed.sections == draft.sections
    with store.reading() as conn:
        [entry] = journal.last_about(conn, [signed.id], 1)
    assert entry.type == "plan.validated"
    assert PRESIDENT not in str(entry.payload)


def test_what_is_missing_asks_for_a_reserve(tmp_path: Path) -> None:
    """The refusal says what, and nothing is written."""
    store = a_store(tmp_path)
    draft = a_draft(store)
    with pytest.raises(InvalidInput, match=r"Il manque le territoire.* ou écrivez la réserve"):
        validate_plan(COORDINATOR, store, 1, 1, name=PRESIDENT, quality=QUALITY, reserve="  ")
    assert the(store, 1) == draft


def test_a_complete_plan_needs_no_reserve_and_keeps_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was typed before it was complete is not kept."""
    store = a_store(tmp_path)
    a_draft(store)
    monkeypatch.setattr("app.services.plans.validate_plan.completeness_of", lambda *_: Completeness((), 16, 16))
    validate_plan(COORDINATOR, store, 1, 1, name=PRESIDENT, quality=QUALITY, reserve="Vieille réserve")
    assert the(store, 1).reserve == ""


def test_a_text_behind_what_is_known_is_not_signed_without_a_reserve(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Begun before the cell and the coordination were entered: nothing is missing any more, yet its text still says so."""
    store = a_store(tmp_path)
    draft = a_draft(store)
    a_community(store)
    monkeypatch.setattr("app.services.plans.validate_plan.completeness_of", lambda *_: Completeness((), 16, 16))
    with pytest.raises(InvalidInput, match=r"ne disent? plus ce qui est connu aujourd’hui\. .*écrivez la réserve"):
        validate_plan(COORDINATOR, store, 1, 1, name=PRESIDENT, quality=QUALITY)
    assert the(store, 1) == draft
    validate_plan(COORDINATOR, store, 1, 1, name=PRESIDENT, quality=QUALITY, reserve=RESERVE)
    assert the(store, 1).reserve == RESERVE


@pytest.mark.parametrize(
    ("name", "quality", "reserve"),
    [
        ("", QUALITY, RESERVE),
        (PRESIDENT, " ", RESERVE),
        ("x" * 121, QUALITY, RESERVE),
        (PRESIDENT, QUALITY, "x" * 4001),
    ],
)
def test_nobody_in_particular_validates_nothing(tmp_path: Path, name: str, quality: str, reserve: str) -> None:
    """A name and a quality, of a length that can be printed."""
    store = a_store(tmp_path)
    draft = a_draft(store)
    with pytest.raises(InvalidInput):
        validate_plan(COORDINATOR, store, 1, 1, name=name, quality=quality, reserve=reserve)
    assert the(store, 1) == draft


def test_what_was_written_meanwhile_is_read_before_it_is_signed(tmp_path: Path) -> None:
    """Whoever signs signs what they read."""
    store = a_store(tmp_path)
    a_draft(store)
    write_section(COORDINATOR, store, 1, "trace", "Autre chose.", 1)
    with pytest.raises(StaleRevision):
        validate_plan(COORDINATOR, store, 1, 1, name=PRESIDENT, quality=QUALITY, reserve=RESERVE)


def test_a_version_is_validated_once_and_by_who_may(tmp_path: Path) -> None:
    """And it has to be there."""
    store = a_store(tmp_path)
    with pytest.raises(NotFound):
        validate_plan(COORDINATOR, store, 1, 1, name=PRESIDENT, quality=QUALITY, reserve=RESERVE)
    signed = a_validated(store)
    with pytest.raises(InvalidInput, match="déjà validée"):
        validate_plan(COORDINATOR, store, 1, signed.revision, name=PRESIDENT, quality=QUALITY, reserve=RESERVE)
    with pytest.raises(NotAllowed):
        validate_plan(CELL, store, 1, signed.revision, name=PRESIDENT, quality=QUALITY, reserve=RESERVE)
