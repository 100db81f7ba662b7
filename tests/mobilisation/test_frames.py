"""Mission frames: four, sourced, dated, and nobody is told they are insured when no text says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from app.core.errors import InvalidInput
from app.mobilisation.frames import FRAMES, frame_in_force, mission_frame_of
from app.words import use_language
from tests.mobilisation.builders import rows

TABLE = rows("data/mission_frames.csv")
TODAY = date(2026, 11, 26)


def test_the_packaged_frames_are_the_four_of_the_law() -> None:
    """Each with what it covers, its source and an insurer « à préciser » until someone writes it."""
    frames = [mission_frame_of(row) for row in TABLE]
    assert {one.code for one in frames} == FRAMES
    assert all(one.insurer.startswith("à préciser") and one.covers and one.source for one in frames)
    assert {one.code: one.reference for one in frames if one.reference} == {
        "ars_call": "CSP L.3131-10-1", "requisition": "CSP L.3131-8",
    }  # fmt: skip


def test_a_frame_holds_between_its_dates_and_none_is_guessed_from_a_dead_one() -> None:
    """In force on its last day, no longer on the next."""
    frames = [replace(mission_frame_of(row), valid_to=TODAY) for row in TABLE]
    found = frame_in_force(frames, "requisition", TODAY)
    assert found is not None
    assert found.label == "réquisition du préfet"
    assert frame_in_force(frames, "requisition", date(2026, 11, 27)) is None
    assert frame_in_force([replace(found, valid_from=date(2026, 12, 1), valid_to=None)], "requisition", TODAY) is None


def test_a_frame_is_said_in_both_languages() -> None:
    """Label, cover and insurer."""
    frame = mission_frame_of(next(row for row in TABLE if row["code"] == "initiative"))
    with use_language("en"):
        said = (frame.label, frame.covers.split(":")[0], frame.insurer.split(":")[0])
    assert said == ("the community’s own initiative", "Nothing by default", "to be specified")


def test_an_unknown_frame_is_refused() -> None:
    """A fifth frame has no meaning in law."""
    with pytest.raises(InvalidInput, match="Cadre de mission inconnu"):
        mission_frame_of({**TABLE[0], "code": "favour"})
