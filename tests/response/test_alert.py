"""What may be answered to an alert, and when somebody counts as there."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.core.errors import InvalidInput
from app.response.alert import EXERCISE_BAND, NOTE_MOST, Answer, Reply, Wanted, checked, wanted_of
from app.response.sheet import Need
from tests.builders import THURSDAY
from tests.response.an_alert import after, an_alert, asked, coming, refusing

HOUR = timedelta(hours=1)


def test_available_now_begins_now() -> None:
    """Whatever hour came with it; free texts are brought onto one line."""
    said = checked(Reply(answer=Answer.AVAILABLE, from_at=THURSDAY + 5 * HOUR, skills=" pansements\n "), THURSDAY)
    assert said == Reply(answer=Answer.AVAILABLE, from_at=THURSDAY, skills="pansements")


def test_a_no_keeps_nothing_but_its_word() -> None:
    """Neither hours nor vehicle mean anything any more."""
    said = checked(Reply(answer=Answer.NO, until_at=THURSDAY, vehicle=True, note="en congé"), THURSDAY)
    assert said == Reply(answer=Answer.NO, note="en congé")


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        (Reply(answer=Answer.NONE), "Dites si vous êtes disponible"),
        (Reply(answer=Answer.LATER), "à partir de quelle heure"),
        (Reply(answer=Answer.LATER, from_at=THURSDAY), "à partir de quelle heure"),
        (Reply(answer=Answer.AVAILABLE, until_at=THURSDAY), "L’heure de fin"),
        (Reply(answer=Answer.LATER, from_at=THURSDAY + 2 * HOUR, until_at=THURSDAY + HOUR), "L’heure de fin"),
        (Reply(answer=Answer.NO, note="x" * (NOTE_MOST + 1)), "trop long"),
    ],
)
def test_what_does_not_hold_is_refused(reply: Reply, why: str) -> None:
    """With what to do."""
    with pytest.raises(InvalidInput, match=why):
        checked(reply, THURSDAY)


def test_somebody_is_there_between_their_hours() -> None:
    """The beginning counts, the end does not; a no is never there."""
    one = coming("a", hours=1, until=3)
    assert [one.is_there_at(THURSDAY + n * HOUR) for n in (0, 1, 2, 3)] == [False, True, True, False]
    assert coming("b").is_there_at(THURSDAY + 48 * HOUR)
    assert not refusing("c").is_there_at(THURSDAY + HOUR)


def test_reached_means_sent_or_heard() -> None:
    """Somebody who answers by telephone was reached, whatever became of their message."""
    assert [one.is_reached for one in (asked("a"), asked("b", sent_at=after(1)), refusing("c"))] == [False, True, True]


def test_an_exercise_is_told_by_its_first_words() -> None:
    """The band."""
    assert an_alert(text=f"{EXERCISE_BAND}. On joue.").is_exercise
    assert not an_alert().is_exercise


def test_what_plans_want_stands_soonest_first() -> None:
    """Frozen as the alert keeps it."""
    late = Need(label="Médecins du suivi", professions=("medecin",), quantity=2, within_hours=24)
    soon = Need(label="Cellule de crise", quantity=4, within_hours=1)
    assert wanted_of([late, soon]) == (
        Wanted("Cellule de crise", 4, 1),
        Wanted("Médecins du suivi", 2, 24, ("medecin",)),
    )
