"""How a person is paid and by whom: status before mode of exercise for fees, the carrier and status for the payer."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from app.activity.attendance import Passing
from app.activity.payees import Unpaid, payee_of, payee_of_passing, payer_of
from app.library import Library
from app.roster.person import ExerciseMode, PersonStatus
from tests.scheduling.builders import a_person

LIBERAL, SALARIE, BENEVOLE = ExerciseMode.LIBERAL, ExerciseMode.SALARIE, ExerciseMode.BENEVOLE
IN_2021 = date(2021, 3, 8)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"exercise_mode": LIBERAL}, ("liberal", "liberal", None)),
        ({"exercise_mode": SALARIE}, ("salarie", "salarie", None)),
        ({"exercise_mode": LIBERAL, "status": PersonStatus.REMPLACANT}, ("liberal", "remplacant", None)),
        ({"status": PersonStatus.REMPLACANT}, ("liberal", "remplacant", None)),
        ({"exercise_mode": LIBERAL, "status": PersonStatus.RETRAITE}, ("retraite", "retraite", None)),
        ({"status": PersonStatus.ETUDIANT, "student_year": 2}, ("etudiant", "etudiant", None)),
        ({}, ("", "", Unpaid.NO_EXERCISE)),
        ({"exercise_mode": BENEVOLE}, ("benevole", "benevole", Unpaid.VOLUNTEER)),
        ({"exercise_mode": LIBERAL, "profession": None}, ("liberal", "liberal", Unpaid.NO_PROFESSION)),
    ],
)
def test_the_exercise_and_status_of_a_person(changes: dict[str, Any], found: tuple[str, str, Unpaid | None]) -> None:
    """(fee row, payer row, why nothing is paid)."""
    payee = payee_of(a_person(**changes), "person:P1")
    assert (payee.exercise, payee.status, payee.unpaid) == found


def test_someone_passing_is_paid_on_what_was_noted() -> None:
    """Profession and mode noted on the sheet are enough; without them the reason is told."""
    nurse = payee_of_passing(Passing("W1", "Maël", "infirmier", "liberal", "remplacant"))
    assert (nurse.key, nurse.exercise, nurse.status, nurse.unpaid) == ("passing:W1", "liberal", "remplacant", None)
    assert payee_of_passing(Passing("W1", "Maël", "infirmier")).unpaid is Unpaid.NO_EXERCISE
    assert payee_of_passing(Passing("W1", "Maël")).unpaid is Unpaid.NO_PROFESSION


@pytest.mark.parametrize(
    ("carrier", "changes", "on", "said"),
    [
        ("cpts", {"exercise_mode": LIBERAL}, IN_2021, "Payé par : CPAM, bordereau individuel (concourspluripro.fr"),
        ("cpts", {"status": PersonStatus.REMPLACANT}, IN_2021, "Payé par : Structure organisatrice, bordereau hebdo"),
        ("etablissement", {"exercise_mode": LIBERAL}, IN_2021, "Payé par : Établissement de santé, paie de l’étab"),
        ("cpts", {"exercise_mode": LIBERAL}, date(2026, 12, 1), "Payeur à préciser"),
        ("mairie", {"exercise_mode": LIBERAL}, IN_2021, "Payeur à préciser"),
    ],
)
def test_the_payer_follows_carrier_status_and_date(carrier: str, changes: dict[str, Any], on: date, said: str) -> None:
    """The packaged rows, and « à préciser » when none is in force."""
    payee = payee_of(a_person(**changes), "person:P1")
    assert payer_of(Library().payers, carrier=carrier, payee=payee, on=on).sentence.startswith(said)


def test_what_the_centre_states_comes_first() -> None:
    """A payer written on the centre's sheet beats the table."""
    payee = payee_of(a_person(exercise_mode=LIBERAL), "person:P1")
    payer = payer_of(Library().payers, carrier="cpts", payee=payee, on=IN_2021, stated="Conseil départemental")
    assert payer.sentence == "Payé par : Conseil départemental (fiche du centre)."
