"""Who pays, by carrier and mode of exercise."""

from __future__ import annotations

from datetime import date

from app.library import Library
from app.roster.payers import payer_in_force


def test_the_payer_depends_on_carrier_status_and_date(library: Library) -> None:
    """A locum of a centre run by the CPTS is paid by it; in a hospital's centre the hospital pays; today no text says."""

    def payer(carrier: str, exercise: str, on: date) -> str | None:
        found = payer_in_force(library.payers, carrier=carrier, exercise=exercise, on=on)
        return found.payer if found else None

    then = date(2021, 6, 1)
    assert [payer("cpts", "liberal", then), payer("cpts", "remplacant", then), payer("etablissement", "liberal", then)] == [
        "CPAM", "Structure organisatrice", "Établissement de santé",
    ]  # fmt: skip
    assert payer("cpts", "liberal", date(2026, 12, 1)) is None
