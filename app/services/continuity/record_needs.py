"""Note, change, renew and end the care needs of a practice: checked, then sealed. Only those who may read them write them.

One rule for who: a member of the practice, whoever sits at its own machine, or the command line, which has the folder
and its keys. What is already there is looked at to refuse the same need twice, and would otherwise tell it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.actor import COMMAND_LINE, Role
from app.access.permissions import Action, require
from app.continuity.care_need import CareNeed, care_need_of, content_of, new_need_id
from app.continuity.need_rules import Known, NeedDraft, draft_of, need_of, still_named
from app.continuity.signature import require_active
from app.core.errors import N_, InvalidInput, NotAllowed, NotFound, StaleRevision
from app.core.ids import PersonId
from app.services.continuity.read_categories import categories_of, category_table, continuity_rules
from app.services.continuity.seal_needs import ChangedNeed, NewNeed, may_read_rows, seal_needs
from app.services.keeping.reference import read_library
from app.store import care_vault, people

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.access.actor import Actor
    from app.continuity.need import NeedId
    from app.continuity.signature import CategoryView
    from app.core.ids import PracticeId
    from app.store.database import Connection, Store

__all__ = ["Change", "NeedDraft", "Read", "known_to", "may_write", "record_needs", "renew_needs", "require_writer"]

_CHANGED = N_("Quelqu’un du cabinet a modifié ce besoin entre-temps. Rien n’a été écrit : relisez-le.")
_one_at_a_time = threading.Lock()
"""From looking at what is there to sealing: two phones that note the same need at once note it once."""


@dataclass(frozen=True, slots=True)
class Read:
    """A need as somebody read it."""

    id: NeedId
    revision: int


@dataclass(frozen=True, slots=True)
class Change:
    """A need read at ``revision`` and what it becomes."""

    id: NeedId
    revision: int
    draft: NeedDraft


def record_needs(
    actor: Actor,
    store: Store,
    practice: PracticeId,
    new: Sequence[NeedDraft] = (),
    changed: Sequence[Change] = (),
    dropped: Sequence[Read] = (),
) -> tuple[NeedId, ...]:
    """Write needs of a practice, all or none; the ids of the new ones, in order. Each is reviewed today and ends by itself.

    ``dropped``: ended now, whether the key is there or not; one that is gone already is no fault. A need keeps a category that
    is no longer validated; a new one never gets it. Raises NotAllowed, RuleRefusal (no declared place, a category that no
    physician validated), KeyLost, StaleRevision, NotFound, InvalidInput.
    """
    require(actor, Action.RECORD_NEEDS)
    with _one_at_a_time:
        with store.reading() as conn:
            require_writer(conn, actor, practice)
            held = _held(conn, store, practice) if new or changed else {}
            _check_dropped(conn, practice, dropped)
            known = known_to(conn, store, practice, [one.holder for one in (*new, *(one.draft for one in changed))])
            views = categories_of(conn, read_library(store, conn))
        now = store.now()
        made = [need_of(new_need_id(), practice, one, known, now) for one in new]
        edited = [replace(need_of(one.id, practice, one.draft, known, now), revision=one.revision) for one in changed]
        _check_revisions(held, [Read(one.id, one.revision) for one in changed])
        _check_active(views, held, made, edited)
        gone = [one.id for one in dropped]
        _check_once(held, made, edited, gone)
        return seal_needs(
            actor, store, practice,
            [NewNeed(content_of(one), one.expires_at) for one in made],
            changed=[ChangedNeed(one.id, one.revision, content_of(one), one.expires_at) for one in edited],
            dropped=gone,
        )  # fmt: skip


def renew_needs(actor: Actor, store: Store, practice: PracticeId, needs: Sequence[Read]) -> None:
    """These needs still hold: reviewed today, ending later. Raises as :func:`record_needs`."""
    require(actor, Action.RECORD_NEEDS)
    with store.reading() as conn:
        require_writer(conn, actor, practice)
        held = _held(conn, store, practice)
        known = known_to(conn, store, practice, [one.holder for one in held.values()])
    _check_revisions(held, needs)
    drafts = [(one, still_named(draft_of(held[one.id]), known)) for one in needs]
    record_needs(actor, store, practice, changed=[Change(one.id, one.revision, draft) for one, draft in drafts])


def may_write(conn: Connection, actor: Actor, practice: PracticeId) -> bool:
    """Whether ``actor`` may write this practice's needs."""
    return may_read_rows(conn, actor, practice) or actor == COMMAND_LINE


def require_writer(conn: Connection, actor: Actor, practice: PracticeId) -> None:
    """Raises NotAllowed with the sentence to show, NotFound for a practice that is gone."""
    if not any(one.id == practice for one in people.practices(conn)):
        raise NotFound(N_("Ce cabinet n’existe plus : rechargez la page."))
    if may_write(conn, actor, practice):
        return
    if actor.role is Role.PROFESSIONAL:
        raise NotAllowed(N_("Ces besoins sont ceux d’un autre cabinet que le vôtre."))
    raise NotAllowed(
        N_("Les besoins d’un cabinet sont notés par ses membres, depuis leur compte ou leur propre poste.")
    )


def known_to(conn: Connection, store: Store, practice: PracticeId, holders: Iterable[str] = ()) -> Known:
    """What a draft of this practice may name; ``holders`` are looked up, and kept where they are members."""
    library = read_library(store, conn)
    asked = [people.find(conn, PersonId(one)) for one in sorted({one for one in holders if one})]
    return Known(
        categories=category_table(library),
        practices=frozenset(one.id for one in people.practices(conn)),
        sites=frozenset(one.id for one in people.sites(conn)),
        members=frozenset(one.id for one in asked if one is not None and one.practice == practice),
        need_days=continuity_rules(library)["need_days"],
    )


def _held(conn: Connection, store: Store, practice: PracticeId) -> dict[NeedId, CareNeed]:
    opened = care_vault.opened_of(conn, store.folder, store.now(), practice)
    return {one.stamp.id: care_need_of(one) for one in opened}


def _check_revisions(held: dict[NeedId, CareNeed], read: Iterable[Read]) -> None:
    for one in read:
        if one.id not in held:
            raise NotFound(N_("Ce besoin n’existe plus : il a expiré, ou quelqu’un du cabinet l’a retiré."))
        if held[one.id].revision != one.revision:
            raise StaleRevision(_CHANGED)


def _check_active(
    views: Mapping[str, CategoryView], held: dict[NeedId, CareNeed], made: list[CareNeed], edited: list[CareNeed]
) -> None:
    moved = [one for one in edited if one.category != held[one.id].category]
    for one in (*made, *moved):
        require_active(views[one.category])


def _check_dropped(conn: Connection, practice: PracticeId, read: Sequence[Read]) -> None:
    """What a colleague changed meanwhile is not ended unread."""
    stand = {one.id: one.revision for one in care_vault.stamps(conn, practice)} if read else {}
    if any(stand.get(one.id, one.revision) != one.revision for one in read):
        raise StaleRevision(_CHANGED)


def _check_once(
    held: dict[NeedId, CareNeed], made: list[CareNeed], edited: list[CareNeed], dropped: Sequence[NeedId]
) -> None:
    """One need of a category for a patient: the second is a mistake, or a tap too many."""
    after = {id: need for id, need in held.items() if id not in set(dropped)}
    after |= {one.id: one for one in edited}
    taken = {(one.pseudonym, one.category) for one in after.values()}
    if len(taken) < len(after):
        raise InvalidInput(N_("Ce patient a déjà un besoin de cette catégorie : modifiez celui-là."))
    for one in made:
        if (one.pseudonym, one.category) in taken:
            raise InvalidInput(N_("Ce patient a déjà un besoin de cette catégorie : modifiez celui-là."))
        taken.add((one.pseudonym, one.category))
