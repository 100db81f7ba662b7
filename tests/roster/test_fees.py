"""Rates of a vacation by date: what was paid in 2021, and nothing invented since."""

from __future__ import annotations

from datetime import date

import pytest

from app.library import Library
from app.roster.fees import FeeRegime, FeeUnit, NoRateInForce, Rate, rate_in_force

H, D = FeeUnit.HOUR, FeeUnit.HALF_DAY
WEEKDAY, WEEKEND, NIGHT = FeeRegime.WEEKDAY, FeeRegime.WEEKEND, FeeRegime.NIGHT
NONE = "aucun tarif en vigueur"


@pytest.mark.parametrize(
    ("profession", "exercise", "unit", "regime", "on", "year", "expected"),
    [
        ("medecin", "liberal", D, WEEKDAY, "2021-02-05", None, NONE),
        ("medecin", "liberal", D, WEEKDAY, "2021-02-06", None, "420,00 € la demi-journée"),
        ("medecin", "liberal", H, WEEKEND, "2021-11-07", None, "115,00 € l’heure"),
        ("medecin", "liberal", D, WEEKDAY, "2021-11-08", None, "320,00 € la demi-journée"),
        ("medecin", "liberal", H, WEEKDAY, "2021-11-08", None, "tarif à saisir"),
        ("medecin", "liberal", D, WEEKDAY, "2022-08-01", None, NONE),
        ("infirmier", "liberal", D, WEEKDAY, "2021-11-07", None, "220,00 € la demi-journée"),
        ("infirmier", "liberal", D, WEEKDAY, "2021-11-08", None, NONE),
        ("infirmier", "salarie", H, WEEKEND, "2021-06-01", None, "48,00 € l’heure"),
        ("pharmacien", "liberal", D, WEEKEND, "2021-12-01", None, "272,00 € la demi-journée"),
        ("sage_femme", "liberal", D, WEEKEND, "2021-12-01", None, NONE),
        ("chirurgien_dentiste", "liberal", H, WEEKDAY, "2021-11-08", None, NONE),
        ("masseur_kinesitherapeute", "liberal", D, WEEKDAY, "2021-06-01", None, "tarif à saisir"),
        ("masseur_kinesitherapeute", "liberal", D, WEEKDAY, "2021-11-08", None, NONE),
        ("veterinaire", "liberal", H, WEEKEND, "2021-04-01", None, "45,00 € l’heure"),
        ("etudiant_medecine", "etudiant", H, NIGHT, "2021-04-01", 3, "24,00 € l’heure"),
        ("etudiant_medecine", "etudiant", H, NIGHT, "2021-04-01", 5, "48,00 € l’heure"),
        ("etudiant_medecine", "etudiant", H, NIGHT, "2021-04-01", 4, NONE),
        ("etudiant_medecine", "etudiant", H, NIGHT, "2021-04-01", None, NONE),
        ("infirmier", "liberal", D, WEEKDAY, "2026-12-01", None, NONE),
    ],
)
def test_the_rate_of_a_day(
    library: Library, profession: str, exercise: str, unit: FeeUnit, regime: FeeRegime, on: str, year: int | None, expected: str
) -> None:  # fmt: skip
    """Each row pays from its first day to its last; after it the sentence says there is no rate."""
    found = rate_in_force(
        library.fees, profession=profession, exercise=exercise, unit=unit, regime=regime, on=date.fromisoformat(on),
        student_year=year,
    )  # fmt: skip
    assert found.sentence == expected


def test_the_later_of_two_overlapping_rows_pays() -> None:
    """A row entered later for the same days replaces the older amount; nothing in force is a value that says for whom."""

    def row(cents: int, since: date) -> Rate:
        return Rate(profession="p", exercise="liberal", unit=H, regime=WEEKDAY, amount_cents=cents, valid_from=since)

    rows = [row(5000, date(2026, 2, 1)), row(4000, date(2026, 1, 1))]
    asked = {"profession": "p", "exercise": "liberal", "unit": H, "regime": WEEKDAY}
    assert rate_in_force(rows, on=date(2026, 3, 1), **asked) == rows[0]  # type: ignore[arg-type]
    assert rate_in_force(rows, on=date(2026, 1, 31), **asked) == rows[1]  # type: ignore[arg-type]
    assert rate_in_force(rows, on=date(2025, 1, 1), **asked) == NoRateInForce("p", date(2025, 1, 1))  # type: ignore[arg-type]
