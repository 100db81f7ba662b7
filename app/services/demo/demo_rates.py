"""Rates for the demonstration: the rows of April 2021, dated from a day on. Nothing is in force today, and no amount is made up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.actor import COMMAND_LINE
from app.core.errors import N_
from app.library import content_file, read_csv
from app.services.keeping.reference import edit_reference
from app.words import _

if TYPE_CHECKING:
    from datetime import date

    from app.store.database import Store

MODEL_DAY = "2021-04-01"
"""Every profession of the fee tables has a row in force on that day, but physiotherapists, whose amount was not found."""

SOURCE = N_("Démonstration : tarifs d’avril 2021")


def set_demo_rates(store: Store, since: date) -> None:
    """Make the fees and payers of April 2021 those of the demonstration from ``since`` on."""
    for table in ("fees", "payers"):
        rows = [
            {**record.cells, "valid_from": since.isoformat(), "valid_to": "", "source": _(SOURCE), "checked": "local"}
            for record in read_csv(content_file(f"data/{table}.csv"))
            if record.cells["valid_from"] <= MODEL_DAY and (record.cells["valid_to"] or "9999") >= MODEL_DAY
        ]
        edit_reference(COMMAND_LINE, store, table, rows, _(SOURCE))
