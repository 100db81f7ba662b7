"""Writing the community's own plan: a draft is begun complete, written section by section, brought up to date, given up.

Two people may write two sections of the same draft: a write is refused only when its own section changed meanwhile.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import new_id
from app.response.plan import PlanState, PlanVersion, fingerprint_of, written
from app.response.plan_draft import carried_on, outdated
from app.services.plans.plan_material import proposed
from app.store import journal, plans, revisions

if TYPE_CHECKING:
    from collections.abc import Collection

    from app.access.actor import Actor
    from app.response.plan import Section
    from app.store.database import Connection, Store

LONGEST = 200_000
"""Characters of one section: three times the longest that is proposed."""


def start_plan(actor: Actor, store: Store) -> int:
    """Begin a version from all that is known today and, when there was one before, from what people wrote in it.

    Returns its number. Raises InvalidInput when a draft is under way, NotAllowed.
    """
    require(actor, Action.EDIT_PLANS)
    with store.transaction() as conn:
        last = plans.latest(conn)
        if last and last.state is PlanState.DRAFT:
            raise InvalidInput(
                N_("La version {number} est déjà en cours d’écriture : continuez-la, ou abandonnez-la d’abord."),
                number=last.number,
            )
        number, now = (last.number + 1 if last else 1), store.now()
        sections, _facts = proposed(conn, store, number)
        begun = PlanVersion(
            id=new_id(),
            number=number,
            state=PlanState.DRAFT,
            sections=carried_on(last.sections, sections) if last else sections,
            created_at=now,
            changed_at=now,
        )
        plans.add(conn, begun)
        journal.write(conn, now, actor.id, "plan.started", begun.id, {"version": number})
    return number


def write_section(
    actor: Actor, store: Store, number: int, key: str, body: str, revision: int, *, seen: str = ""
) -> None:
    """Write a section over; its points are the lines at its end that begin with « – ».

    ``seen``: :func:`section_mark` of the section as it was read; while it stands, another section written meanwhile is
    no obstacle; once it does not, a draft begun anew under the same number is no longer what was read. Raises StaleRevision, InvalidInput, NotFound, NotAllowed.
    """
    require(actor, Action.EDIT_PLANS)
    _check(body)
    with store.transaction() as conn:
        version = _draft(conn, number)
        held = _section(version, key)
        if section_mark(held) != seen if seen else version.revision != revision:
            raise revisions.stale(conn, version.id)
        text, items = written(body)
        if (text, items) == (held.text, held.items):
            return
        # The text as it is proposed again is no longer one's own; its mark then is that of the proposal.
        own = fingerprint_of(text, items) != held.fingerprint
        changed = replace(held, text=text, items=items, modified=own)
        _put(conn, store, actor, version, {key: changed}, "plan.section_written")


def take_again(actor: Actor, store: Store, number: int, keys: Collection[str], revision: int) -> int:
    """Give sections the text that would be proposed today, over whatever was written; returns how many changed.

    Raises StaleRevision, InvalidInput, NotFound, NotAllowed.
    """
    require(actor, Action.EDIT_PLANS)
    with store.transaction() as conn:
        version = _draft(conn, number)
        if version.revision != revision:
            raise revisions.stale(conn, version.id)
        sections, _facts = proposed(conn, store, number)
        today = {one.key: one for one in sections if one.key in keys}
        changed = {key: one for key, one in today.items() if _differs(one, _section(version, key))}
        if changed:
            _put(conn, store, actor, version, changed, "plan.refreshed")
    return len(changed)


def keep_as_written(actor: Actor, store: Store, number: int, key: str, revision: int) -> None:
    """What a person wrote stands although the figures moved: they are not offered again until they move once more.

    Raises StaleRevision, InvalidInput, NotFound, NotAllowed.
    """
    require(actor, Action.EDIT_PLANS)
    with store.transaction() as conn:
        version = _draft(conn, number)
        if version.revision != revision:
            raise revisions.stale(conn, version.id)
        sections, _facts = proposed(conn, store, number)
        today = next(one for one in sections if one.key == key)
        kept = replace(_section(version, key), fingerprint=today.fingerprint, modified=True)
        _put(conn, store, actor, version, {key: kept}, "plan.section_written")


def refresh_unwritten(actor: Actor, store: Store, number: int, revision: int) -> int:
    """Bring every section that nobody wrote over up to date; returns how many changed. Raises as :func:`take_again`."""
    require(actor, Action.EDIT_PLANS)
    with store.reading() as conn:
        version = _draft(conn, number)
        keys = outdated(version.sections, proposed(conn, store, number)[0])
    return take_again(actor, store, number, keys, revision)


def drop_draft(actor: Actor, store: Store, number: int, revision: int) -> None:
    """Give up a draft: the version before it is again the newest. Raises StaleRevision, InvalidInput, NotFound, NotAllowed."""
    require(actor, Action.EDIT_PLANS)
    with store.transaction() as conn:
        version = _draft(conn, number)
        if plans.is_under_review(conn, version.id):
            raise InvalidInput(
                N_("Des partenaires relisent cette version : elle se garde avec leurs avis. Corrigez-la plutôt.")
            )
        plans.drop(conn, replace(version, revision=revision))
        journal.write(conn, store.now(), actor.id, "plan.dropped", version.id, {"version": number})


def section_mark(section: Section) -> str:
    """What tells whether a section is still as it was read."""
    return fingerprint_of(section.text, section.items)


def _draft(conn: Connection, number: int) -> PlanVersion:
    version = plans.find(conn, number)
    if version is None:
        raise NotFound(N_("Cette version du plan n’existe pas. Choisissez-en une dans la liste."))
    if version.state is not PlanState.DRAFT:
        raise InvalidInput(
            N_("La version {number} est validée : elle ne change plus. Commencez la version suivante."), number=number
        )
    return version


def _section(version: PlanVersion, key: str) -> Section:
    section = version.section(key)
    if section is None:
        raise NotFound(N_("Cette section n’existe pas dans cette version. Rechargez la page."))
    return section


def _differs(proposed: Section, held: Section) -> bool:
    """The day on which a text was proposed is no difference."""
    return held.modified or (proposed.text, proposed.items) != (held.text, held.items)


def _put(
    conn: Connection, store: Store, actor: Actor, version: PlanVersion, changed: dict[str, Section], type: str
) -> None:
    sections = tuple(changed.get(one.key, one) for one in version.sections)
    plans.put(conn, replace(version, sections=sections, changed_at=store.now()))
    payload = {"version": version.number, "sections": sorted(changed)}
    journal.write(conn, store.now(), actor.id, type, version.id, payload)


def _check(body: str) -> None:
    if len(body) > LONGEST:
        raise InvalidInput(
            N_("Cette section dépasse {most} caractères : mettez le détail en annexe."), most=LONGEST
        )  # fmt: skip
    if "\x00" in body:
        raise InvalidInput(N_("Ce texte contient un caractère illisible : collez-le sans mise en forme."))
