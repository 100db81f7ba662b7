"""What changed since yesterday, from the journal: how much of what, by subject and by the role of whoever did it.

Nobody's name is in it, and a role reads of the subjects it may read: the table below says which.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING

from app.access.actor import ROLE_WORDS
from app.access.permissions import Action, may, require
from app.core.clock import paris_date, paris_instant
from app.core.errors import N_
from app.store import accounts, journal, traced
from app.words import _
from app.words.changes import LEAD
from app.words.journal import FIXED, UNKNOWN
from app.words.journal_changes import NUMBERED, SUBJECT_OF, UNTOLD, rank_of, said, since_yesterday
from app.words.journal_entries import ENTRIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.store.database import Connection, Store

READ_WITH: dict[str, Action] = {
    N_("Effectifs"): Action.READ_ROSTER,
    N_("Centre et planning"): Action.READ_ROTA,
    N_("Appels et sondages"): Action.SOLICIT,
    N_("Alertes"): Action.READ_EVENT,
    N_("Événements"): Action.READ_EVENT,
    N_("Annuaire et formations"): Action.READ_DIRECTORY,
    N_("Messages et liens"): Action.READ_MESSAGES,
    N_("Jour J"): Action.RUN_SESSION,
    N_("Indemnités et preuves"): Action.PAY,
    N_("Territoire, stock et cellule"): Action.READ_PLANS,
    N_("Exercices"): Action.RUN_EXERCISES,
    N_("Notre plan"): Action.READ_PLANS,
    N_("Continuité des soins"): Action.RUN_CONTINUITY,
    N_("Soins non programmés"): Action.KEEP_SLOTS,
}
"""Subject of the journal → what a role must be allowed to do to be told of it; whatever is not here takes READ_JOURNAL.

That an exercise is prepared or a practice fails is no news for whoever only reads.
"""

FEW = 3
"""What the first sentence tells."""

BY_TABLE = {"person": N_("professionnels"), "partner": N_("partenaires")}
LEADS = N_("responsables de séance")


@dataclass(frozen=True, slots=True)
class Subject:
    """What changed in one subject, as one sentence by whoever did it: « 14 réponses (professionnels) »."""

    name: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Changed:
    """``sentence`` says the most important of it; ``subjects`` all of it, what matters most first. ``since``: UTC."""

    since: datetime
    sentence: str
    subjects: tuple[Subject, ...]


def changed_since(actor: Actor, store: Store, since: datetime | None = None) -> Changed:
    """What was written since ``since``, since yesterday at midnight in Paris when nobody says. Raises NotAllowed."""
    require(actor, Action.READ_ROTA)
    start = since or paris_instant(paris_date(store.now()) - timedelta(days=1), time())
    with store.reading() as conn:
        counted = journal.counted(conn, journal.Search(types=_types(actor), start=start))
        numbers = _numbers(conn, start, {type for type, _id, _n in counted})
        whose = _whose(conn, {id for _type, id, _n in counted})
    every: Counter[str] = Counter()
    held: dict[str, dict[str, Counter[str]]] = {}
    for type, actor_id, count in counted:
        every[type] += count
        held.setdefault(SUBJECT_OF[type], {}).setdefault(whose[actor_id], Counter())[type] += count
    first = sorted(held, key=lambda name: (min(rank_of(type) for by in held[name].values() for type in by), name))
    return Changed(
        since=start,
        sentence=since_yesterday(said({type: every[type] for type in _foremost(every)}, numbers)),
        subjects=tuple(Subject(_(name), _by_whom(held[name], numbers)) for name in first),
    )


def _types(actor: Actor) -> tuple[str, ...]:
    """The types of entries that a role is told of."""
    return tuple(
        type
        for subject, types in ENTRIES.items()
        if may(actor, READ_WITH.get(subject, Action.READ_JOURNAL))
        for type in types
    )


def _numbers(conn: Connection, start: datetime, types: Iterable[str]) -> Mapping[str, str]:
    """Type → the number of the last version it made."""
    wanted = tuple(sorted(set(types) & set(NUMBERED)))
    if not wanted:
        return {}
    found = reversed(journal.found(conn, journal.Search(types=wanted, start=start)))
    return {one.type: str(one.payload["version"]) for one in found if one.payload and "version" in one.payload}


def _whose(conn: Connection, ids: Iterable[str]) -> dict[str, str]:
    """Actor → the words of the role they act in; « quelqu’un » when nobody stands behind the id any more."""
    roles = {str(one.id): ROLE_WORDS[one.role] for one in accounts.every(conn)}
    rows = traced.named(conn, ids, traced.ACTORS)
    words = {id: BY_TABLE[row.kind] for id, row in rows.items() if row.kind in BY_TABLE}
    leads = {id: LEADS for id in ids if id.startswith(LEAD)}
    known = {**FIXED, **leads, **words, **roles}
    return {id: _(known.get(id, UNKNOWN)) for id in ids}


def _foremost(every: Mapping[str, int]) -> list[str]:
    return [type for type in sorted(every, key=rank_of) if rank_of(type) < UNTOLD][:FEW]


def _by_whom(held: Mapping[str, Mapping[str, int]], numbers: Mapping[str, str]) -> str:
    """« version 3 publiée, 2 postes libérés (coordination) ; 3 confirmations (professionnels) »."""
    order = sorted(held, key=lambda who: (min(map(rank_of, held[who])), who))
    parts = [_("{changes} ({who})").format(changes=", ".join(said(held[who], numbers)), who=who) for who in order]
    return _(" ; ").join(parts)
