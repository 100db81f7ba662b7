"""Two short questions from one's own page: how satisfied, and whether one is asked too much. Optional and anonymous.

Once a quarter each: a mark made with this folder's key keeps someone from answering twice, and says nothing of the
answer. Nothing is written to the journal: its order would tell who answered what.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import require_self
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, RuleRefusal
from app.indicators.opinions import MARKS, Fatigue
from app.indicators.periods import quarter_of
from app.store import key_marks, surveys

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.indicators.periods import Period
    from app.store.database import Connection, Store

WISHES = {
    "hours": N_("des horaires qui me conviennent mieux"),
    "notice": N_("être prévenu(e) plus tôt"),
    "material": N_("le matériel, la salle"),
    "training": N_("être mieux formé(e) à mon poste"),
    "pay": N_("savoir plus tôt qui me paie, et quand"),
    "team": N_("l’organisation de l’équipe"),
}
"""What could be better, as boxes to tick: no free text, which would betray its author."""


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of one person for the quarter, and which they have answered."""

    period: Period
    satisfaction_done: bool
    fatigue_done: bool


def read_questions(actor: Actor, store: Store, person_id: PersonId) -> Asked:
    """What one person may still answer this quarter (Paris)."""
    require_self(actor, person_id)
    period = quarter_of(paris_date(store.now()))
    with store.reading() as conn:
        return Asked(
            period,
            _has(conn, store, surveys.SATISFACTION, period, person_id),
            _has(conn, store, surveys.FATIGUE, period, person_id),
        )


def answer_satisfaction(
    actor: Actor, store: Store, person_id: PersonId, mark: int, wishes: tuple[str, ...] = ()
) -> None:
    """One mark from 1 to 5, and what could be better. Raises InvalidInput, RuleRefusal when answered, NotAllowed."""
    require_self(actor, person_id)
    if mark not in MARKS:
        raise InvalidInput(N_("Choisissez une note de 1 à 5."))
    chosen = [one for one in WISHES if one in wishes]
    _answer(store, person_id, surveys.SATISFACTION, {"mark": mark, "wishes": chosen})


def answer_fatigue(actor: Actor, store: Store, person_id: PersonId, answer: str) -> None:
    """One tap. Raises InvalidInput, RuleRefusal when answered, NotAllowed."""
    require_self(actor, person_id)
    if answer not in frozenset(Fatigue):
        raise InvalidInput(N_("Choisissez l’une des trois réponses."))
    _answer(store, person_id, surveys.FATIGUE, answer)


def _answer(store: Store, person_id: PersonId, kind: str, value: object) -> None:
    today = paris_date(store.now())
    period = quarter_of(today)
    with store.transaction() as conn:
        voter = _mark(store, kind, period, person_id)
        key_marks.note(conn, store.folder)
        if not surveys.add_voter(conn, kind, period.code, voter):
            raise RuleRefusal(N_("Vous avez déjà répondu ce trimestre. Merci !"))
        surveys.add_answer(conn, kind, period.code, value, period.first)


def _has(conn: Connection, store: Store, kind: str, period: Period, person_id: PersonId) -> bool:
    return surveys.has_answered(conn, kind, period.code, _mark(store, kind, period, person_id))


def _mark(store: Store, kind: str, period: Period, person_id: PersonId) -> str:
    """A keyed hash: whoever holds the database without the folder's key can't find whose it is by trying everyone."""
    text = f"{kind}/{period.code}/{person_id}".encode()
    return hmac.new(store.folder.key("surveys"), text, hashlib.sha256).hexdigest()
