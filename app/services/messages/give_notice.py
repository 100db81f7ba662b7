"""Information notices (RGPD art. 13 and 14): write a version with its legal basis, and note to whom it was given."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.services.crisis.writing_desk import read_sender
from app.services.keeping.reference import read_library
from app.services.messages.notice_words import missing_words, notice_text
from app.store import community, erasures, journal, notices, people
from app.store.notices import Given, NoticeKind
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.roster.person import Person
    from app.store.database import Connection, Store
    from app.store.notices import Notice

LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class NoticeState:
    """A version and how many of the roster were given it."""

    notice: Notice
    given: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesView:
    """Every version, the one in force for the roster, and who was not given it yet."""

    states: tuple[NoticeState, ...]
    in_force: Notice | None
    not_told: tuple[Person, ...]
    people: int
    proposed: str
    """What messages say today, to begin a version from."""
    missing: tuple[str, ...] = ()
    """What the community has not set yet, so that the text can't say it: in words."""

    def latest(self, kind: NoticeKind) -> Notice | None:
        """The last version written of a kind."""
        return next((state.notice for state in self.states if state.notice.kind is kind), None)


def read_notices(actor: Actor, store: Store) -> NoticesView:
    """The notices and who still has to be told. Raises NotAllowed."""
    require(actor, Action.KEEP_DATA)
    with store.reading() as conn:
        roster = _roster(conn)
        current = notices.in_force(conn, NoticeKind.ROSTER, paris_date(store.now()))
        told = set(notices.given(conn, current.id)) if current else set()
        return NoticesView(
            states=tuple(NoticeState(one, len(notices.given(conn, one.id))) for one in notices.every(conn)),
            in_force=current,
            not_told=tuple(person for person in roster if person.id not in told) if current else (),
            people=len(roster),
            proposed=_proposed(conn, store),
            missing=missing_words(community.read(conn)),
        )


def write_notice(
    actor: Actor,
    store: Store,
    kind: NoticeKind,
    text: str,
    legal_basis: str,
    in_force_from: date,
    *,
    tell_again: bool = False,
) -> Notice:
    """Write the next version of a notice; versions before it stay as they were.

    ``tell_again``: the next message to each person of the roster carries the information anew. Raises InvalidInput.
    """
    require(actor, Action.KEEP_DATA)
    said, basis = text.strip(), legal_basis.strip()
    if not said or len(said) > LONGEST:
        raise InvalidInput(N_("Écrivez le texte remis aux personnes ({most} signes au plus)."), most=LONGEST)
    if not basis:
        raise InvalidInput(N_("Donnez la base légale, par exemple « intérêt légitime (RGPD art. 6 §1 f) »."))
    with store.transaction() as conn:
        before = notices.latest(conn, kind)
        if before is not None and in_force_from < before.in_force_from:
            raise InvalidInput(
                N_("Cette version commencerait avant la version {version}, en vigueur depuis le {day} : choisissez un jour plus tard."),
                version=before.version,
                day=before.in_force_from,
            )  # fmt: skip
        notice = notices.add(conn, kind, said, basis, in_force_from, store.now())
        if tell_again and kind is NoticeKind.ROSTER:
            _forget_told(conn, store)
        payload = {"kind": kind.value, "version": notice.version, "tell_again": tell_again}
        journal.write(conn, store.now(), actor.id, "notice_written", notice.id, payload)
    return notice


def note_notice_given(actor: Actor, store: Store, notice_id: str, person_ids: Collection[PersonId], how: Given) -> int:
    """Note that people were given a notice now; how many had not been. Raises NotFound, InvalidInput."""
    require(actor, Action.KEEP_DATA)
    if not person_ids:
        raise InvalidInput(N_("Choisissez au moins une personne."))
    with store.transaction() as conn:
        if notices.find(conn, notice_id) is None:
            raise NotFound(N_("Cette version n’existe plus : rechargez la page."))
        known = {person.id for person in _roster(conn)}
        if set(person_ids) - known:
            raise NotFound(N_("Une des personnes choisies n’est plus dans l’effectif : rechargez la page."))
        new = notices.give(conn, notice_id, person_ids, store.now(), how)
        _date_first(conn, store, person_ids)
        journal.write(conn, store.now(), actor.id, "notice_given", notice_id, {"people": new, "how": how.value})
    return new


def _roster(conn: Connection) -> list[Person]:
    gone = erasures.erased(conn)
    return [person for person in people.every(conn) if person.id not in gone]


def _proposed(conn: Connection, store: Store) -> str:
    library, held, sender = read_library(store, conn), community.read(conn), read_sender(conn)
    page = _("votre page personnelle, par le lien que la coordination vous donne")
    return notice_text(library, held, sender, given_name="", page=page)


def _forget_told(conn: Connection, store: Store) -> None:
    """The next message to each carries the information again."""
    for person in _roster(conn):
        if person.notice_given_on is not None:
            people.put(conn, replace(person, notice_given_on=None), store.now())


def _date_first(conn: Connection, store: Store, person_ids: Collection[PersonId]) -> None:
    """Whoever was told another way needs no notice in their next message."""
    for person_id in sorted(person_ids):
        person = people.find(conn, person_id)
        if person is not None and person.notice_given_on is None:
            people.put(conn, replace(person, notice_given_on=paris_date(store.now())), store.now())
