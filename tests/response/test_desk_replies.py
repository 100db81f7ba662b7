"""Tests of app/response/desk_replies.py: what replies add up to, the silent first."""

from __future__ import annotations

from dataclasses import replace

from app.response.desk_replies import Tally, in_order, question_tallies, tally, tally_by
from app.response.desk_survey import (
    DeskState,
)
from tests.response.a_desk_survey import FLASH, a_reply


def test_replies_add_up_and_stand_with_the_silent_first() -> None:
    """Only those who said both numbers count for who is there."""
    replies = [
        a_reply("Ouvert", DeskState.OPEN, present=3, expected=3),
        a_reply("Muet"),
        a_reply("Réduit", DeskState.DEGRADED, present=1, expected=4),
        a_reply("Fermé", DeskState.CLOSED, present=0),
    ]
    assert [one.name for one in in_order(replies)] == ["Muet", "Fermé", "Réduit", "Ouvert"]
    assert tally(replies) == Tally(
        4, {DeskState.OPEN: 1, DeskState.DEGRADED: 1, DeskState.CLOSED: 1}, answered=3, present=4, expected=7
    )
    assert tally(replies).silent == 1
    elsewhere = replace(replies[1], commune_insee="56034")
    assert {code: one.asked for code, one in tally_by([*replies, elsewhere], "commune_insee").items()} == {
        "56007": 4, "56034": 1
    }  # fmt: skip


def test_questions_add_up() -> None:
    """Yes and no counted, numbers summed, texts with who said them."""
    replies = [
        a_reply("A", answers={"q1": "yes", "q2": "3"}),
        a_reply("B", answers={"q1": "no", "q2": "4", "q3": "un fauteuil"}),
        a_reply("C"),
    ]
    first, second, third = question_tallies(FLASH, replies)
    assert (first.answered, first.yes, first.no) == (2, 1, 1)
    assert (second.answered, second.total) == (2, 7)
    assert third.texts == (("B", "un fauteuil"),)
