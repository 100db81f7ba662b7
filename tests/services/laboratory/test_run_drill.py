"""A drill on the live roster: the right slices, the right mark, nothing written, nobody named in what leaves."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from app.core.errors import InvalidInput, NotAllowed, NotFound
from app.drills.drill import LineName
from app.drills.world import Part
from app.services.laboratory.run_drill import run_scenario
from app.services.world.read_world import world_mark
from app.store import journal
from tests.builders import COORDINATOR, READER, THURSDAY, a_store
from tests.services.a_drill import NAMES, a_folder, a_trial, run_composition


def test_a_trial_runs_from_its_hour_on(tmp_path: Path) -> None:
    """From the half-day of T0 to that in which the last day ends; two of four nurses are away and volunteers help."""
    store = a_folder(tmp_path)
    ran = run_composition(store, a_trial())
    assert [one.part for one in ran.world.slices] == [Part.AFTERNOON, Part.NIGHT, Part.MORNING, Part.AFTERNOON]
    assert ran.world.slices[-1].starts_at < THURSDAY + timedelta(days=1) <= ran.world.slices[-1].ends_at
    assert (ran.drill.outcomes[0].hit.of, len(ran.drill.outcomes[0].hit.providers)) == (4, 2)  # type: ignore[union-attr]
    shock, plan = (ran.drill.line(name).total()[1] for name in (LineName.SHOCK, LineName.PLAN))  # type: ignore[union-attr]
    assert plan < shock
    assert ran.report.t0 == THURSDAY


def test_nothing_is_written_and_nobody_is_named(tmp_path: Path) -> None:
    """The journal stays as it was; neither report holds a name."""
    store = a_folder(tmp_path)
    with store.reading() as conn:
        head, mark = journal.head(conn), world_mark(conn, store)
    ran = run_composition(store, a_trial())
    with store.reading() as conn:
        assert (journal.head(conn), world_mark(conn, store)) == (head, mark)
    assert ran.mark == mark
    assert not any(name in one.model_dump_json() for one in (ran.report, ran.shared) for name in NAMES)


def test_small_counts_are_hidden_in_the_shared_report(tmp_path: Path) -> None:
    """Under the threshold of the folder, a count of needs is a bound there and a number for the cell."""
    ran = run_composition(a_folder(tmp_path), a_trial())
    assert ran.naming.hidden_below == 0
    assert all(
        units >= 5 for line in ran.shared.lines for point in line.points for _place, _skill, units in point.needs
    )
    assert any(units < 5 for line in ran.report.lines for point in line.points for _place, _skill, units in point.needs)


def test_a_scenario_runs_as_it_is_written(tmp_path: Path) -> None:
    """Its T0 is now unless said; one that does not exist is refused."""
    store = a_folder(tmp_path)
    ran = run_scenario(COORDINATOR, store, "d768_penthievre")
    assert (ran.composition.scenario, ran.composition.starts_at) == ("d768_penthievre", THURSDAY)
    assert len(ran.drill.outcomes) == len(ran.composition.effects)
    assert run_scenario(COORDINATOR, store, "d768_penthievre", THURSDAY + timedelta(days=3)).report.t0 > THURSDAY
    with pytest.raises(NotFound):
        run_scenario(COORDINATOR, store, "rien")


def test_without_a_territory_there_is_nothing_to_strike(tmp_path: Path) -> None:
    """A sentence says what to do first."""
    with pytest.raises(InvalidInput, match="territoire"):
        run_composition(a_store(tmp_path), a_trial())


def test_a_reader_runs_nothing(tmp_path: Path) -> None:
    """Running scenarios is for the cell."""
    with pytest.raises(NotAllowed):
        run_scenario(READER, a_folder(tmp_path), "d768_penthievre")
