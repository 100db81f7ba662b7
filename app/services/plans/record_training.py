"""What came of a training: answers, who was there, what they thought of it; being there writes the dated competence it gives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require, require_self
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.core.typed import typed_text
from app.response.training import CANCELLED, GONE, RATINGS, Answer, Participant
from app.store import journal, people, revisions, trainings

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.access.actor import Actor
    from app.core.ids import PersonId
    from app.response.training import Training
    from app.store.database import Connection, Store

LONGEST_COMMENT = 500
NOT_INVITED = N_("Vous n’êtes pas sur la liste de cette formation : demandez à la coordination.")
ALREADY = N_("{change} L’émargement n’a pas été noté : rechargez, puis recommencez.")


def answer_training(actor: Actor, store: Store, person_id: PersonId, training_id: str, answer: Answer) -> None:
    """Say whether one comes, from one's own page or noted by the coordination; may be said again until it is over.

    Raises InvalidInput for a training that is over or cancelled, NotFound for somebody who is not on its list, NotAllowed.
    """
    require_self(actor, person_id, for_others=Action.TRAIN)
    with store.transaction() as conn:
        training, part = _part(conn, training_id, person_id)
        if training.cancelled_at is not None:
            raise InvalidInput(CANCELLED)
        if training.ends_at <= store.now():
            raise InvalidInput(N_("Cette formation est passée : il n’y a plus à répondre."))
        if part.answer is not answer:
            trainings.write_part(conn, training_id, replace(part, answer=answer))
            _journal(conn, store, actor, "training_answered", training_id, person_id)


def rate_training(
    actor: Actor, store: Store, person_id: PersonId, training_id: str, rating: int | None, comment: str = ""
) -> None:
    """Say from 1 to 5 how useful it was, and a word; from one's own page or copied from a paper form.

    Raises InvalidInput for another figure, an endless word or a training one was not at, NotFound, NotAllowed.
    """
    require_self(actor, person_id, for_others=Action.TRAIN)
    if rating is not None and rating not in RATINGS:
        raise InvalidInput(N_("Donnez une note de 1 à 5."))
    said = typed_text(comment, LONGEST_COMMENT, too_long=N_("Ce texte est trop long : {most} signes au plus."))
    with store.transaction() as conn:
        _training, part = _part(conn, training_id, person_id)
        if not part.attended:
            raise InvalidInput(N_("Seules les personnes présentes donnent leur avis."))
        if (part.rating, part.comment) != (rating, said):
            trainings.write_part(conn, training_id, replace(part, rating=rating, comment=said))
            _journal(conn, store, actor, "training_rated", training_id, person_id)


def record_presence(
    actor: Actor, store: Store, training_id: str, present: Mapping[PersonId, bool], *, seen: Mapping[PersonId, bool]
) -> int:
    """Write who was there, over what the screen showed (``seen``; nobody: absent); returns how many lines changed.

    Whoever was there holds what the training gives, from its day to its last valid day; whoever was not, no longer holds it
    from here. People of the roster who stood on no list may be signed in. Raises InvalidInput before the day, StaleRevision
    when somebody wrote meanwhile, NotFound, NotAllowed.
    """
    require(actor, Action.TRAIN)
    with store.transaction() as conn:
        training = _held(conn, training_id)
        if training.cancelled_at is not None:
            raise InvalidInput(CANCELLED)
        if training.day > paris_date(store.now()):
            raise InvalidInput(N_("Cette formation n’a pas encore eu lieu : l’émargement s’ouvre le jour même."))
        parts = {one.person_id: one for one in trainings.participants(conn, training_id)}
        known = {one.id for one in people.every(conn)}
        changed = 0
        for person, came in sorted(present.items()):
            part = parts.get(person, Participant(person_id=person))
            if part.attended is came:
                continue
            if part.attended is not seen.get(person, False):
                raise revisions.stale(conn, training_id, message=ALREADY)
            if person not in known:
                raise NotFound(N_("Cette personne n’est plus dans l’effectif. Rechargez la page."))
            signed = store.now() if came else None
            kept = replace(part, attended=came, signed_at=signed)
            trainings.write_part(conn, training_id, kept if came else replace(kept, rating=None, comment=""))
            _certify(conn, store, actor, training, person, came=came)
            changed += 1
        if changed:
            journal.write(conn, store.now(), actor.id, "training_attended", training_id, {"people": changed})
        return changed


def certify_again(conn: Connection, store: Store, actor: Actor, training: Training) -> None:
    """Give those who came what the training gives now that its day or its competence changed. In the caller's transaction."""
    for part in trainings.participants(conn, training.id):
        if part.attended:
            _certify(conn, store, actor, training, part.person_id, came=True)


def _certify(conn: Connection, store: Store, actor: Actor, training: Training, person: PersonId, *, came: bool) -> None:
    """Write or take away the competence; what was typed by hand or comes from another training stays."""
    held = [one for one in people.competences(conn) if one.person == person]
    kept = [one for one in held if one.source != training.source]
    given = training.competence_for(person) if came else None
    if given is not None:
        kept = [one for one in kept if (one.code, one.valid_from) != (given.code, given.valid_from)] + [given]
    if kept == held:
        return
    people.replace_competences(conn, person, kept)
    codes = sorted(one.code for one in kept)
    journal.write(conn, store.now(), actor.id, "competences_changed", person, {"competences": codes})


def _held(conn: Connection, training_id: str) -> Training:
    training = trainings.find(conn, training_id)
    if training is None:
        raise NotFound(GONE)
    return training


def _part(conn: Connection, training_id: str, person_id: PersonId) -> tuple[Training, Participant]:
    training = _held(conn, training_id)
    parts: Iterable[Participant] = trainings.participants(conn, training_id)
    part = next((one for one in parts if one.person_id == person_id), None)
    if part is None:
        raise NotFound(NOT_INVITED)
    return training, part


def _journal(conn: Connection, store: Store, actor: Actor, type: str, training_id: str, person_id: PersonId) -> None:
    journal.write(conn, store.now(), actor.id, type, training_id, {"person": person_id})
