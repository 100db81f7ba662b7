"""A practice's own register of needs, row by row, for its members and its own machine alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.actor import Role
from app.access.permissions import Action, require
from app.continuity.care_need import CareNeed, care_need_of, next_pseudonym
from app.continuity.need_rules import NeedState, state_of
from app.continuity.signature import active
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.core.ids import PersonId
from app.services.continuity.care_mode import require_place_for
from app.services.continuity.read_categories import categories_of, category_table, continuity_rules
from app.services.continuity.seal_needs import may_read_rows, read_needs
from app.services.keeping.reference import communes_by_code, read_library
from app.store import community, people
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.access.actor import Actor
    from app.continuity.category import Category
    from app.continuity.signature import CategoryView
    from app.core.ids import PracticeId
    from app.roster.practice import Practice
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedRow:
    """One need with what people call its parts. ``category`` None: taken out of the table since.

    ``limit_hours``: how long it may wait, its own or the category's; None when neither says.
    """

    need: CareNeed
    category: Category | None
    commune: str
    relays: tuple[str, ...]
    holder: str
    site: str
    state: NeedState
    limit_hours: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A practice's needs, what is due first first, and what its form offers. ``categories``: all of them, active or not.

    ``communes``: INSEE → name, of the territory and of the needs; ``last_commune``: that of the latest number, or empty;
    ``next_pseudonym``: empty when the numbers run out; ``members``, ``practices`` (the others), ``sites``: id → name.
    """

    practice: Practice
    rows: tuple[NeedRow, ...]
    categories: Mapping[str, CategoryView]
    communes: Mapping[str, str]
    last_commune: str
    next_pseudonym: str
    members: Mapping[str, str]
    practices: Mapping[PracticeId, str]
    sites: Mapping[str, str]
    refusal: RuleRefusal | None = None
    """Why nothing may be noted here, when nothing may."""

    def offered(self, of: str = "") -> dict[str, CategoryView]:
        """The categories a need may get: those a physician validated, and the one it already has (``of``)."""
        return {code: one for code, one in self.categories.items() if one.is_validated or code == of}


ORDER = list(NeedState)


def own_practices(actor: Actor, store: Store) -> tuple[Practice, ...]:
    """The practices whose rows ``actor`` may read, by name; empty for the coordination. Raises NotAllowed."""
    require(actor, Action.RECORD_NEEDS)
    with store.reading() as conn:
        return own_practices_of(conn, actor)


def own_practices_of(conn: Connection, actor: Actor) -> tuple[Practice, ...]:
    """The same, within a reading."""
    if actor.role is Role.PROFESSIONAL:
        person = people.find(conn, PersonId(actor.id))
        return tuple(one for one in people.practices(conn) if person is not None and one.id == person.practice)
    found = (one for one in people.practices(conn) if may_read_rows(conn, actor, one.id))
    return tuple(sorted(found, key=lambda one: (one.name, one.id)))


def category_labels(actor: Actor, store: Store) -> dict[str, str]:
    """Code → name of every category, in order, for whoever writes needs or counts them. Raises NotAllowed."""
    require(actor, Action.RECORD_NEEDS)
    with store.reading() as conn:
        return {code: one.label for code, one in category_table(read_library(store, conn)).items()}


def active_categories(actor: Actor, store: Store) -> tuple[str, ...]:
    """Codes of the categories that new needs may hang on, in order. Raises NotAllowed."""
    require(actor, Action.RECORD_NEEDS)
    with store.reading() as conn:
        return tuple(active(categories_of(conn, read_library(store, conn))))


def read_register(actor: Actor, store: Store, practice: PracticeId) -> Register:
    """The needs of the actor's own practice. Raises NotAllowed for anyone else, the coordination included; KeyLost."""
    require(actor, Action.RECORD_NEEDS)
    needs = [care_need_of(one) for one in read_needs(actor, store, practice)]
    with store.reading() as conn:
        return _register(conn, store, practice, needs)


def _register(conn: Connection, store: Store, practice: PracticeId, needs: list[CareNeed]) -> Register:
    library = read_library(store, conn)
    named = {one.id: one for one in people.practices(conn)}
    if practice not in named:
        raise NotFound(N_("Ce cabinet n’existe plus : rechargez la page."))
    territory = community.read(conn).territory
    communes = communes_by_code(library, territory)
    communes |= {one.commune: one.commune for one in needs if one.commune not in communes}
    members: dict[str, str] = {
        one.id: full_name(one.given_name, one.family_name) for one in people.every(conn) if one.practice == practice
    }
    categories, review_days = categories_of(conn, library), continuity_rules(library)["review_days"]
    sites = {one.id: one.name for one in people.sites(conn)}
    others = {id: one.name for id, one in named.items() if id != practice}

    def row(need: CareNeed) -> NeedRow:
        view = categories.get(need.category)
        limit = need.max_interruption_hours
        if limit is None and view is not None:
            limit = view.category.max_interruption_hours
        return NeedRow(
            need=need,
            category=view.category if view else None,
            commune=communes[need.commune],
            relays=tuple(others[one] for one in need.relays if one in others),
            holder=members.get(need.holder, ""),
            site=sites.get(need.site, ""),
            state=state_of(need, store.now(), review_days),
            limit_hours=limit,
        )

    return Register(
        practice=named[practice],
        rows=tuple(sorted(map(row, needs), key=_due)),
        categories=categories,
        communes=communes,
        last_commune=max(needs, key=lambda one: (one.pseudonym, one.id)).commune if needs else named[practice].commune_insee,
        next_pseudonym=_next(needs),
        members=members,
        practices=others,
        sites=sites,
        refusal=_refusal(conn, practice, store.now()),
    )  # fmt: skip


def _due(row: NeedRow) -> tuple[int, str, str, str]:
    return ORDER.index(row.state), row.need.pseudonym, row.need.category, row.need.id


def _next(needs: list[CareNeed]) -> str:
    try:
        return next_pseudonym(one.pseudonym for one in needs)
    except InvalidInput:
        return ""


def _refusal(conn: Connection, practice: PracticeId, now: datetime) -> RuleRefusal | None:
    try:
        require_place_for(conn, practice, now)
    except RuleRefusal as refusal:
        return refusal
    return None
