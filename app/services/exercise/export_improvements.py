"""The improvement plan as a file to share: every field by function and organisation, without an e-mail or a person’s name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.documents.csv_table import csv_bytes
from app.documents.improvement_table import improvement_xlsx
from app.exercise.improvement_said import header, row
from app.services.exercise.read_improvements import ImprovementDesk, desk_of
from app.store import community, journal
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.access.actor import Actor
    from app.store.database import Store


def improvements_csv(actor: Actor, store: Store, ids: Collection[str] = ()) -> bytes:
    """The actions (of these ids, all when none is named) as CSV. Raises NotAllowed."""
    desk, _name = _read(actor, store, "csv")
    return csv_bytes(header(), _rows(desk, ids))


def improvements_xlsx(actor: Actor, store: Store, ids: Collection[str] = ()) -> bytes:
    """The same as a workbook, which says when it was made. Raises NotAllowed."""
    desk, name = _read(actor, store, "xlsx")
    rows = _rows(desk, ids)
    title = _("Plan d’amélioration de {community}").format(community=name)
    counted = ngettext("{n} action, le {day}.", "{n} actions, le {day}.", len(rows))
    return improvement_xlsx(
        title, [counted.format(n=len(rows), day=spoken_date(desk.today))], header(), rows, store.now()
    )


def _read(actor: Actor, store: Store, form: str) -> tuple[ImprovementDesk, str]:
    require(actor, Action.READ_EXERCISES)
    with store.transaction() as conn:
        desk = desk_of(conn, store, is_keeper=False)
        journal.write(
            conn,
            store.now(),
            actor.id,
            "improvements_exported",
            "improvements",
            {"entries": len(desk.improvements), "form": form},
        )
        return desk, community.read(conn).name or _("la CPTS")


def _rows(desk: ImprovementDesk, ids: Collection[str]) -> list[tuple[str | int, ...]]:
    kept = [one for one in desk.improvements if not ids or one.id in ids]
    return [row(one, desk.today, desk.cards, desk.exercises) for one in kept]
