"""Staff the crisis cell: who holds each function, where it meets, who is on duty when, what is handed over at the relief."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.core.ids import new_id
from app.core.intervals import is_within
from app.core.typed import typed_text
from app.library.content import built
from app.response.cell import DRY_RUN, Member, cell_limits
from app.response.rotation import propose_rotation
from app.roster import cells
from app.roster.person import Mission
from app.roster.phones import phone_of
from app.services.crisis.write_log import note_in_log
from app.services.keeping.content_files import HOURS, bounded
from app.services.keeping.reference import read_library
from app.store import crisis_cell, events, journal, people, revisions
from app.words import _
from app.words.people import list_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.library import Library
    from app.response.cell import CellLimits, CellPlace, Shift
    from app.roster.person import Person
    from app.store.database import Connection, Store

CELL = "crisis_cell"
"""Subject of what the journal says of where the cell meets."""
OVERLAP = "handover_minutes"
"""The one limit that may be nothing."""
LONGEST, LONGEST_TEXT = 200, 4_000
MOST_MEMBERS = 12
MOST_HOURS = 14 * 24


def set_function(actor: Actor, store: Store, function: str, members: Sequence[Member], seen: Sequence[Member]) -> None:
    """Make ``members`` all that a function has, holder first; ``seen``: those that were read.

    Whoever is not of the roster has a name, and a telephone when known. Raises StaleRevision, InvalidInput.
    """
    require(actor, Action.EDIT_PLANS)
    with store.transaction() as conn:
        if function not in {one.code for one in read_library(store, conn).cell_functions}:
            raise InvalidInput(N_("Cette fonction n’existe plus. Rechargez la page."))
        roster = {one.id for one in people.every(conn)}
        held = [replace(_member(one, roster), function=function, rank=rank) for rank, one in enumerate(members)]
        if len({one.key for one in held}) < len(held) or len(held) > MOST_MEMBERS:
            raise InvalidInput(
                N_("Une personne tient une fonction une seule fois, et {most} au plus la tiennent."), most=MOST_MEMBERS
            )
        present = [one for one in crisis_cell.members(conn) if one.function == function]
        if _stamps(present) != _stamps(seen):
            raise revisions.stale(conn, function, types=("cell_staffed",))
        crisis_cell.replace_function(conn, function, held)
        journal.write(conn, store.now(), actor.id, "cell_staffed", function, {"people": len(held)})


def start_cell(actor: Actor, store: Store) -> int:
    """Name a holder and a deputy for every function that has nobody: volunteers for the cell, then members; how many people.

    It is a proposal to confirm with each of them. Whoever may be mobilised soonest comes first; nobody is named twice.
    Raises InvalidInput when there is nobody to name.
    """
    require(actor, Action.EDIT_PLANS)
    with store.transaction() as conn:
        held = crisis_cell.members(conn)
        taken, staffed = {one.person_id for one in held}, {one.function for one in held}
        free = [one for one in _nameable(conn, paris_date(store.now())) if one.id not in taken]
        if not free:
            raise InvalidInput(N_("Personne de plus n’est volontaire ni adhérent : choisissez les membres un à un."))
        empty = [one.code for one in read_library(store, conn).cell_functions if one.code not in staffed]
        named: dict[str, list[Member]] = {}
        for rank in range(2):
            for function in empty:
                if free:
                    one = free.pop(0)
                    named.setdefault(function, []).append(Member(function=function, rank=rank, person_id=one.id))
        for function, members in named.items():
            crisis_cell.replace_function(conn, function, members)
            journal.write(conn, store.now(), actor.id, "cell_staffed", function, {"people": len(members)})
    return sum(map(len, named.values()))


def set_place(actor: Actor, store: Store, chosen: CellPlace, revision: int) -> None:
    """Write where the cell meets, where it falls back, its link and what opens it. Raises StaleRevision, InvalidInput."""
    require(actor, Action.EDIT_PLANS)
    said = replace(
        chosen, place=_short(chosen.place), fallback=_short(chosen.fallback), video=_address(chosen.video),
        phone=_phone(chosen.phone), criteria=_long(chosen.criteria),
    )  # fmt: skip
    with store.transaction() as conn:
        if not crisis_cell.put_place(conn, said, revision):
            raise revisions.stale(conn, CELL)
        journal.write(conn, store.now(), actor.id, "cell_place_set", CELL, {})


def plan_rotation(actor: Actor, store: Store, event_id: str, start: datetime, hours: int, seen: Iterable[Shift]) -> int:
    """Propose who is on duty from ``start`` (aware) during ``hours``; how many shifts, those nobody may take included.

    What began before ``start`` stays; what was to begin later is replaced. ``event_id`` empty: a dry run. Raises
    StaleRevision when the shifts are no longer those that were seen, InvalidInput when nobody is in the cell.
    """
    require(actor, Action.RUN_EVENT)
    if hours < 1 or hours > MOST_HOURS:
        raise InvalidInput(N_("Une rotation se propose pour 1 à {most} heures."), most=MOST_HOURS)
    with store.transaction() as conn:
        _known_event(conn, event_id)
        members = crisis_cell.members(conn)
        if not members:
            raise InvalidInput(N_("Personne n’est encore dans la cellule : nommez d’abord les titulaires."))
        held = crisis_cell.shifts(conn, event_id)
        if _stamps_of(held) != _stamps_of(seen):
            raise revisions.stale(conn, f"cell:{event_id}")
        library = read_library(store, conn)
        limits = limits_on(library, paris_date(start))
        functions = [one.code for one in library.cell_functions]
        kept = [one for one in held if one.starts_at < start and not one.is_open]
        for one in held:
            if one not in kept:
                crisis_cell.remove_shift(conn, one.id, one.revision)
        made = propose_rotation(members, functions, start, hours, limits, new_id, event_id=event_id, kept=kept)
        for one in made:
            crisis_cell.put_shift(conn, one)
        journal.write(conn, store.now(), actor.id, "cell_rotation_planned", f"cell:{event_id}", {"shifts": len(made)})
    return len(made)


def change_shift(actor: Actor, store: Store, shift: Shift) -> None:
    """Write who is on duty and when, over the revision that was read (0: a new shift). Raises StaleRevision, InvalidInput.

    Too long or too little rest is told on the screen and not forbidden: it is a crisis.
    """
    require(actor, Action.RUN_EVENT)
    if not timedelta() < shift.ends_at - shift.starts_at <= timedelta(hours=24):
        raise InvalidInput(N_("Une présence finit après son début et dure 24 heures au plus."))
    with store.transaction() as conn:
        _known_event(conn, shift.event_id)
        if shift.function not in {one.code for one in read_library(store, conn).cell_functions}:
            raise InvalidInput(N_("Cette fonction n’existe plus. Rechargez la page."))
        if shift.person_id is not None and people.find(conn, shift.person_id) is None:
            raise InvalidInput(N_("Cette personne n’est plus dans l’effectif. Rechargez la page."))
        held = crisis_cell.find_shift(conn, shift.id)
        if shift.revision and held is None:
            raise NotFound(N_("Cette présence n’existe plus. Rechargez la page."))
        said = replace(
            shift, id=shift.id or new_id(), name="" if shift.person_id else _short(shift.name),
            handed_over=held.handed_over if held else "",
        )  # fmt: skip
        if not crisis_cell.put_shift(conn, said):
            raise revisions.stale(conn, shift.id)
        journal.write(conn, store.now(), actor.id, "cell_shift_changed", said.id, {})


def remove_shift(actor: Actor, store: Store, shift_id: str, revision: int) -> None:
    """Take a shift out of the rotation. Raises StaleRevision, NotFound."""
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        if crisis_cell.find_shift(conn, shift_id) is None:
            raise NotFound(N_("Cette présence n’existe plus. Rechargez la page."))
        if not crisis_cell.remove_shift(conn, shift_id, revision):
            raise revisions.stale(conn, shift_id)
        journal.write(conn, store.now(), actor.id, "cell_shift_removed", shift_id, {})


def hand_over(actor: Actor, store: Store, shift_id: str, text: str, revision: int) -> None:
    """Keep what is passed on at a relief; in an event, the main courante says that it was. Raises StaleRevision, InvalidInput."""
    require(actor, Action.RUN_EVENT)
    said = _long(text)
    if not said:
        raise InvalidInput(
            N_("Écrivez ce que vous transmettez : où l’on en est, ce qui attend, ce qu’il faut surveiller.")
        )
    with store.transaction() as conn:
        held = crisis_cell.find_shift(conn, shift_id)
        if held is None:
            raise NotFound(N_("Cette présence n’existe plus. Rechargez la page."))
        if not crisis_cell.put_shift(conn, replace(held, handed_over=said, revision=revision)):
            raise revisions.stale(conn, shift_id)
        journal.write(conn, store.now(), actor.id, "cell_handed_over", shift_id, {})
        if held.event_id != DRY_RUN:
            labels = {one.code: one.label for one in read_library(store, conn).cell_functions}
            line = _("Relève transmise : {function}.").format(function=labels.get(held.function, held.function))
            note_in_log(conn, store.now(), actor, line, event_id=held.event_id)


def limits_on(library: Library, day: date) -> CellLimits:
    """``data/cell_limits.csv`` as in force on a civil day. Raises InvalidInput."""
    rows = library.file("cell_limits.csv")
    for record in rows:
        bounded(record, "value", 0 if cells.text(record.cells, "code") == OVERLAP else 1, HOURS[1])
    return cell_limits(record.cells for record in rows if built(record, lambda row: _is_in_force(row, day)))


def _is_in_force(row: cells.Cells, day: date) -> bool:
    cells.required(row, "code")
    return is_within(day, cells.day(row, "valid_from"), cells.day(row, "valid_to"))


def _nameable(conn: Connection, today: date) -> list[Person]:
    """Volunteers for the cell, then members of the community; among each, soonest to mobilise first, unknown delays last."""
    found = [
        one
        for one in people.every(conn)
        if (Mission.CRISIS_CELL in one.missions or one.member) and one.is_contactable_on(today)
    ]
    late = MOST_HOURS
    return sorted(
        found,
        key=lambda one: (
            Mission.CRISIS_CELL not in one.missions,
            late if one.delay_to_mobilise_hours is None else one.delay_to_mobilise_hours,
            list_order(one.family_name, one.given_name),
        ),
    )


def _known_event(conn: Connection, event_id: str) -> None:
    if event_id != DRY_RUN and events.find(conn, event_id) is None:
        raise NotFound(N_("Cet événement n’existe plus. Rechargez la page."))


def _member(one: Member, roster: set[PersonId]) -> Member:
    if one.person_id is not None:
        if one.person_id not in roster:
            raise InvalidInput(N_("Cette personne n’est plus dans l’effectif. Rechargez la page."))
        return replace(one, name="", phone="")
    name = _short(one.name)
    if not name:
        raise InvalidInput(N_("Choisissez quelqu’un de l’effectif, ou écrivez un nom."))
    return replace(one, name=name, phone=_phone(one.phone))


def _short(text: str) -> str:
    return typed_text(text, LONGEST, too_long=N_("Cette case tient en {most} signes."))


def _long(text: str) -> str:
    return typed_text(text, LONGEST_TEXT, too_long=N_("Ce texte tient en {most} signes."))


def _phone(text: str) -> str:
    return phone_of(text) if text.strip() else ""


def _address(text: str) -> str:
    """A link that a browser opens; what is typed without its scheme gets it."""
    said = _short(text)
    if not said:
        return ""
    whole = said if "://" in said else f"https://{said}"
    parts = urlsplit(whole)
    if parts.scheme not in ("http", "https") or "." not in parts.netloc or " " in whole:
        raise InvalidInput(N_("Le lien de visioconférence commence par https:// : copiez-le depuis l’invitation."))
    return whole


def _stamps(members: Iterable[Member]) -> set[tuple[int, str, int]]:
    return {(one.rank, one.key, one.revision) for one in members}


def _stamps_of(shifts: Iterable[Shift]) -> set[tuple[str, int]]:
    return {(one.id, one.revision) for one in shifts}
