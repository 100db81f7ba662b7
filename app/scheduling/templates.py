"""What each kind of centre needs by default: the rows of ``data/reference/centre_templates.csv`` as role needs.

Ratios are « valeurs indicatives » that a coordinator edits; rows are dated and keyed on campaign, never an ``if``.
Nothing here opens a file.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction

from app.core.errors import N_, InvalidInput
from app.core.intervals import is_within
from app.roster.cells import Cells, choice, day, flag, integer, required
from app.scheduling.centre import CentreKind, RoleNeed

ANY_CAMPAIGN = "*"


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One row: a role of a kind of centre, for a campaign (``*`` = any), in force between two civil days inclusive.

    ``paces``: its shortage slows the line. ``proposed``: part of the default; the others are offered. ``partner``:
    usually provided by a town hall, hospital or association.
    """

    campaign: str
    kind: CentreKind
    need: RoleNeed
    paces: bool
    proposed: bool
    partner: bool
    valid_from: date | None
    valid_to: date | None
    source: str

    def is_in_force(self, on: date) -> bool:
        """Whether ``on`` lies within the dates, ends included."""
        return is_within(on, self.valid_from, self.valid_to)


@dataclass(frozen=True, slots=True)
class RoleTemplate:
    """The default needs of a kind of centre on a date. ``sources`` gives each role's, for the ⓘ beside its ratio."""

    kind: CentreKind
    roles: tuple[RoleNeed, ...]
    optional: tuple[RoleNeed, ...]
    """Offered, not proposed: a centre lead, logistics …"""
    paces: frozenset[str]
    partner_roles: frozenset[str]
    sources: tuple[tuple[str, str], ...]

    def role(self, code: str) -> RoleNeed | None:
        """The need of a role, proposed or offered."""
        return next((need for need in (*self.roles, *self.optional) if need.role == code), None)


def template_row(row: Cells) -> TemplateRow:
    """One row of the table as a value. Raises InvalidInput naming the column; the library adds file and line."""
    need = RoleNeed(
        role=required(row, "role"),
        per_line=ratio(required(row, "per_line")),
        per_centre=integer(row, "per_centre") or 0,
        critical=flag(row, "critical"),
        weight=max(1, integer(row, "weight") or 1),
    )
    if not need.per_line and not need.per_centre:
        raise InvalidInput(N_("{role} : donnez un nombre par ligne ou par centre."), role=need.role)
    return TemplateRow(
        campaign=required(row, "campaign"),
        kind=CentreKind(choice(row, "kind", frozenset(CentreKind))),
        need=need,
        paces=flag(row, "paces"),
        proposed=flag(row, "proposed"),
        partner=flag(row, "partner"),
        valid_from=day(row, "valid_from"),
        valid_to=day(row, "valid_to"),
        source=required(row, "source"),
    )


def ratio(text: str) -> Fraction:
    """A number of people a line: « 1/2 », « 0,5 », « 0.5 » or « 2 ». Raises InvalidInput for anything else or below 0."""
    written = text.strip().replace(",", ".")
    try:
        value = Fraction(written) if len(written) <= 12 and "e" not in written.casefold() else Fraction(-1)
    except (ValueError, ZeroDivisionError):
        value = Fraction(-1)
    if value < 0:
        raise InvalidInput(
            N_("« {value} » n’est pas un nombre par ligne : écrivez par exemple 1, 0,5 ou 1/2."), value=text
        )
    return value


def ratio_text(value: Fraction) -> str:
    """A ratio as it is typed: « 1/2 », « 2 »."""
    return str(value)


def role_template(rows: Iterable[TemplateRow], kind: CentreKind, campaign: str, on: date) -> RoleTemplate:
    """The rows in force on ``on`` for a kind; a row of the campaign replaces the one for any campaign, role by role."""
    chosen: dict[str, TemplateRow] = {}
    for row in rows:
        if row.kind is not kind or row.campaign not in (ANY_CAMPAIGN, campaign) or not row.is_in_force(on):
            continue
        if row.need.role not in chosen or chosen[row.need.role].campaign == ANY_CAMPAIGN:
            chosen[row.need.role] = row
    return RoleTemplate(
        kind,
        roles=tuple(row.need for row in chosen.values() if row.proposed),
        optional=tuple(row.need for row in chosen.values() if not row.proposed),
        paces=frozenset(role for role, row in chosen.items() if row.paces or row.need.critical),
        partner_roles=frozenset(role for role, row in chosen.items() if row.partner),
        sources=tuple((role, row.source) for role, row in chosen.items()),
    )


def one_per_line(template: RoleTemplate, codes: Collection[str]) -> tuple[RoleNeed, ...]:
    """The chosen roles at one person a line each: « 10 séances × 3 lignes × 4 rôles ». Unknown codes are not critical."""
    known = {code: template.role(code) or RoleNeed(code, Fraction(1), 0) for code in dict.fromkeys(codes)}
    return tuple(replace(need, per_line=Fraction(1), per_centre=0) for need in known.values())
