"""Services that can lend hands (SSIAD, SAAD, CLIC, DAC): who, how many, where; and where they would serve most, in counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.continuity.finding import State
from app.continuity.helping import HELPER_WORDS, Helper, share_out
from app.continuity.left_without import who_is_left
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.roster.phones import phone_of
from app.services.continuity import continuity_scene
from app.services.continuity.known_needs import answers, known_needs
from app.services.continuity.read_categories import category_table
from app.services.keeping.reference import commune_names, read_library
from app.store import discharges, helpers, journal, people, revisions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from app.access.actor import Actor
    from app.continuity.category import Category
    from app.continuity.helping import SharedOut
    from app.store.database import Connection, Store

HELPED = "aide_soignant"
"""Needs that such services meet: those whose category says that an « aide-soignant » can (``care_categories.csv``)."""

LONGEST, MOST = 120, 9999
TYPES = ("helper_added", "helper_changed", "helper_struck_off")


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpersView:
    """Who can help, by name, and what the form offers. ``wanted``: commune → patients without a solution that they can
    help, as things stand; ``shared``: who would go where. ``unreadable``: needs no key here opens."""

    helpers: tuple[Helper, ...]
    sites: Mapping[str, str]
    communes: Mapping[str, str]
    wanted: Mapping[str, int]
    shared: SharedOut
    unreadable: int
    today: date


def read_helpers(actor: Actor, store: Store) -> HelpersView:
    """Helpers and where they would serve. Raises NotAllowed."""
    require(actor, Action.RUN_CONTINUITY)
    with store.reading() as conn:
        held, now = helpers.every(conn), store.now()
        wanted, unreadable, carers = _wanted(conn, store, category_table(read_library(store, conn)), now)
        # A service that is an establishment already takes what the assignment gave it: it is not sent twice.
        free = [one for one in held if not one.site or f"site:{one.site}" not in carers]
        return HelpersView(
            helpers=tuple(held),
            sites={one.id: one.name for one in people.sites(conn)},
            communes=commune_names(store, conn),
            wanted=wanted,
            shared=share_out(free, wanted),
            unreadable=unreadable,
            today=paris_date(now),
        )


def keep_helpers(actor: Actor, store: Store, changed: Iterable[Helper], struck: Iterable[Helper] = ()) -> None:
    """Write services at the revisions they were read at (0: new), and strike others off, together.

    Raises StaleRevision, InvalidInput, NotFound (establishment gone); nothing is then written.
    """
    require(actor, Action.RUN_CONTINUITY)
    written, gone = [_checked(one) for one in changed], list(struck)
    with store.transaction() as conn:
        now, sites = store.now(), {one.id for one in people.sites(conn)}
        known = commune_names(store, conn)
        for one in written:
            if strange := next((place for place in sorted(one.communes) if known and place not in known), ""):
                raise InvalidInput(N_("« {commune} » n’est pas une commune du territoire."), commune=strange)
            if one.site and one.site not in sites:
                raise NotFound(N_("Cet établissement n’existe plus. Rechargez la page."))
            if not helpers.put(conn, one):
                raise revisions.stale(conn, one.id, types=TYPES)
            type = "helper_changed" if one.revision else "helper_added"
            journal.write(conn, now, actor.id, type, one.id, {"people": one.people, "capacity": one.capacity})
        for one in gone:
            if not helpers.remove(conn, one.id, one.revision, now):
                raise revisions.stale(conn, one.id, types=TYPES)
            journal.write(conn, now, actor.id, "helper_struck_off", one.id, {})


def _wanted(
    conn: Connection, store: Store, categories: Mapping[str, Category], now: datetime
) -> tuple[dict[str, int], int, frozenset[str]]:
    """Commune → patients left that helpers can help, of the needs and of the discharges; needs unread; carers' ids."""
    scene = continuity_scene.scene(conn, store, now)
    known = known_needs(conn, store, categories, now)
    said = answers(conn, continuity_scene.lasting(conn, scene, known.needs))
    outcome = who_is_left(
        known.needs, said.room(scene.territory), scene.situation, taken=said.taken, refused=said.refused
    )
    found: Counter[str] = Counter(
        one.commune
        for one in outcome.findings
        if one.state is State.UNCOVERED and HELPED in categories[one.category].carers
    )
    for asked in discharges.every(conn, closed=False):
        for line in asked.left:
            if line.category in categories and HELPED in categories[line.category].carers:
                found[line.commune] += line.patients
    unread = sum(one.needs for one in known.unreadable)
    return dict(sorted(found.items())), unread, frozenset(one.id for one in scene.territory.carers)


def _checked(one: Helper) -> Helper:
    name = " ".join(one.name.split())
    if not name or len(name) > LONGEST:
        raise InvalidInput(N_("Donnez le nom du service, en {most} caractères au plus."), most=LONGEST)
    if not (0 <= one.people <= MOST and 0 <= one.capacity <= MOST):
        raise InvalidInput(N_("« {name} » : les nombres vont de 0 à {most}."), name=name, most=MOST)
    if one.kind not in HELPER_WORDS:
        raise InvalidInput(N_("« {name} » : choisissez le genre de service."), name=name)
    return replace(one, name=name, phone=phone_of(one.phone) if one.phone.strip() else "")
