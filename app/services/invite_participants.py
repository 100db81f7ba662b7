"""Who takes part in an exercise: accounts, people of the roster, guests; their links handed out, and the invitation.

The link is each one's own page: what a player is told, what an observer rates. An invitation says when and where people really
meet, and EXERCICE; it never gives a fictional hour as if it were real.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.links import exercise_subject, projector_subject
from app.access.login_names import is_email
from app.access.permissions import Action, require
from app.core.clock import PARIS
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.exercise.exercise import KIND_WORDS, LONGEST_FIELD
from app.exercise.participant import PARTICIPANT_ROLE_WORDS, Participant
from app.roster.phones import phone_of
from app.services.personal_link import link_address
from app.services.read_exercise import reached
from app.services.reference import read_library
from app.services.the_exercise import held
from app.services.write_to_partner import (
    LetterKind,
    Partner,
    cancel_letters,
    cancel_letters_to,
    signature,
    write_to_partner,
)
from app.store import accounts, community, contacts, crisis_cell, exercise_people, journal, links, people, revisions
from app.words import _
from app.words.dates import spoken_day, spoken_hours
from app.words.people import full_name, list_order

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.exercise.exercise import Exercise
    from app.library import Library
    from app.services.read_exercise import Reached
    from app.store.database import Connection, Store

MOST_PARTICIPANTS = 200
TYPES = ("participant_added", "participant_changed", "participant_removed", "participants_invited")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who may take part: what to show, and what would be written of them. ``source``: where they come from."""

    label: str
    source: str
    function: str
    organisation: str = ""
    person_id: str = ""
    account_id: str = ""
    name: str = ""
    email: str = ""
    phone: str = ""


CELL, ROSTER, ACCOUNTS, DIRECTORY = N_("cellule de crise"), N_("effectifs"), N_("comptes"), N_("annuaire de crise")


@dataclass(frozen=True, slots=True)
class ExerciseLinks:
    """Addresses to hand out (paths when the base is empty): participant id → their page; ``projector``: the room's screen."""

    pages: dict[str, str]
    projector: str


def candidates(actor: Actor, store: Store, exercise_id: str) -> tuple[Candidate, ...]:
    """Who is known and does not take part yet: the cell first, then accounts, the roster, the directory. Raises NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    with store.reading() as conn:
        held(conn, exercise_id)
        there = exercise_people.of_exercise(conn, exercise_id)
        taken = {one.person_id for one in there if one.person_id} | {one.account_id for one in there if one.account_id}
        typed = {(one.name, one.function) for one in there if one.name}
        known = list(_known(conn, read_library(store, conn)))
    return tuple(
        one
        for one in known
        if not ({one.person_id, one.account_id} - {""}) & taken
        and (not one.name or (one.name, one.function) not in typed)
    )


def add_participant(actor: Actor, store: Store, one: Participant) -> None:
    """Write a participant under the id the caller made; sent twice, written once.

    Raises InvalidInput, RuleRefusal (already there), NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        exercise = _open(conn, one.exercise_id)
        if exercise_people.find(conn, one.id) is not None:
            return
        there = exercise_people.of_exercise(conn, exercise.id)
        if len(there) >= MOST_PARTICIPANTS:
            raise InvalidInput(N_("{most} participants au plus."), most=MOST_PARTICIPANTS)
        _refuse_twice(one, there)
        exercise_people.insert(conn, replace(_checked(one), invited_at=None, hot_wash_on=None, attended=False))
        journal.write(conn, store.now(), actor.id, "participant_added", exercise.id, {"role": one.role.value})


def change_participant(actor: Actor, store: Store, one: Participant) -> None:
    """Write over a participant at the revision they hold; attendance and invitation stay as they stand.

    Raises InvalidInput, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        present = _present(conn, one.id, one.revision)
        said = _checked(one)
        exercise_people.update(
            conn,
            replace(
                present, role=said.role, function=said.function, organisation=said.organisation, name=said.name,
                email=said.email, phone=said.phone,
            ),
        )  # fmt: skip
        journal.write(conn, store.now(), actor.id, "participant_changed", present.exercise_id, {"role": one.role.value})


def set_attended(actor: Actor, store: Store, participant_id: str, attended: bool, revision: int) -> None:
    """Say whether a participant came. Raises StaleRevision, NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        present = _present(conn, participant_id, revision)
        exercise_people.update(conn, replace(present, attended=attended))
        payload = {"attended": int(attended)}
        journal.write(conn, store.now(), actor.id, "participant_attended", present.exercise_id, payload)


def remove_participant(actor: Actor, store: Store, participant_id: str, revision: int) -> None:
    """Take a participant out: their addresses go, invitation and injects that have not left are withdrawn, their link opens
    nothing more.

    Raises StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        one = _present(conn, participant_id, revision)
        now = store.now()
        exercise_people.update(conn, replace(one, removed_at=now))
        cancel_letters_to(conn, [exercise_subject(one.exercise_id, one.id)], now)
        journal.write(conn, now, actor.id, "participant_removed", one.exercise_id, {"role": one.role.value})


def exercise_links(actor: Actor, store: Store, exercise_id: str, *, base_url: str) -> ExerciseLinks:
    """The page of each participant and the screen of the room, the same addresses at every call. Raises NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        exercise = held(conn, exercise_id)
        subjects = {
            one.id: exercise_subject(exercise.id, one.id) for one in exercise_people.of_exercise(conn, exercise.id)
        }
        fresh = sum(links.current(conn, one) is None for one in subjects.values())
        found = {id: link_address(conn, store, subject, base_url) for id, subject in subjects.items()}
        projector = link_address(conn, store, projector_subject(exercise.id), base_url)
        if fresh:
            journal.write(conn, store.now(), actor.id, "exercise_links_made", exercise.id, {"links": fresh})
    return ExerciseLinks(found, projector)


def renew_link(actor: Actor, store: Store, participant_id: str, *, base_url: str) -> str:
    """Another address for a participant whose link was lost or passed on; the old one opens nothing. Raises NotFound, NotAllowed."""
    require(actor, Action.RUN_EXERCISES)
    with store.transaction() as conn:
        one = _present(conn, participant_id)
        subject, now = exercise_subject(one.exercise_id, one.id), store.now()
        links.ensure(conn, store.folder.key("links"), subject, now)
        links.rotate(conn, store.folder.key("links"), subject, now)
        journal.write(conn, now, actor.id, "exercise_links_made", one.exercise_id, {"links": 1, "renewed": 1})
        return link_address(conn, store, subject, base_url)


def send_invitations(
    actor: Actor, store: Store, exercise_id: str, participant_ids: Sequence[str], word: str = ""
) -> int:
    """Write the invitation of each, with the link to their page; how many. Without an e-mail it waits to be passed on by hand.

    Whoever was invited is written to again only when named here once more; what had not left is replaced. ``word``: a
    sentence of the coordination's own. Raises InvalidInput, RuleRefusal once ended, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EXERCISES)
    if len(word) > LONGEST_FIELD * 4:
        raise InvalidInput(N_("Ce texte est trop long : {most} caractères au plus."), most=LONGEST_FIELD * 4)
    with store.transaction() as conn:
        exercise, now = _open(conn, exercise_id), store.now()
        wanted = [one for one in exercise_people.of_exercise(conn, exercise.id) if one.id in set(participant_ids)]
        if not wanted:
            raise InvalidInput(N_("Choisissez qui inviter."))
        addresses = reached(conn, wanted)
        for one in wanted:
            cancel_letters(conn, one.id, now, LetterKind.EXERCISE)
            _invite(conn, store, exercise, one, addresses[one.id], word.strip(), now)
            exercise_people.update(conn, replace(one, invited_at=now))
        journal.write(conn, now, actor.id, "participants_invited", exercise.id, {"people": len(wanted)})
    return len(wanted)


def _invite(
    conn: Connection, store: Store, exercise: Exercise, one: Participant, to: Reached, word: str, now: datetime
) -> None:
    """``exercise``: the object and the text begin with EXERCICE; the hours are those of the meeting."""
    day = spoken_day(exercise.starts_at.astimezone(PARIS).date())
    named = community.read(conn).name or _("la CPTS")
    said = _(
        "{community} vous invite à un exercice ({kind}) : « {title} », {day}, {hours}{place}. Vous y prenez part comme {role},"
        " fonction : {function}. Rien de ce qui y sera dit n’est réel, et rien n’est à faire d’ici là."
    ).format(
        community=named, kind=_(KIND_WORDS[exercise.kind]), title=exercise.title, day=day,
        hours=spoken_hours(exercise.starts_at, exercise.ends_at), role=_(PARTICIPANT_ROLE_WORDS[one.role]),
        place=_(", {place}").format(place=exercise.place) if exercise.place else "", function=one.function,
    )  # fmt: skip
    page = _("Votre page pour l’exercice, sans compte ni mot de passe ; ce lien est à vous seul :")
    stop = _("Le mot qui arrête tout : « {word} ».").format(word=exercise.stop_word) if exercise.stop_word else ""
    parts = (_("Bonjour,"), said, word, exercise.instructions, stop, f"{page}\n{{lien}}", signature(conn))
    write_to_partner(
        conn, store, now,
        kind=LetterKind.EXERCISE,
        about=one.id,
        to=Partner(to.name or one.function, one.organisation, to.email, to.phone),
        subject=_("invitation du {day} : {title}").format(day=day, title=exercise.title),
        body="\n\n".join(part for part in parts if part),
        link=exercise_subject(exercise.id, one.id),
        useless_after=exercise.ends_at,
        exercise=True,
    )  # fmt: skip


def _known(conn: Connection, library: Library) -> Iterable[Candidate]:
    own = community.read(conn).name
    roster = {str(one.id): one for one in people.every(conn)}
    functions = {one.code: one.label for one in library.cell_functions}
    seen: set[str] = set()
    for member in crisis_cell.members(conn):
        person = roster.get(member.person_id or "")
        name = full_name(person.given_name, person.family_name) if person else member.name
        if member.key not in seen:
            seen.add(member.key)
            function = functions.get(member.function, member.function)
            yield Candidate(
                name, CELL, function, own, person_id=member.person_id or "", name="" if person else name,
                phone="" if person else member.phone,
            )  # fmt: skip
    for account in sorted(accounts.every(conn), key=lambda one: list_order(one.name)):
        if account.disabled_at is None and str(account.person_id or "") not in seen:
            if account.person_id:
                seen.add(str(account.person_id))
            yield Candidate(
                account.name, ACCOUNTS, "", own, person_id=str(account.person_id or ""), account_id=str(account.id)
            )
    professions = library.professions.labels
    for person in sorted(roster.values(), key=lambda one: list_order(one.family_name, one.given_name)):
        if str(person.id) not in seen:
            function = professions.get(person.profession or "", "")
            label = full_name(person.given_name, person.family_name)
            yield Candidate(label, ROSTER, function, own, person_id=str(person.id))
    labels = {one.code: one.label for one in library.contact_functions}
    for contact in contacts.every(conn):
        function = labels.get(contact.function, contact.function)
        yield Candidate(
            contact.who or function, DIRECTORY, function, contact.organisation, name=contact.name or function,
            email=contact.email, phone=contact.day_phone,
        )  # fmt: skip


def _checked(one: Participant) -> Participant:
    """Texts trimmed, the number as it is dialled. Raises InvalidInput."""
    said = replace(
        one, function=" ".join(one.function.split()), organisation=" ".join(one.organisation.split()),
        name=" ".join(one.name.split()), email=one.email.strip(), phone=one.phone.strip(),
    )  # fmt: skip
    if not said.function:
        raise InvalidInput(N_("Chaque participant a une fonction : celle qu’il tient, ou qu’il joue."))
    if max(map(len, (said.function, said.organisation, said.name, said.email))) > LONGEST_FIELD:
        raise InvalidInput(N_("Ce texte est trop long : {most} caractères au plus."), most=LONGEST_FIELD)
    if said.email and not is_email(said.email):
        raise InvalidInput(N_("« {email} » n’est pas une adresse e-mail."), email=said.email)
    return replace(said, phone=phone_of(said.phone)) if said.phone else said


def _refuse_twice(one: Participant, there: Sequence[Participant]) -> None:
    for other in there:
        same_person = bool(one.person_id) and one.person_id == other.person_id
        same_account = bool(one.account_id) and one.account_id == other.account_id
        same_address = bool(one.email) and one.email.strip().casefold() == other.email.casefold()
        if same_person or same_account or same_address:
            raise RuleRefusal(N_("Cette personne prend déjà part à l’exercice : changez son rôle dans la liste."))


def _open(conn: Connection, exercise_id: str) -> Exercise:
    exercise = held(conn, exercise_id)
    if exercise.is_ended:
        raise RuleRefusal(N_("L’exercice est terminé : plus personne n’y est invité."))
    return exercise


def _present(conn: Connection, participant_id: str, revision: int | None = None) -> Participant:
    one = exercise_people.find(conn, participant_id)
    if one is None:
        raise NotFound(N_("Cette personne ne prend plus part à l’exercice. Rechargez la page."))
    if revision is not None and one.revision != revision:
        raise revisions.stale(conn, one.exercise_id, types=TYPES)
    return one
