"""The alert flowchart: every step says who, what, how, and what when networks are down; it runs downwards."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.core.errors import InvalidInput
from app.library import Library
from app.response.alert_flow import checked, rows_of
from app.services.crisis.read_alert import flow_of
from app.words import use_language

STEPS = flow_of(Library())


def test_the_shipped_flowchart_goes_from_signal_to_end() -> None:
    """Nine heights; volunteers, practices and partners side by side; all lead to the end."""
    assert [[one.code for one in row] for row in rows_of(STEPS)] == [
        ["signal"],
        ["authorities"],
        ["ars_branch"],
        ["lead"],
        ["cell"],
        ["volunteers", "practices", "partners"],
        ["report"],
        ["order"],
        ["stand_down"],
    ]
    told = {code for one in STEPS for code in one.tells}
    assert told == {one.code for one in STEPS} - {"signal"}
    assert [one.code for one in STEPS if not one.tells] == ["stand_down"]
    assert [one.code for one in STEPS if not one.source] == []


def test_it_says_who_triggers_orsan() -> None:
    """The head of the ARS, never the community; and which text."""
    authorities = next(one for one in STEPS if one.code == "authorities")
    assert "Seul le DG de l’ARS déclenche ORSAN" in authorities.does
    assert "R.3131-10" in authorities.source
    with use_language("en"):
        assert authorities.does.startswith("Qualify the situation. Only the head of the ARS triggers ORSAN")


def test_a_flowchart_that_does_not_run_downwards_is_refused() -> None:
    """A step that is not there, or one above."""
    with pytest.raises(InvalidInput, match="n’existe pas"):
        checked([replace(STEPS[0], tells=("nulle-part",))])
    with pytest.raises(InvalidInput, match="plus bas"):
        checked([*STEPS[:-1], replace(STEPS[-1], tells=("cell",))])
