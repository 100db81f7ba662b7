"""The demonstration’s practices: what most of them said, pairs, who stands in, closures under way and to come, alarms read by one person.

One practice far from the others closes for a night while its only road is cut: a few needs that nobody can reach in time.
"""

from __future__ import annotations

import random
from datetime import time, timedelta
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.practice_care import Locum, NewPatients, PracticeCare
from app.continuity.remote_service import RemoteKind, RemoteService
from app.continuity.situation import ClosureKind, OutageKind
from app.core.clock import paris_instant
from app.services.continuity.declare_closure import ClosureDraft, declare_closure
from app.services.continuity.declare_outage import OutageDraft, declare_outage
from app.services.continuity.keep_practice import put_cares, put_locum
from app.services.continuity.keep_remote_service import put_remote_service
from app.services.continuity.read_relays import read_cares
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.access.actor import Actor
    from app.services.continuity.read_relays import CareRow
    from app.store.database import Store

SEED = 20261126
NURSE, PHYSICIAN = "infirmier", "medecin"
SAYING = 0.75
"""The part of practices that said what they absorb: the others show what is then taken for it."""
CAMORS, PLUVIGNER = "56031", "56177"
"""A commune that one road joins to the rest of its territory (data/territories/routes_auray.csv), and where it leads."""
SOFTWARE = ("Logiciel A", "Logiciel B", "Logiciel C", "")


def fill(actor: Actor, store: Store, today: date) -> None:
    """Fill in practices of nurses and physicians, close some, and note one remote service. Drawn from a fixed seed."""
    require(actor, Action.RUN_CONTINUITY)
    found = read_cares(actor, store)
    nurses, physicians = _of(found.rows, NURSE), _of(found.rows, PHYSICIAN)
    drawn = random.Random(SEED)
    cares = [*_cares(nurses, today, drawn), *_cares(physicians, today, drawn, physicians=True)]
    silent = {row.practice.id for row in found.rows if not row.is_said}
    put_cares(actor, store, [one for one in cares if one.practice in silent])
    if not nurses:
        return
    _locums(actor, store, nurses, today)
    _close(actor, store, nurses, physicians, today)
    _cut_off(actor, store, nurses, today)
    _alarms(actor, store, physicians)


def _of(rows: Sequence[CareRow], profession: str) -> list[CareRow]:
    """Practices where such professionals work, by commune: neighbours in the list are neighbours on the map."""
    found = [row for row in rows if any(one.profession == profession for one in row.members)]
    return sorted(found, key=lambda row: (row.commune, row.practice.name, row.practice.id))


def _cares(
    rows: Sequence[CareRow], today: date, drawn: random.Random, *, physicians: bool = False
) -> list[PracticeCare]:
    """Neighbours two by two are pairs; one agreement in five is not signed yet."""
    found = []
    for rank, row in enumerate(rows):
        other = rank + 1 if rank % 2 == 0 else rank - 1
        pair = rows[other].practice.id if other < len(rows) else None
        members = len(row.members)
        said = drawn.random() < SAYING
        visits = members * (drawn.randint(20, 24) if physicians else drawn.randint(16, 26))
        percent, radius, signed = drawn.choice((10, 15, 20, 25)), drawn.choice((15, 20, 25, 30)), drawn.random() < 0.8
        answer = drawn.choice((NewPatients.YES, NewPatients.SOME, NewPatients.NO, NewPatients.NO))
        days, software = drawn.randint(4, 80), drawn.choice(SOFTWARE)
        if not said:
            continue
        found.append(
            PracticeCare(
                practice=row.practice.id,
                weekly_patients=visits * 3,
                daily_visits=visits,
                absorbable_percent=percent,
                radius_minutes=radius,
                paired=pair,
                agreed_on=today - timedelta(days=200 + 7 * rank) if pair and signed else None,
                new_patients=answer if physicians else NewPatients.NOT_SAID,
                new_patients_on=today - timedelta(days=days) if physicians else None,
                software=software,
                needs_network=bool(software) and rank % 3 == 0,
            )
        )
    return found


def _locums(actor: Actor, store: Store, nurses: Sequence[CareRow], today: date) -> None:
    for rank, row in enumerate(nurses[:3]):
        put_locum(
            actor,
            store,
            Locum(
                id="",
                practice=row.practice.id,
                name=_("Remplaçante fictive {n}").format(n=rank + 1),
                phone=f"+3363998{70 + rank:02}10",
                from_day=today - timedelta(days=3),
                until_day=today + timedelta(days=10 + rank),
            ),
        )


def _close(actor: Actor, store: Store, nurses: Sequence[CareRow], physicians: Sequence[CareRow], today: date) -> None:
    """One practice closed since this morning, one thinned out, and holidays to come that two of a pair take together."""
    morning, evening = time(7), time(20)
    drafts = [
        ClosureDraft(
            practice=nurses[0].practice.id, kind=ClosureKind.CRISIS, starts_at=paris_instant(today, morning),
            ends_at=paris_instant(today + timedelta(days=2), evening),
        )
    ]  # fmt: skip
    thinned = next((row for row in nurses[2:] if len(row.members) > 1), None)
    if thinned is not None:
        drafts.append(
            ClosureDraft(
                practice=thinned.practice.id, kind=ClosureKind.UNAVAILABLE, members_away=1,
                starts_at=paris_instant(today - timedelta(days=1), morning),
                ends_at=paris_instant(today + timedelta(days=4), evening),
            )
        )  # fmt: skip
    drafts += [
        ClosureDraft(
            practice=row.practice.id, kind=ClosureKind.PLANNED,
            starts_at=paris_instant(today + timedelta(days=25 + 2 * rank), morning),
            ends_at=paris_instant(today + timedelta(days=34), evening),
        )
        for rank, row in enumerate(physicians[:2])
    ]  # fmt: skip
    for draft in drafts:
        declare_closure(actor, store, draft)


def _cut_off(actor: Actor, store: Store, nurses: Sequence[CareRow], today: date) -> None:
    """The one practice of Camors closed from this evening until noon, its road cut as long: what is due by then waits."""
    alone = next((row for row in nurses[1:] if row.commune == CAMORS), None)
    if alone is None:
        return
    evening, noon = paris_instant(today, time(18)), paris_instant(today + timedelta(days=1), time(12))
    closed = ClosureDraft(practice=alone.practice.id, kind=ClosureKind.UNAVAILABLE, starts_at=evening, ends_at=noon)
    declare_closure(actor, store, closed)
    cut = OutageDraft(kind=OutageKind.ROAD, starts_at=evening, ends_at=noon, roads=((CAMORS, PLUVIGNER),))
    declare_outage(actor, store, cut)


def _alarms(actor: Actor, store: Store, physicians: Sequence[CareRow]) -> None:
    """All the alarms of heart failure rest on one reader: the case that the territory fears."""
    put_remote_service(
        actor,
        store,
        RemoteService(
            id="",
            kind=RemoteKind.TELEMONITORING,
            name=_("Alarmes cardiaques à distance"),
            readers=1,
            capacity=10,
            practice=physicians[0].practice.id if physicians else None,
            categories=("IC",),
            phone="+33199007010",
        ),
    )
