"""Which lines open: critical roles among the people present, and the checklist; a sentence for each reason."""

from __future__ import annotations

from typing import Any

import pytest

from app.activity.opening_check import CheckAnswer, check_results, opening_check_of
from app.activity.opening_decision import OpeningDecision, opening_decision
from app.core.ids import SeatId
from app.scheduling.session import Need
from tests.activity.builders import rows
from tests.scheduling.builders import MONDAY, a_seat, a_session, label, paris

SESSION = a_session()
CHECKS = {one.code: one for one in (opening_check_of(row.cells) for row in rows("opening_checks"))}
PHYSICIAN = CheckAnswer(
    code="physician_callable", name="Dr X", phone="01 99 00 00 01", tested_at=paris(2026, 11, 30, 8)
)
NEEDS = (
    Need(SESSION.id, "injector", 3, critical=True),
    Need(SESSION.id, "observation", 1, critical=True),
    Need(SESSION.id, "reception", 3),
)
SEATS = (
    *(a_seat(f"I{line}", "injector", line, person=f"I{line}") for line in (1, 2, 3)),
    a_seat("O", "observation", None, person="O"),
    a_seat("R1", "reception", 1),
)


def decided(**changes: Any) -> OpeningDecision:
    """The decision with one physician item proven and the sharps of each line, unless changed."""
    answers = changes.pop(
        "answers", [PHYSICIAN, *(CheckAnswer(code="line_sharps", line=n, done=True) for n in (1, 2, 3))]
    )
    checks = [CHECKS["physician_callable"], CHECKS["line_sharps"], CHECKS["registry"]]
    results = check_results(checks, [CheckAnswer(code="registry", done=True), *answers], 3, MONDAY)
    return opening_decision(SESSION, NEEDS, SEATS, results, label, **changes)


def test_everything_in_order_opens_every_line() -> None:
    """A missing receptionist closes nothing."""
    assert decided() == OpeningDecision((1, 2, 3), ())
    assert decided().sentence == "Les lignes 1, 2 et 3 peuvent ouvrir."


@pytest.mark.parametrize(
    ("absent", "extras", "open_lines", "reasons"),
    [
        ({"I2"}, None, (1, 3), ("Il manque un vaccinateur.",)),
        ({"I2"}, {"injector": 1}, (1, 2, 3), ()),
        ({"I1", "I2"}, None, (3,), ("Il manque 2 vaccinateurs.",)),
        ({"O"}, None, (), ("Il manque un surveillant.",)),
        ({"O", "I1"}, None, (), ("Il manque un vaccinateur.", "Il manque un surveillant.")),
    ],
)
def test_a_line_without_its_critical_roles_stays_closed(
    absent: set[str], extras: dict[str, int] | None, open_lines: tuple[int, ...], reasons: tuple[str, ...]
) -> None:
    """The line that lost its injector closes, an extra opens it again; without observation nothing opens."""
    found = decided(absent={SeatId(one) for one in absent}, extras=extras)
    assert (found.open_lines, set(found.reasons)) == (open_lines, set(reasons))
    assert set(found.open_lines) | set(found.closed_lines) == {1, 2, 3}


def test_a_failed_item_closes_the_session_or_its_line() -> None:
    """Nobody reached the physician: nothing opens; no sharps container on line 2: that line alone; the registry: a remark."""
    no_physician = decided(answers=[CheckAnswer(code="line_sharps", line=n, done=True) for n in (1, 2, 3)])
    assert (no_physician.open_lines, no_physician.reasons) == ((), ("Médecin joignable : pas encore vérifié.",))
    assert no_physician.sentence == "La séance ne peut pas ouvrir."
    sharps = [CheckAnswer(code="line_sharps", line=n, done=n != 2) for n in (1, 2, 3)]
    one_line = decided(answers=[PHYSICIAN, *sharps, CheckAnswer(code="registry", done=False)])
    assert one_line == OpeningDecision(
        (1, 3), (2,), ("Ligne 2, Collecteur d’aiguilles (DASRI) en place : signalé absent ou en panne.",),
        ("Registre de vaccination accessible : signalé absent ou en panne.",),
    )  # fmt: skip
    assert one_line.sentence == "Les lignes 1 et 3 peuvent ouvrir, la ligne 2 reste fermée."


def test_people_of_a_stopped_line_serve_another() -> None:
    """Line 2 is stopped for its equipment and line 1 lost its injector: line 2's injector opens line 1, two lines run."""
    sharps = [CheckAnswer(code="line_sharps", line=n, done=n != 2) for n in (1, 2, 3)]
    found = decided(answers=[PHYSICIAN, *sharps], absent={SeatId("I1")})
    assert (found.open_lines, found.closed_lines, found.missing) == ((1, 3), (2,), {"injector": 1})
