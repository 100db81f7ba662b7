"""Who replaces a medicine that lacks, as dated data."""

from __future__ import annotations

from datetime import date

import pytest

from app.continuity.medicine_relay import MedicineRelay, medicine_relay_of, who_replaces
from app.core.errors import InvalidInput
from app.library import Library

ROW = {
    "profession": "pharmacien", "replaces": "oui", "condition": "Recommandation", "valid_from": "2019-12-24", "valid_to": "", "source": "CSP",
    "checked": "recalled",
}  # fmt: skip


def test_a_row_is_read_whole() -> None:
    """Every column, and nothing else."""
    assert medicine_relay_of(ROW) == MedicineRelay(
        profession="pharmacien", condition="Recommandation", valid_from=date(2019, 12, 24), source="CSP"
    )


@pytest.mark.parametrize(
    ("column", "value"), [("profession", ""), ("source", ""), ("checked", ""), ("valid_to", "hier")]
)
def test_a_row_that_does_not_read_is_refused(column: str, value: str) -> None:
    """Who says so, and how sure it is, are never left out."""
    with pytest.raises(InvalidInput):
        medicine_relay_of({**ROW, column: value})


def test_it_counts_on_its_days_only() -> None:
    """The day before, the pharmacist does not; nor after the last day."""
    rows = [medicine_relay_of({**ROW, "valid_to": "2026-11-26"})]
    found = [who_replaces(rows, date(*day)) for day in ((2019, 12, 23), (2019, 12, 24), (2026, 11, 26), (2026, 11, 27))]
    assert found == [frozenset(), {"pharmacien"}, {"pharmacien"}, frozenset()]
    assert who_replaces([medicine_relay_of({**ROW, "replaces": "non"})], date(2026, 11, 26)) == frozenset()


def test_the_shipped_rows_say_physicians_and_pharmacists() -> None:
    """With a source each."""
    assert who_replaces(Library().medicine_relays, date(2026, 11, 26)) == {"medecin", "pharmacien"}


def test_a_profession_nobody_knows_is_refused() -> None:
    """A mistyped slug would relay nothing."""
    with pytest.raises(InvalidInput, match="pharmacienne"):
        Library(rows={"medicine_relays": [{**ROW, "profession": "pharmacienne"}]}).validate("medicine_relays")
