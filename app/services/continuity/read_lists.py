"""Lists to share: per practice, sub-zone, authority, commune, medicine out of stock, discharges. Masked for everyone alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.lists import CareList, ListKind, discharge_list, list_of
from app.continuity.situation import OutageKind
from app.services.continuity.masked_care import masked_care
from app.services.continuity.read_continuity import is_played
from app.store import community, discharges, outages, people
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.continuity.overview import Basis
    from app.services.continuity.masked_care import MaskedCare
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """A list with what its columns are called and what it rests on. ``at`` (UTC): when it was counted.

    ``practices``: how many told something; ``silent``: how many did not; ``unread``: needs that no key here opens, in no number.
    ``asked``: category codes a medicine's list is about; ``running``: those of the shortages under way.
    """

    list: CareList
    labels: Mapping[str, str]
    basis: Basis
    at: datetime
    community: str
    demonstration: bool
    exercise: bool
    practices: int = 0
    unread: int = 0
    silent: int = 0
    asked: tuple[str, ...] = ()
    running: tuple[str, ...] = ()


def read_list(actor: Actor, store: Store, kind: ListKind, categories: Sequence[str] = ()) -> ListView:
    """A list as it may be shared. ``categories``: those a medicine touches; none: those of shortages under way. Raises NotAllowed."""
    require(actor, Action.READ_CONTINUITY)
    with store.reading() as conn:
        return list_view(conn, store, kind, categories)


def list_view(conn: Connection, store: Store, kind: ListKind, categories: Sequence[str] = ()) -> ListView:
    """The same on a connection; the caller has checked who reads."""
    now, settings, exercise = store.now(), community.read(conn), is_played(conn)
    care = masked_care(conn, store, now)
    running = _running(conn, now, care, exercise=exercise)
    asked = tuple(code for code in care.labels if code in (categories or running))
    return ListView(
        list=_list(conn, kind, care, asked),
        labels=care.labels,
        basis=care.basis,
        at=now,
        community=settings.name,
        demonstration=settings.demonstration,
        exercise=exercise,
        practices=len(care.practices),
        unread=care.unread,
        silent=care.silent,
        asked=asked if kind is ListKind.MEDICINE else (),
        running=running,
    )


def _list(conn: Connection, kind: ListKind, care: MaskedCare, asked: Sequence[str]) -> CareList:
    if kind is ListKind.DISCHARGE:
        return _discharges(conn, care)
    names = {
        ListKind.PRACTICE: care.practices,
        ListKind.ZONE: care.zones,
        ListKind.AUTHORITY: care.departments,
        ListKind.COMMUNE: {insee: one.name for insee, one in care.communes.items()},
        ListKind.MEDICINE: care.zones or care.departments,
    }[kind]
    return list_of(kind, care.table, names, asked if kind is ListKind.MEDICINE else None)


def _discharges(conn: Connection, care: MaskedCare) -> CareList:
    sites = {str(one.id): one.name for one in people.sites(conn)}
    running = discharges.every(conn, closed=False)
    titles = {
        str(one.id): _("{title}, pour le {day}").format(
            title=sites.get(one.site, "") or _("Hôpital"), day=spoken_date(one.wanted_at.date())
        )
        for one in running
    }
    lines = [(str(one.id), line.category, line.patients) for one in running for line in one.lines]
    return discharge_list(lines, titles, list(care.labels), care.table.threshold)


def _running(conn: Connection, now: datetime, care: MaskedCare, *, exercise: bool) -> tuple[str, ...]:
    """Categories that a shortage of medicine under way touches."""
    cuts = [one.cut for one in outages.since(conn, now, exercise=exercise)]
    touched = {
        code
        for cut in cuts
        if cut.kind is OutageKind.MEDICINE and cut.starts_at <= now and (cut.ends_at is None or now < cut.ends_at)
        for code in cut.categories
    }
    return tuple(code for code in care.labels if code in touched)
