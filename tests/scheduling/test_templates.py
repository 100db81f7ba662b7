"""The shipped templates: what each kind of centre needs, and what campaign and date change."""

from __future__ import annotations

import csv
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from app.core.errors import InvalidInput
from app.scheduling.centre import CentreKind
from app.scheduling.templates import TemplateRow, one_per_line, ratio, role_template, template_row

ROOT = Path(__file__).parents[2]
ON = date(2026, 11, 30)


def rows() -> list[TemplateRow]:
    with (ROOT / "data/reference/centre_templates.csv").open(encoding="utf-8", newline="") as file:
        return [template_row(row) for row in csv.DictReader(file)]


def test_a_vaccination_centre_by_default() -> None:
    """Seven roles, the four of DOMAIN §3.8 critical; counts for 3 lines by hand."""
    template = role_template(rows(), CentreKind.VACCINATION, "calendar", ON)
    assert {need.role: need.count(3) for need in template.roles} == {
        "supervising_physician": 1, "reception": 2, "prevax_interview": 3, "dose_preparer": 2, "injector": 3,
        "data_entry": 2, "observation": 1,
    }  # fmt: skip
    critical = {need.role for need in template.roles if need.critical}
    assert critical == {"supervising_physician", "dose_preparer", "injector", "observation"}
    assert template.paces == critical | {"prevax_interview"}
    assert template.partner_roles >= {"reception", "data_entry"}


def test_before_nurses_could_prescribe_no_interview_meant_no_injection() -> None:
    """The row of the Covid campaign ends on 26/03/2021 and holds for no other campaign."""
    critical = [
        (need := role_template(rows(), CentreKind.VACCINATION, campaign, on).role("prevax_interview")) and need.critical
        for campaign, on in (
            ("covid_2021", date(2021, 3, 26)),
            ("covid_2021", date(2021, 3, 27)),
            ("calendar", date(2021, 3, 26)),
        )
    ]
    assert critical == [True, False, False]


@pytest.mark.parametrize("kind", list(CentreKind))
def test_every_kind_has_a_template_whose_roles_exist_and_one_at_least_is_critical(kind: CentreKind) -> None:
    """No kind opens on nothing, and no role is unknown to data/roles.csv for that kind."""
    template = role_template(rows(), kind, "calendar", ON)
    with (ROOT / "data/roles.csv").open(encoding="utf-8", newline="") as file:
        known = {
            row["code"]
            for row in csv.DictReader(file)
            if row["centre_kinds"] == "*" or kind in row["centre_kinds"].split("|")
        }
    assert {need.role for need in (*template.roles, *template.optional)} <= known
    assert any(need.critical for need in template.roles)
    assert {role for role, _source in template.sources} == {need.role for need in (*template.roles, *template.optional)}


def test_four_roles_one_a_line_is_expressible() -> None:
    """10 sessions × 3 lines × 4 roles: each role counts its lines and keeps being critical or not."""
    template = role_template(rows(), CentreKind.VACCINATION, "calendar", ON)
    needs = one_per_line(template, ["injector", "dose_preparer", "prevax_interview", "reception"])
    assert [(need.role, need.count(3), need.critical) for need in needs] == [
        ("injector", 3, True), ("dose_preparer", 3, True), ("prevax_interview", 3, False), ("reception", 3, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "value"), [("1/2", Fraction(1, 2)), ("0,5", Fraction(1, 2)), ("0.3", Fraction(3, 10)), ("2", Fraction(2))]
)
def test_ratios_as_people_type_them(text: str, value: Fraction) -> None:
    """Fraction, French decimal, decimal, whole."""
    assert ratio(text) == value


@pytest.mark.parametrize("text", ["", "un", "-1", "1/0", "1e9999999", "1e3", "nan", "9" * 50])
def test_what_is_no_ratio_is_refused(text: str) -> None:
    """Also what would be a monstrous number."""
    with pytest.raises(InvalidInput):
        ratio(text)


def test_a_row_that_asks_for_nobody_is_refused() -> None:
    """Neither per line nor per centre."""
    row = {"campaign": "*", "kind": "mobile", "role": "driver", "per_line": "0", "per_centre": "0", "source": "essai"}
    with pytest.raises(InvalidInput, match="driver"):
        template_row(row)
