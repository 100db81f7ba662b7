"""The README's table of figures: what a run measured is written in French, what it did not keeps its line."""

from __future__ import annotations

from pathlib import Path

from tests.bench import __main__ as bench
from tests.bench.front import LINES, french, table

FIRST = LINES[0]


def test_a_figure_is_written_in_french_and_an_older_line_stays() -> None:
    """Of a run of one section: its line is new, the others are as the README has them, and no line is doubled."""
    rows = table([{"section": FIRST.section, "name": name, "value": 1234.5, "unit": "s"} for name in FIRST.rows])
    again = table([], "\n".join(rows))
    assert [len(rows), rows[2].split(" | ")[1]] == [3, "1\u202f234,5 s"]
    assert again == rows


def test_a_count_has_no_comma() -> None:
    """Whole numbers and text stay what they are."""
    assert [french(12), french(0.5), french("not at hand")] == ["12", "0,5", "not at hand"]


def test_each_line_is_of_a_section_and_has_room_for_its_figures() -> None:
    """A line that named no section, or forgot a figure, would never be written."""
    assert [one.what for one in LINES if one.section not in bench.SECTIONS] == []
    assert [one.what for one in LINES if one.said.count("{}") != len(one.rows)] == []
    assert all(Path(bench.__file__).with_name(f"{name}.py").is_file() for name in bench.SECTIONS)
