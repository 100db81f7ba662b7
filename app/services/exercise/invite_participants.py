"""How those who take part in an exercise are reached: their links handed out, a lost one renewed, and the invitation.

The link is each one's own page: what a player is told, what an observer rates. An invitation says when and where people really
meet, and EXERCICE; it never gives a fictional hour as if it were real.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.links import exercise_subject, projector_subject
from app.access.permissions import Action, require
from app.core.clock import PARIS
from app.core.errors import N_, InvalidInput
from app.exercise.exercise import KIND_WORDS, LONGEST_FIELD
from app.exercise.participant import PARTICIPANT_ROLE_WORDS, Participant
from app.services.crisis.write_to_partner import (
    LetterKind,
    Partner,
    cancel_letters,
    signature,
    write_to_partner,
)
from app.services.exercise.keep_participants import still_open, taking_part
from app.services.exercise.read_exercise import reached
from app.services.exercise.the_exercise import held
from app.services.messages.personal_link import link_address
from app.store import community, exercise_people, journal, links
from app.words import _
from app.words.dates import spoken_day, spoken_hours

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from app.access.actor import Actor
    from app.exercise.exercise import Exercise
    from app.services.exercise.read_exercise import Reached
    from app.store.database import Connection, Store


@dataclass(frozen=True, slots=True)
class ExerciseLinks:
    """Addresses to hand out (paths when the base is empty): participant id → their page; ``projector``: the room's screen."""

    pages: dict[str, str]
    projector: str


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
        one = taking_part(conn, participant_id)
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
        exercise, now = still_open(conn, exercise_id), store.now()
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
