"""The sentences: whole, counted, and masked when nothing live allows exact counts."""

from __future__ import annotations

import re

import pytest

from app.continuity.carer import practice_carer
from app.continuity.finding import Gap, Reason, Steps
from app.continuity.left_words import people_needing, whole_sentence, why
from app.core.ids import PracticeId
from app.words import use_language
from tests.continuity.engine_builders import MIDDLE, hour

B = practice_carer(PracticeId("b"))


def a_gap(reason: Reason = Reason.FULL, count: int = 3) -> Gap:
    steps = Steps(able=9, near=4, by_road=4, open=4, in_time=4, willing=4)
    return Gap(
        category="INS", commune=MIDDLE, reason=reason, count=count, first_due=hour(4), steps=steps, call=(B,),
    )  # fmt: skip


def plain(sentence: str) -> str:
    return sentence.replace("\u00a0", " ")


def test_the_whole_in_one_sentence() -> None:
    """What DESIGN says aloud: touched, relayed, left, and when the first is due, in Paris."""
    assert plain(whole_sentence(31, 0, 25, 6, hour(4))) == (
        "31 besoins touchés : 25 repris, 6 sans solution, le premier jeudi 26 novembre à 12 h."
    )
    assert plain(whole_sentence(3, 1, 2, 0, None)) == (
        "3 besoins touchés : 1 gardé ou qui peut attendre, 2 repris, aucun sans solution."
    )
    assert plain(whole_sentence(1, 0, 0, 1, hour(0))) == (
        "1 besoin touché : 1 sans solution, le premier jeudi 26 novembre à 8 h."
    )


def test_the_whole_masked_says_no_small_number() -> None:
    """Below the threshold every count reads « moins de 5 », without a total to subtract from; at it, exactly."""
    said = plain(whole_sentence(9, 3, 5, 1, hour(4), unknown=2, fewest=5))
    assert said == (
        "Besoins touchés : moins de 5 gardés ou qui peuvent attendre, 5 repris, moins de 5 sans solution,"
        " le premier jeudi 26 novembre à 12 h. Catégorie absente de la table, non calculé : moins de 5 besoins."
    )
    assert people_needing(5, 5) == "5 besoins"


@pytest.mark.parametrize("reason", list(Reason))
@pytest.mark.parametrize("steps", [Steps(1, 1, 1, 1, 1, 1), Steps(2, 2, 2, 2, 2, 2)])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_reason_reads(reason: Reason, steps: Steps, language: str) -> None:
    """No placeholder is left in, and one reads differently from several where it counts people."""
    with use_language(language):
        said = why(reason, steps)
    assert not re.search(r"[{}]", said)


def test_reasons_count() -> None:
    """Each reason counts the carers of the step before."""
    steps = Steps(able=7, near=6, by_road=5, open=4, in_time=3, willing=2)
    counts = {reason: re.findall(r"\d", why(reason, steps)) for reason in Reason}
    assert counts == {
        Reason.DEPENDS: [], Reason.NOBODY: [], Reason.OUT_OF_REACH: ["7"], Reason.ROAD: ["6"], Reason.CLOSED: ["5"],
        Reason.TOO_LATE: ["4"], Reason.REFUSED: ["3"], Reason.FULL: ["2"],
    }  # fmt: skip
