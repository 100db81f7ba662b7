"""Keep a run of the laboratory, give it another title, take it out of the list."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, NotFound, StaleRevision
from app.core.ids import new_id
from app.drills.composition import document
from app.drills.kept_report import KeptReport
from app.store import journal, laboratory_runs
from app.store.laboratory_runs import LaboratoryRun

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.services.laboratory.run_drill import Ran
    from app.store.database import Connection, Store

LONGEST_TITLE = 160


def save_run(actor: Actor, store: Store, ran: Ran, title: str, *, run_id: str = "") -> str:
    """Keep what came out as it is, with what was composed and the mark of the roster; returns its id.

    ``run_id``: made before the button is shown, so that pressing twice keeps one run. Raises InvalidInput for a title that is empty or too long, NotAllowed.
    """
    require(actor, Action.RUN_DRILLS)
    now = store.now()
    kept = LaboratoryRun(
        id=run_id or new_id(), title=_checked(title), scenario=ran.composition.scenario,
        composition=document(ran.composition).decode(),
        result=KeptReport(exact=ran.report, shared=ran.shared).model_dump_json(),
        mark=ran.mark, run_at=now, actor_id=actor.id,
    )  # fmt: skip
    with store.transaction() as conn:
        held = laboratory_runs.find(conn, kept.id)
        if held is not None and (held.title, held.composition) == (kept.title, kept.composition):
            return held.id
        if held is not None:
            kept = replace(kept, id=new_id())
        laboratory_runs.add(conn, kept)
        counts = {"shocks": len(ran.composition.shocks), "actions": len(ran.composition.plan)}
        journal.write(conn, now, actor.id, "laboratory_run_saved", kept.id, counts)
    return kept.id


def rename_run(actor: Actor, store: Store, run_id: str, title: str, revision: int) -> None:
    """Give a run another title. Raises InvalidInput, NotFound, StaleRevision, NotAllowed."""
    require(actor, Action.RUN_DRILLS)
    wanted = _checked(title)
    with store.transaction() as conn:
        _expected(conn, run_id)
        if not laboratory_runs.rename(conn, run_id, wanted, revision):
            raise StaleRevision(N_("Quelqu’un d’autre vient de changer cet essai : relisez-le, puis recommencez."))
        journal.write(conn, store.now(), actor.id, "laboratory_run_renamed", run_id, {})


def remove_run(actor: Actor, store: Store, run_id: str, revision: int) -> None:
    """Take a run out of the list. Raises NotFound, StaleRevision, NotAllowed."""
    require(actor, Action.RUN_DRILLS)
    now = store.now()
    with store.transaction() as conn:
        _expected(conn, run_id)
        if not laboratory_runs.remove(conn, run_id, now, revision):
            raise StaleRevision(N_("Quelqu’un d’autre vient de changer cet essai : relisez-le, puis recommencez."))
        journal.write(conn, now, actor.id, "laboratory_run_removed", run_id, {})


def _checked(title: str) -> str:
    wanted = " ".join(title.split())
    if not 0 < len(wanted) <= LONGEST_TITLE:
        raise InvalidInput(N_("Donnez un titre de {most} caractères au plus."), most=LONGEST_TITLE)
    return wanted


def _expected(conn: Connection, run_id: str) -> None:
    if laboratory_runs.find(conn, run_id) is None:
        raise NotFound(N_("Cet essai n’existe plus."))
