"""Discharges under way as the cell reads them: who takes how many, who is left and why, and the answer to the hospital."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.finding import Reason
from app.continuity.outage import site_carer
from app.continuity.signature import active
from app.services.continuity.absorb_discharge import outcome_of
from app.services.continuity.hand_over_scene import Party, parties
from app.services.continuity.read_categories import categories_of, category_table
from app.services.keeping.reference import communes_by_code, read_library
from app.store import community, discharges, events, people, practice_care

if TYPE_CHECKING:
    from collections.abc import Mapping, Set
    from datetime import datetime

    from app.access.actor import Actor
    from app.continuity.carer import CarerId
    from app.continuity.category import Category
    from app.continuity.discharge import Discharge, Taking
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What one carer is asked, or agreed, to take of one line. ``is_assumed``: what it can take is a hypothesis, not its word."""

    taking: Taking
    category: str
    commune: str
    carer: str
    phone: str
    is_assumed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Left:
    """Patients of one line nobody takes. ``reason`` None: nobody was looked for since. ``call``: who came nearest, with
    their numbers."""

    category: str
    commune: str
    patients: int
    reason: Reason | None
    call: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DischargeView:
    """One request with its words. ``categories``: label → patients, most first."""

    discharge: Discharge
    site: str
    exercise: bool
    categories: tuple[tuple[str, int], ...]
    asked: tuple[Asked, ...]
    left: tuple[Left, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DischargeDesk:
    """All that the panel needs: requests (open ones first by hour), and what its form offers (code → words).

    ``active``: the categories that new patients may have.
    """

    views: tuple[DischargeView, ...]
    categories: Mapping[str, str]
    communes: Mapping[str, str]
    sites: Mapping[str, str]
    events: Mapping[str, str]
    now: datetime
    active: frozenset[str] = frozenset()


def read_discharges(actor: Actor, store: Store) -> DischargeDesk:
    """Every request, open ones first by the hour wanted, with who takes what. Raises NotAllowed."""
    require(actor, Action.RUN_CONTINUITY)
    with store.reading() as conn:
        library = read_library(store, conn)
        territory = community.read(conn).territory
        communes = communes_by_code(library, territory)
        table = category_table(library)
        sites = {one.id: one.name for one in people.sites(conn)}
        held = discharges.every(conn)
        named = parties(conn, store) if held else {}
        assumed = {site_carer(id) for id in sites} - {site_carer(id) for id in practice_care.helped_sites(conn)}
        views = tuple(_view(conn, store, one, table, communes, sites, named, assumed) for one in held)
        return DischargeDesk(
            views=views,
            categories={code: one.label for code, one in table.items()},
            communes=dict(sorted(communes.items(), key=lambda kept: kept[1])),
            sites=sites,
            events={one.id: one.title for one in events.under_way(conn)},
            now=store.now(),
            active=frozenset(active(categories_of(conn, library))),
        )


def _view(
    conn: Connection,
    store: Store,
    one: Discharge,
    table: Mapping[str, Category],
    communes: Mapping[str, str],
    sites: Mapping[str, str],
    named: Mapping[str, Party],
    assumed: Set[CarerId],
) -> DischargeView:
    def category(code: str) -> str:
        return table[code].label if code in table else code

    def party(carer: str) -> Party:
        return named.get(carer) or Party(carer.partition(":")[2], "")

    event = events.find(conn, one.event_id) if one.event_id else None
    totals: dict[str, int] = {}
    for line in one.lines:
        totals[category(line.category)] = totals.get(category(line.category), 0) + line.patients
    asked = [
        Asked(
            taking=taking,
            category=category(taking.category),
            commune=communes.get(taking.commune, taking.commune),
            carer=party(taking.carer).name,
            phone=party(taking.carer).phone,
            is_assumed=taking.carer in assumed and taking.agreed_at is None,
        )
        for taking in one.takings
        if not taking.refused
    ]
    return DischargeView(
        discharge=one,
        site=sites.get(one.site, ""),
        exercise=event is not None and event.is_exercise,
        categories=tuple(sorted(totals.items(), key=lambda kept: (-kept[1], kept[0]))),
        asked=tuple(sorted(asked, key=lambda row: (row.taking.agreed_at is not None, row.category, row.commune, row.carer))),
        left=_left(conn, store, one, table, communes, named),
    )  # fmt: skip


def _left(
    conn: Connection,
    store: Store,
    one: Discharge,
    table: Mapping[str, Category],
    communes: Mapping[str, str],
    named: Mapping[str, Party],
) -> tuple[Left, ...]:
    """What is left with the reason of today: looked for again, so that it is never an old one."""
    if not one.left or one.closed_at is not None:
        reasons = {}
    else:
        gaps = outcome_of(conn, store, one).gaps
        reasons = {(gap.category, gap.commune): gap for gap in reversed(gaps)}
    found = []
    for line in one.left:
        gap = reasons.get(line.key)
        found.append(
            Left(
                category=table[line.category].label if line.category in table else line.category,
                commune=communes.get(line.commune, line.commune),
                patients=line.patients,
                reason=gap.reason if gap else None,
                call=tuple(named[carer] for carer in gap.call if carer in named) if gap else (),
            )
        )
    return tuple(found)
