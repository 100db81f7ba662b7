"""Help a town hall to call those on its register: how many, how often, with whom. Never who.

The register is the mayor's (CASF L.121-6-1): no list is ever asked for, and calls are made from the town hall.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.helping import CcasHelp
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.roster.phones import phone_of
from app.services.continuity.read_categories import continuity_rules
from app.services.crisis.the_event import open_event_of
from app.services.keeping.reference import communes_by_code, read_library
from app.store import ccas_helps, community, events, journal, revisions

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from app.access.actor import Actor
    from app.store.database import Store

MOST_REGISTERED, MOST_CALLS, MOST_CALLERS = 9999, 12, 999
TYPES = ("ccas_help_noted", "ccas_help_changed", "ccas_help_closed")


@dataclass(frozen=True, slots=True, kw_only=True)
class CcasView:
    """Town halls being helped, the most callers missing first, and what the form offers."""

    helps: tuple[CcasHelp, ...]
    communes: Mapping[str, str]
    events: Mapping[str, str]
    today: date
    calls_per_day: int
    call_minutes: int
    caller_hours: int
    """What a town hall that has not said is taken for: calls a day for each person, minutes a call, hours a caller."""

    @property
    def missing(self) -> int:
        """Callers still to find."""
        return sum(one.missing for one in self.helps)


def read_ccas(actor: Actor, store: Store) -> CcasView:
    """Town halls being helped. Raises NotAllowed."""
    require(actor, Action.RUN_CONTINUITY)
    with store.reading() as conn:
        library, territory = read_library(store, conn), community.read(conn).territory
        names = communes_by_code(library, territory)
        rules = continuity_rules(library)
        return CcasView(
            helps=tuple(ccas_helps.every(conn)),
            communes=dict(sorted(names.items(), key=lambda kept: kept[1])),
            events={one.id: one.title for one in events.under_way(conn)},
            today=paris_date(store.now()),
            calls_per_day=rules["calls_per_day"],
            call_minutes=rules["call_minutes"],
            caller_hours=rules["caller_hours"],
        )


def keep_ccas_help(actor: Actor, store: Store, one: CcasHelp) -> None:
    """Write what a town hall asks, at the revision it was read at (0: new). Raises StaleRevision, InvalidInput."""
    require(actor, Action.RUN_CONTINUITY)
    checked = _checked(one)
    with store.transaction() as conn:
        if checked.event_id:
            open_event_of(conn, checked.event_id)
        if not ccas_helps.put(conn, checked):
            raise revisions.stale(conn, one.id, types=TYPES)
        counts = {
            "registered": checked.registered, "calls": checked.calls, "wanted": checked.helpers_wanted,
            "given": checked.helpers_given,
        }  # fmt: skip
        type = "ccas_help_changed" if one.revision else "ccas_help_noted"
        journal.write(conn, store.now(), actor.id, type, one.id, counts)


def close_ccas_help(actor: Actor, store: Store, id: str, revision: int) -> None:
    """The calls are over. Raises NotFound, RuleRefusal when they were already, StaleRevision."""
    require(actor, Action.RUN_CONTINUITY)
    with store.transaction() as conn:
        held = ccas_helps.find(conn, id)
        if held is None:
            raise NotFound(N_("Cette aide n’existe plus. Rechargez la page."))
        if held.closed_at is not None:
            raise RuleRefusal(N_("Ces appels sont déjà finis."))
        now = store.now()
        if not ccas_helps.put(conn, replace(held, closed_at=now, revision=revision)):
            raise revisions.stale(conn, id, types=TYPES)
        journal.write(conn, now, actor.id, "ccas_help_closed", id, {"given": held.helpers_given})


def _checked(one: CcasHelp) -> CcasHelp:
    if not one.commune:
        raise InvalidInput(N_("Choisissez la commune qui appelle."))
    if not 0 <= one.registered <= MOST_REGISTERED:
        raise InvalidInput(N_("Le nombre d’inscrits va de 0 à {most}."), most=MOST_REGISTERED)
    if not 0 <= one.calls_per_day <= MOST_CALLS:
        raise InvalidInput(N_("Le nombre d’appels par jour et par inscrit va de 0 à {most}."), most=MOST_CALLS)
    if not all(0 <= count <= MOST_CALLERS for count in (one.callers, one.helpers_wanted, one.helpers_given)):
        raise InvalidInput(N_("Le nombre d’appelants va de 0 à {most}."), most=MOST_CALLERS)
    if one.until_day is not None and one.until_day < one.from_day:
        raise InvalidInput(N_("Le dernier jour ne peut pas venir avant le premier."))
    return replace(one, contact_phone=phone_of(one.contact_phone) if one.contact_phone.strip() else "")
