"""« Je ne peux plus » : who is responsible until when, and who may take over."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from app.core.errors import InvalidInput, RuleRefusal
from app.core.ids import PersonId
from app.mobilisation.stand_in import WayOut, come_after_all, leave, seek, take_over, way_out, way_out_sentence
from app.scheduling.session import NOBODY, Holder, SeatState
from app.scheduling.warnings import RotaWarning, WarningCode
from tests.mobilisation.builders import RULES, SESSION
from tests.scheduling.builders import a_seat

ANNE, DENEZ = PersonId("Anne"), PersonId("Denez")
HELD = a_seat("A1", person="Anne", pinned=True, sequence=4)


def test_a_week_before_one_leaves_later_one_seeks_a_stand_in() -> None:
    """Seven days to the second; once the session has begun it is the coordination's."""
    week = SESSION.starts_at - timedelta(days=7)
    assert [way_out(SESSION, at, RULES) for at in (week, week + timedelta(seconds=1))] == [
        WayOut.LEAVE,
        WayOut.STAND_IN,
    ]
    with pytest.raises(InvalidInput, match="a commencé"):
        way_out(SESSION, SESSION.starts_at, RULES)
    assert (
        way_out_sentence(WayOut.LEAVE, RULES) == "Votre poste sera libéré tout de suite et proposé à quelqu’un d’autre."
    )
    assert way_out_sentence(WayOut.STAND_IN, RULES) == (
        "La séance est à moins de 7 jours : nous cherchons quelqu’un, et vous restez responsable du poste jusque-là."
    )


def test_whoever_seeks_a_stand_in_stays_the_holder() -> None:
    """Only the state changes, so that neither the rota nor a calendar says the seat is free."""
    wanted = seek(HELD, ANNE)
    assert wanted == replace(HELD, state=SeatState.STAND_IN_WANTED)
    assert come_after_all(wanted, ANNE) == replace(HELD, state=SeatState.ACKNOWLEDGED)


def test_taking_over_passes_the_seat_on_confirmed() -> None:
    """Denez said yes: nothing more to confirm; the calendar's sequence moves, the pin and its reason go."""
    taken = take_over(replace(seek(HELD, ANNE), override_reason="x"), DENEZ, [])
    assert taken == replace(HELD, holder=Holder(DENEZ), state=SeatState.ACKNOWLEDGED, pinned=False, sequence=5)
    assert take_over(a_seat("A2"), DENEZ, []).holder == Holder(DENEZ)


def test_leaving_opens_the_seat() -> None:
    """As the coordination's own release does."""
    assert leave(HELD, ANNE) == replace(HELD, holder=NOBODY, state=SeatState.OPEN, pinned=False, sequence=5)


def test_the_same_rules_hold_for_taking_over() -> None:
    """Rest forbids and says why; an earlier no does not."""
    rest = RotaWarning(WarningCode.REST, HELD.id, DENEZ, "Denez n’aurait que 8 h de repos.")
    with pytest.raises(RuleRefusal, match="Denez n’aurait que 8 h de repos"):
        take_over(seek(HELD, ANNE), DENEZ, [rest])
    said_no = replace(rest, code=WarningCode.SAID_NO)
    assert take_over(seek(HELD, ANNE), DENEZ, [said_no]).holder == Holder(DENEZ)


def test_a_seat_is_not_taken_from_someone_who_comes() -> None:
    """Confirmed, to confirm, cancelled or already one's own."""
    for state in (SeatState.PUBLISHED, SeatState.ACKNOWLEDGED, SeatState.CANCELLED):
        with pytest.raises(InvalidInput, match="n’est plus à prendre"):
            take_over(replace(HELD, state=state), DENEZ, [])
    with pytest.raises(InvalidInput, match="déjà à vous"):
        take_over(seek(HELD, ANNE), ANNE, [])


@pytest.mark.parametrize("act", [seek, come_after_all, leave])
def test_nobody_gives_away_a_seat_that_is_not_theirs(act: object) -> None:
    """Someone else's, an open one, or one already worked."""
    for seat in (replace(HELD, holder=Holder(DENEZ)), a_seat("A2"), replace(HELD, state=SeatState.WORKED)):
        with pytest.raises(InvalidInput, match="n’est plus à vous"):
            act(seat, ANNE)  # type: ignore[operator]
