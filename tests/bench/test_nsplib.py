"""NSPLib's two file forms are read number for number, and asked of the engine as they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.scheduling.staffing.contract import problem_of
from app.scheduling.staffing.solve import solve
from tests.bench.nsplib import Ward, document, read

if TYPE_CHECKING:
    from pathlib import Path

WARD = "2\t2\t3\n\n1\t0\t0\n1\t1\t0\n\n1 4 3\t2 1 4\n3 1 4\t1 3 2\n"
"""Two nurses, two days, early and late (then the day off): one early; one early and one late."""
CASE = "2\t3\n\n0\t1\n\n1\t2\n\n1 2 0 2\n1 2 0 2\n1 2 0 2\n"


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    file, case = tmp_path / "7.nsp", tmp_path / "1.gen"
    file.write_text(WARD)
    case.write_text(CASE)
    return file, case


def test_a_file_is_read_number_for_number_without_the_day_off(files: tuple[Path, Path]) -> None:
    prices = [[[1, 4], [2, 1]], [[3, 1], [1, 3]]]
    assert read(*files) == Ward("7", [[1, 0], [1, 1]], prices, most=1)


def test_the_engine_finds_the_one_best_way_to_staff_it(files: tuple[Path, Path]) -> None:
    """Each nurse may work one day, so one of three places stays open, and the two that are held are wished for."""
    plan = solve(problem_of(document(read(*files)), "ward"))
    assert [(str(level.name), level.value, level.proven) for level in plan.levels] == [
        ("coverage", 1, True), ("preference", 0, True), ("fairness", 2, True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ward", "case", "said"),
    [
        (WARD[:-3], CASE, "7.nsp has 17 numbers for 2 nurses, 2 days, 3 shifts"),
        (WARD + " 5", CASE, "7.nsp has 19 numbers"),
        (WARD, "7 4 0 5", "1.gen is not for the 2 days and 3 shifts of 7.nsp"),
        (WARD, "2 3", "1.gen ends too early"),
    ],
    ids=["one number short", "one too many", "another case", "half a case"],
)
def test_a_file_that_does_not_fit_is_refused_by_name(files: tuple[Path, Path], ward: str, case: str, said: str) -> None:
    files[0].write_text(ward)
    files[1].write_text(case)
    with pytest.raises(ValueError, match=said):
        read(*files)
