"""The register of requests from authorities: noted as received, answered with a proof, overdue first, exported.

Each request and each answer is also one line of the main courante of its event, so that nothing is typed twice.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.clock import PARIS
from app.core.errors import N_, InvalidInput, NotFound, RuleRefusal
from app.core.ids import new_id
from app.core.typed import typed_line, typed_text
from app.response.requests import (
    CHANNEL_WORDS,
    STATE_WORDS,
    AuthorityRequest,
    Channel,
    RequestCounts,
    counted,
    worked_through,
)
from app.services.crisis.the_event import marked
from app.services.crisis.write_log import AHEAD, note_in_log
from app.services.crisis.write_to_partner import LetterKind, Partner, signature, write_to_partner
from app.services.exercise.exercise_guard import told_as
from app.store import authority_requests, community, events, journal, partner_letters, revisions
from app.store.log import LogKind, LogStatus
from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.store.database import Connection, Store
    from app.store.partner_letters import PartnerLetter

LONGEST_TEXT, LONGEST_LINE = 2_000, 160
HEADER = (
    N_("Reçue le"),
    N_("À"),
    N_("Autorité"),
    N_("Voie"),
    N_("Demande"),
    N_("Pour le"),
    N_("À (échéance)"),
    N_("État"),
    N_("Réponse"),
    N_("Répondu le"),
    N_("Preuve"),
    N_("Événement"),
)
NO_AUTHORITY = N_("Dites quelle autorité demande, en {most} signes au plus.")
NO_REQUEST = N_("Écrivez ce qui est demandé, en {most} signes au plus.")


@dataclass(frozen=True, slots=True)
class RegisterView:
    """The requests of an event, or all of them, in the order they are worked through; who is asking, the most recent first."""

    now: datetime
    requests: tuple[AuthorityRequest, ...]
    counts: RequestCounts
    authorities: tuple[str, ...]
    """Who asked before, to be chosen rather than typed."""
    letters: dict[str, tuple[PartnerLetter, ...]]


def read_register(actor: Actor, store: Store, event_id: str | None = None) -> RegisterView:
    """The register of an event (None: all of it), overdue first. Raises NotAllowed."""
    require(actor, Action.READ_EVENT)
    now = store.now()
    with store.reading() as conn:
        found = authority_requests.every(conn, event_id)
        every = found if event_id is None else authority_requests.every(conn)
        letters = {one.id: tuple(partner_letters.about(conn, one.id)) for one in found}
    asked = dict.fromkeys(one.asked_by for one in reversed(every))
    return RegisterView(now, worked_through(found, now), counted(found, now), tuple(asked), letters)


def requests_due(conn: Connection, now: datetime) -> str | None:
    """« 2 demandes d’autorités en retard, la plus ancienne de l’ARS Bretagne. », or who waits within two hours; else None."""
    waiting = [one for one in worked_through(authority_requests.every(conn), now) if one.is_open()]
    if not waiting:
        return None
    counts, first = counted(waiting, now), waiting[0]
    event = events.find(conn, first.event_id) if first.event_id else None
    if counts.late:
        said = ngettext(
            "{n} demande d’une autorité en retard : {who}.",
            "{n} demandes d’autorités en retard, la plus ancienne : {who}.",
            counts.late,
        )
        return marked(event, said.format(n=counts.late, who=first.asked_by))
    if counts.soon and first.due_at is not None:
        said = _("À répondre avant {when} : {who}.").format(when=spoken_instant(first.due_at), who=first.asked_by)
        return marked(event, said)
    return None


def note_request(
    actor: Actor,
    store: Store,
    asked_by: str,
    text: str,
    *,
    event_id: str = "",
    channel: Channel = Channel.PHONE,
    received_at: datetime | None = None,
    due_at: datetime | None = None,
) -> AuthorityRequest:
    """Write a request down, received now when not said. Raises InvalidInput, NotFound for the event, NotAllowed."""
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        now = store.now()
        if event_id and events.find(conn, event_id) is None:
            raise NotFound(N_("Cet événement n’existe plus. Rechargez la page."))
        one = _checked(
            AuthorityRequest(
                id=new_id(), asked_by=asked_by, text=text, received_at=received_at or now, event_id=event_id,
                channel=channel.value, due_at=due_at,
            ),
            now,
        )  # fmt: skip
        authority_requests.add(conn, one, actor.id)
        journal.write(conn, now, actor.id, "authority_request_noted", one.id, {})
        due = _(" (pour {when})").format(when=spoken_instant(due_at)) if due_at else ""
        note_in_log(
            conn, now, actor, _("Demande reçue : {text}{due}.").format(text=one.text.rstrip(" ."), due=due)[:LONGEST_TEXT],
            happened_at=one.received_at, source=f"{one.asked_by}, {_(CHANNEL_WORDS[channel])}"[:120], event_id=event_id,
        )  # fmt: skip
        return one


def change_request(
    actor: Actor, store: Store, request_id: str, asked_by: str, text: str, due_at: datetime | None, revision: int
) -> AuthorityRequest:
    """Correct who asked, what, or for when, while no answer left.

    Raises InvalidInput, RuleRefusal once answered, StaleRevision, NotFound, NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    with store.transaction() as conn:
        held = _open(conn, request_id, revision)
        changed = _checked(replace(held, asked_by=asked_by, text=text, due_at=due_at), store.now())
        return _written(conn, changed, actor, store.now(), "authority_request_changed")


def answer_authority(
    actor: Actor,
    store: Store,
    request_id: str,
    reply: str,
    revision: int,
    *,
    proof: str = "",
    to: Partner | None = None,
) -> AuthorityRequest:
    """Write what was answered, now, and on what proof; ``to``: the answer also leaves to them as a letter, which is the proof
    when none is given.

    Raises InvalidInput for an empty answer, or one without proof nor letter; RuleRefusal once answered, StaleRevision, NotFound,
    NotAllowed.
    """
    require(actor, Action.RUN_EVENT)
    said = typed_text(
        reply,
        LONGEST_TEXT,
        too_long=N_("Une réponse de {most} signes au plus."),
        empty=N_("Écrivez ce que vous avez répondu."),
    )
    shown = " ".join(proof.split())
    if not shown and to is None:
        raise InvalidInput(N_("Dites ce qui prouve la réponse : heure et nom de l’appel, e-mail, accusé de réception."))
    with store.transaction() as conn:
        held, now = _open(conn, request_id, revision), store.now()
        if to is not None:
            shown = shown or _("courrier à {who}, {when}").format(
                who=told_as(conn, held.event_id, to.organisation or to.name), when=spoken_instant(now)
            )
            _write(conn, store, now, held, said, to)
        changed = replace(held, reply=said, replied_at=now, proof=shown[:LONGEST_LINE])
        answered = _written(conn, changed, actor, now, "authority_request_answered")
        note_in_log(
            conn, now, actor, _("Réponse à {who} : {text}").format(who=held.asked_by, text=said)[:LONGEST_TEXT],
            kind=LogKind.ACTION, status=LogStatus.DONE, event_id=held.event_id,
        )  # fmt: skip
        return answered


def complete_proof(actor: Actor, store: Store, request_id: str, proof: str, revision: int) -> AuthorityRequest:
    """Add to the proof of an answer that left (« accusé reçu le 27 à 9 h »). Raises as :func:`change_request` does."""
    require(actor, Action.RUN_EVENT)
    said = " ".join(proof.split())
    if not said:
        raise InvalidInput(N_("Écrivez la preuve à ajouter."))
    with store.transaction() as conn:
        held = _at(conn, request_id, revision)
        if held.is_open():
            raise RuleRefusal(N_("Répondez d’abord : la preuve accompagne une réponse."))
        whole = " ; ".join(part for part in (held.proof, said) if part)
        if len(whole) > LONGEST_LINE * 3:
            raise InvalidInput(N_("Une preuve de {most} signes au plus."), most=LONGEST_LINE * 3)
        return _written(conn, replace(held, proof=whole), actor, store.now(), "authority_request_changed")


def register_csv(actor: Actor, store: Store, event_id: str | None = None) -> bytes:
    """The register as a table, as it was received. Raises NotAllowed."""
    require(actor, Action.READ_EVENT)
    from app.documents.csv_table import csv_bytes

    with store.transaction() as conn:
        now = store.now()
        found = authority_requests.every(conn, event_id)
        titles = {one.id: marked(one, one.title) for one in events.every(conn)}
        journal.write(conn, now, actor.id, "authority_register_exported", event_id or "", {"entries": len(found)})
    return csv_bytes([_(name) for name in HEADER], [_cells(one, now, titles.get(one.event_id, "")) for one in found])


def channel_words(channel: str) -> str:
    """« téléphone », in the current language; nothing for a way that is not known."""
    return _(CHANNEL_WORDS[Channel(channel)]) if channel in set(Channel) else ""


def _cells(one: AuthorityRequest, now: datetime, event: str) -> list[str]:
    return [
        *_day_and_hour(one.received_at),
        one.asked_by,
        channel_words(one.channel),
        one.text,
        *(_day_and_hour(one.due_at) if one.due_at else ("", "")),
        _(STATE_WORDS[one.state(now)]),
        one.reply,
        " ".join(_day_and_hour(one.replied_at)) if one.replied_at else "",
        one.proof,
        event,
    ]


def _day_and_hour(at: datetime) -> tuple[str, str]:
    local = at.astimezone(PARIS)
    return f"{local:%d/%m/%Y}", f"{local:%H:%M}"


def _write(conn: Connection, store: Store, now: datetime, held: AuthorityRequest, said: str, to: Partner) -> None:
    event = events.find(conn, held.event_id) if held.event_id else None
    subject = _("Réponse à votre demande – {community}").format(community=community.read(conn).name)
    asked = _("Votre demande, reçue {when} :\n{text}").format(when=spoken_instant(held.received_at), text=held.text)
    write_to_partner(
        conn, store, now, kind=LetterKind.AUTHORITY, about=held.id, to=to, subject=subject,
        body="\n\n".join((said, asked, signature(conn))), exercise=event is not None and event.is_exercise,
    )  # fmt: skip


def _at(conn: Connection, request_id: str, revision: int) -> AuthorityRequest:
    held = authority_requests.find(conn, request_id)
    if held is None:
        raise NotFound(N_("Cette demande n’existe plus. Rechargez la page."))
    if held.revision != revision:
        raise revisions.stale(conn, request_id)
    return held


def _open(conn: Connection, request_id: str, revision: int) -> AuthorityRequest:
    held = _at(conn, request_id, revision)
    if not held.is_open():
        raise RuleRefusal(N_("Cette demande a reçu sa réponse : complétez la preuve, ou notez une nouvelle demande."))
    return held


def _written(conn: Connection, one: AuthorityRequest, actor: Actor, at: datetime, type: str) -> AuthorityRequest:
    if not authority_requests.update(conn, one):
        raise revisions.stale(conn, one.id)
    journal.write(conn, at, actor.id, type, one.id, {})
    return replace(one, revision=one.revision + 1)


def _checked(one: AuthorityRequest, now: datetime) -> AuthorityRequest:
    asked_by = typed_line(one.asked_by, LONGEST_LINE, too_long=NO_AUTHORITY, empty=NO_AUTHORITY)
    text = typed_text(one.text, LONGEST_TEXT, too_long=NO_REQUEST, empty=NO_REQUEST)
    if one.received_at > now + AHEAD:
        raise InvalidInput(N_("Cette heure n’est pas encore passée : dites quand la demande a été reçue."))
    if one.due_at is not None and one.due_at <= one.received_at:
        raise InvalidInput(N_("L’échéance vient avant la réception : corrigez l’une des deux."))
    return replace(one, asked_by=asked_by, text=text)
