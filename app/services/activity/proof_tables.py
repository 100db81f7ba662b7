"""How a source row is written in a proof pack: a CSV as spreadsheets open it in France, instants as they sort."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import PARIS
from app.documents.csv_table import csv_bytes
from app.documents.proof_pack import ProofFile

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

Row = tuple[str | int, ...]


def table(name: str, about: str, header: Sequence[str], rows: Sequence[Row]) -> ProofFile:
    """A file of the pack: ``about`` says what it holds, in words."""
    return ProofFile(name, csv_bytes(header, rows), about)


def at(instant: datetime | None) -> str:
    """« 2026-11-30 09:00 », wall time in Paris: what a spreadsheet sorts. Empty for none."""
    return instant.astimezone(PARIS).strftime("%Y-%m-%d %H:%M") if instant else ""
