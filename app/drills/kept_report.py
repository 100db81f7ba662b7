"""What a saved run keeps of its drill: the report for who may run drills, and the one for everybody else."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, ValidationError

from app.drills.drill_report import DrillReport


class KeptReport(BaseModel):
    """``exact``: every count; ``shared``: those under the masking threshold of the day it was saved are not told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    exact: DrillReport
    shared: DrillReport


def read_kept(text: str) -> KeptReport | None:
    """The reports of a document; None when another version wrote it: it can be run again."""
    try:
        return KeptReport.model_validate_json(text)
    except ValidationError:
        return None
