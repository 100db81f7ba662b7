"""The rules of a partner's reading: until when, what may still change, which visa may be given, what is never shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.errors import InvalidInput, RuleRefusal
from app.response.review import (
    HIDDEN,
    WHOLE,
    Comment,
    Reviewer,
    ReviewState,
    Visa,
    check_open,
    check_visa,
    checked_text,
    own_comment,
    state_of,
    without_numbers,
)
from tests.builders import THURSDAY

LATER = THURSDAY + timedelta(days=21)
ARS = Reviewer(id="r1", plan_id="p", name="Solène Fictif", organisation="ARS", invited_at=THURSDAY, closes_at=LATER)
REMARK = Comment(id="c1", reviewer_id="r1", section="alert", text="Et la nuit ?", at=THURSDAY)


def test_where_a_partner_stands_follows_from_what_they_did() -> None:
    """A visa outlives the delay; without one, the delay decides; a remark shows that they read."""
    ended = LATER + timedelta(minutes=1)
    assert state_of(ARS, [], THURSDAY) is ReviewState.AWAITED
    assert state_of(ARS, [replace(REMARK, reviewer_id="r2")], THURSDAY) is ReviewState.AWAITED
    assert state_of(ARS, [REMARK], THURSDAY) is ReviewState.COMMENTED
    assert state_of(ARS, [REMARK], ended) is ReviewState.SILENT
    assert state_of(replace(ARS, visa=Visa.APPROVED), [], ended) is ReviewState.APPROVED
    assert state_of(replace(ARS, visa=Visa.RESERVED), [REMARK], ended) is ReviewState.RESERVED


def test_a_remark_may_change_until_it_is_answered() -> None:
    """One box a section: what was answered or settled stands, the next words are another remark."""
    assert own_comment([REMARK], "r1", "alert") == REMARK
    assert own_comment([REMARK], "r1", WHOLE) is None
    assert own_comment([REMARK], "r2", "alert") is None
    assert own_comment([replace(REMARK, reply="Fait.")], "r1", "alert") is None
    assert own_comment([replace(REMARK, settled_at=THURSDAY)], "r1", "alert") is None


def test_time_and_reserves_have_their_rules() -> None:
    """Nothing is written at the very end; reserves that nobody could read are none."""
    check_open(ARS, LATER - timedelta(seconds=1))
    with pytest.raises(RuleRefusal):
        check_open(ARS, LATER)
    check_visa(Visa.APPROVED, "r1", [])
    check_visa(Visa.RESERVED, "r1", [REMARK])
    with pytest.raises(RuleRefusal):
        check_visa(Visa.RESERVED, "r1", [replace(REMARK, reviewer_id="r2")])


def test_a_text_is_trimmed_and_bounded() -> None:
    """Line ends are one sign."""
    assert checked_text(" a\r\nb\rc ", 5) == "a\nb\nc"
    with pytest.raises(InvalidInput):
        checked_text("x" * 6, 5)


@pytest.mark.parametrize(
    "private",
    ["06 39 98 00 01", "06.39.98.00.01", "0639980001", "+33 6 39 98 00 01", "06\u00a039\u00a098\u00a000\u00a001", "01-99-00-10-00", "a.b@ars.example.org", "https://visio.example.org/x?a=1", "www.example.org/salle"],
)  # fmt: skip
def test_numbers_mails_and_meetings_are_hidden(private: str) -> None:
    """However they are written; what stands around them stays."""
    assert without_numbers(f"Pilotage : Clarisse P., {private} , nuit") == f"Pilotage : Clarisse P., {HIDDEN} , nuit"


@pytest.mark.parametrize("public", ["Appeler le 15 ou le 112", "avenant 2 du 20/12/2021", "14 207 habitants", "L. 3131-11 et R. 3131-10", "de 8 h à 20 h 30", "2026-11-26"])  # fmt: skip
def test_what_is_everybodys_stays(public: str) -> None:
    """Emergency numbers, dates, articles, counts."""
    assert without_numbers(public) == public


@given(st.lists(st.integers(0, 99), min_size=4, max_size=4), st.sampled_from([" ", ".", "", "\u00a0", "-"]), st.integers(1, 9))  # fmt: skip
def test_no_french_number_is_ever_shown(pairs: list[int], between: str, first: int) -> None:
    """Whatever its figures and what stands between them."""
    number = between.join([f"0{first}", *(f"{one:02}" for one in pairs)])
    assert number not in without_numbers(f"Nuit : {number}.")
