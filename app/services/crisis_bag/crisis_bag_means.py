"""The chapter of the crisis bag that says whom to call by function, who holds the cell, and what is kept where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.documents.crisis_bag import Column, Kind, Row, Section, Table
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.crisis_bag.crisis_bag_scene import BagScene
    from app.services.plans.plan_annexes import Annex

HELD = ("annuaire", "cellule", "etablissements", "relais", "aides", "inventaire")
"""The annexes of the plan that serve with the network down, in this order; the risks stay in the plan."""

_WIDTHS = {
    "annuaire": (2.2, 1.1, 2.2, 1.2, 1.2, 1.8, 1.2),
    "relais": (2.2, 1.3, 1.2, 2.2, 1.3, 0.9, 0.9),
    "aides": (2.6, 2.2, 0.9, 0.9, 1.2),
    "etablissements": (2.4, 1.5, 1.2, 0.7, 1.1, 1.1, 1.2, 1.4),
}
"""Shares of a printed line where equal ones would break numbers."""


def means(scene: BagScene) -> Section:
    """Directory, cell, establishments and stock as they stand; an empty one says what is missing."""
    by_name = {one.name: one for one in scene.annexes}
    held = [by_name[name] for name in HELD if name in by_name]
    tables = tuple(_table(one) for one in held if one.table.rows)
    missing = [one.table.empty for one in held if not one.table.rows and one.table.empty]
    count = sum(len(one.rows) for one in tables)
    sentence = ngettext("{n} ligne.", "{n} lignes.", count).format(n=count)
    return Section(
        code="moyens",
        short=_("Moyens"),
        title=_("Annuaire de crise, cellule et moyens"),
        sentence=" ".join([*([sentence] if count else []), *missing]),
        tables=tables,
        names_people=bool(count),
        count=count,
    )


def _table(annex: Annex) -> Table:
    phones = {_("Jour"), _("Nuit"), _("Téléphone")}
    widths = _WIDTHS.get(annex.name, ())
    widths = widths if len(widths) == len(annex.table.head) else ()
    columns = tuple(
        Column(head, _kind(head, rank, phones), widths[rank] if widths else 1.0)
        for rank, head in enumerate(annex.table.head)
    )
    rows = tuple(Row(tuple(cell.replace("\n", " ; ") for cell in row)) for row in annex.table.rows)
    return Table(annex.title, columns, rows)


def _kind(head: str, rank: int, phones: set[str]) -> Kind:
    if head in phones:
        return Kind.PHONE
    if head == _("E-mail"):
        return Kind.EMAIL
    return Kind.NAME if rank == 0 else Kind.TEXT
