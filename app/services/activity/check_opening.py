"""The opening check of a session: what was looked at, by whom, when. An answer is a row; the last one holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.activity.opening_check import Scope, checklist
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import new_id
from app.roster.phones import phone_of
from app.services.activity.day_rights import require_session, run_session
from app.services.keeping.reference import read_library
from app.store import centres, journal, opening

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.access.actor import Actor
    from app.activity.opening_check import CheckAnswer, OpeningCheck
    from app.core.ids import SessionId
    from app.scheduling.session import Session
    from app.store.database import Store

LONGEST_NAME = 80


def check_opening(actor: Actor, store: Store, session_id: SessionId, answers: Iterable[CheckAnswer]) -> int:
    """Write answers down, all or none; returns how many say something new.

    Raises InvalidInput for an item that is not asked, a line that is not there, a number that is none; NotFound,
    NotAllowed.
    """
    require_session(actor, session_id)
    with store.transaction() as conn:
        session = run_session(conn, session_id)
        centre = centres.find(conn, session.centre_id)
        if centre is None:
            raise NotFound(N_("Ce centre n’existe plus. Rechargez la page."))
        asked = {one.code: one for one in checklist(read_library(store, conn).opening_checks, centre.kind, session.day)}
        said = {(one.code, one.line): one for one in opening.answers_of(conn, session_id)}
        given = [_checked(one, asked, session) for one in answers]
        new = [one for one in given if said.get((one.code, one.line)) != one]
        if new:
            opening.add_answers(conn, session_id, [(new_id(), one) for one in new], store.now(), actor.id)
            payload = {"items": [[one.code, one.line] for one in new]}
            journal.write(conn, store.now(), actor.id, "opening_checked", session_id, payload)
    return len(new)


def _checked(one: CheckAnswer, asked: dict[str, OpeningCheck], session: Session) -> CheckAnswer:
    check = asked.get(one.code)
    if check is None:
        raise InvalidInput(N_("Ce point n’est plus demandé à l’ouverture. Rechargez la page."))
    if check.scope is Scope.LINE and (one.line is None or not 1 <= one.line <= session.lines):
        raise InvalidInput(N_("{what} : dites pour quelle ligne."), what=check.label)
    if len(one.name) > LONGEST_NAME:
        raise InvalidInput(N_("{what} : un nom de {most} signes au plus."), what=check.label, most=LONGEST_NAME)
    line = one.line if check.scope is Scope.LINE else None
    return replace(one, line=line, name=" ".join(one.name.split()), phone=phone_of(one.phone) if one.phone else "")
