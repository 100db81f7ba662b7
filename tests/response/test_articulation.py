"""Tests of app/response/articulation.py: what is not said yet, and what is usually agreed with a kind of establishment."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.core.errors import InvalidInput
from app.response.articulation import (
    LACK_WORDS,
    SITE_KIND_WORDS,
    Articulation,
    lacks,
    plan_word,
    starting_articulation_of,
)
from app.roster.practice import SiteKind

WHOLE = Articulation(
    site_id="s", they_call="a", we_call="b", they_offer="c", they_expect="d", convention="e", signed_on=date(2026, 1, 1)
)


def test_what_is_not_said_is_named() -> None:
    """All of it where nothing is, nothing where all is."""
    assert lacks(None) == tuple(LACK_WORDS)
    assert lacks(WHOLE) == ()
    assert lacks(replace(WHOLE, we_call="", signed_on=None)) == ("we_call", "signed_on")


def test_every_kind_of_establishment_has_its_words_and_its_own_plan() -> None:
    """A hospital owes a plan blanc, a care home a plan bleu, a pharmacy neither."""
    assert set(SITE_KIND_WORDS) == set(SiteKind)
    assert [plan_word(kind) for kind in (SiteKind.HOSPITAL, SiteKind.NURSING_HOME, SiteKind.PHARMACY)] == [
        "plan blanc", "plan bleu", "",
    ]  # fmt: skip


def test_a_starting_text_becomes_that_of_an_establishment_without_convention() -> None:
    """It still counts as incomplete; an unknown kind is refused."""
    row = {"kind": "hospital", "they_call": "a", "we_call": "b", "they_offer": "c", "they_expect": "d"}
    assert lacks(starting_articulation_of(row).for_site("s")) == ("convention", "signed_on")
    with pytest.raises(InvalidInput, match="kind"):
        starting_articulation_of({**row, "kind": "spaceport"})
