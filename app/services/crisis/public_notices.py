"""What may be shown to everyone: a text for a group chat and a poster, without a name or a personal link."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.links import neighbour_subject, token_of
from app.access.permissions import Action, require
from app.core.errors import N_, NotFound
from app.documents.poster import Poster, poster
from app.scheduling.session import SeatState, SessionState
from app.scheduling.spoken import some_people
from app.services.crisis.writing_desk import read_sender
from app.services.keeping.reference import read_library
from app.services.messages.personal_link import address_of
from app.store import centres, links, polls, seats, sessions, staffing_requests
from app.words import _, ngettext
from app.words.dates import spoken_instant, spoken_session
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.access.actor import Actor
    from app.core.ids import CentreId
    from app.mobilisation.poll import Poll
    from app.mobilisation.writing import Sender
    from app.scheduling.centre import Centre
    from app.scheduling.session import Seat, Session
    from app.scheduling.spoken import RoleLabel
    from app.store.database import Store

AHEAD = timedelta(days=14)
"""Open seats further than that are not shouted about."""

MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to announce: what, the lines that say when, and where to answer."""

    title: str
    lines: tuple[str, ...]
    invitation: str
    address: str
    sender: Sender

    @property
    def group_text(self) -> str:
        """What is pasted into a group chat."""
        head = _("{community} (mot convenu : {word}). {title}").format(
            community=self.sender.community, word=self.sender.code_word, title=self.title
        )
        lines = [f"– {line}" for line in self.lines]
        return "\n".join([head, *lines, f"{self.invitation} {self.address}".strip()])

    def poster(self) -> bytes:
        """The same as an A4 page with a QR code. Without an address there is nothing to scan: raises NotFound."""
        if not self.address.startswith("http"):
            raise NotFound(
                N_(
                    "L’adresse publique de Relève n’est pas réglée : le code de l’affiche n’ouvrirait rien. Indiquez-la dans les réglages d’envoi."
                )
            )
        return poster(Poster(self.sender.community, self.title, self.lines, self.invitation, self.address))


@dataclass(frozen=True, slots=True)
class Announceable:
    """What may be announced now: the polls that are open, with their centre’s name, and the centres; never an exercise."""

    polls: tuple[tuple[Poll, str], ...]
    centres: tuple[Centre, ...]


def read_announceable(actor: Actor, store: Store) -> Announceable:
    """What a notice could be about. Raises NotAllowed."""
    require(actor, Action.SEND_MESSAGES)
    with store.reading() as conn:
        played = staffing_requests.played_centres(conn)
        known = tuple(one for one in centres.every(conn) if one.id not in played)
        running = [
            poll for poll in polls.still_open(conn) if poll.is_open(store.now()) and poll.centre_id not in played
        ]
    names = {centre.id: centre.name for centre in known}
    return Announceable(tuple((poll, names.get(poll.centre_id, "?")) for poll in running), known)


def poll_notice(actor: Actor, store: Store, poll_id: str, base_url: str) -> Notice:
    """A poll that is open: its sessions, its closing hour, and where everyone asks for their own link. Raises NotFound."""
    require(actor, Action.SEND_MESSAGES)
    with store.reading() as conn:
        poll = polls.find(conn, poll_id)
        if poll is None or not poll.is_open(store.now()):
            raise NotFound(N_("Ce sondage est clos ou n’existe plus. Rechargez la page."))
        centre = centres.find(conn, poll.centre_id)
        asked = [one for id in poll.session_ids if (one := sessions.find(conn, id)) is not None]
        sender = read_sender(conn)
    title = _("{centre} : quand pourriez-vous venir ? Réponse avant {closing}.").format(
        centre=centre.name if centre else "", closing=spoken_instant(poll.closes_at)
    )
    return Notice(
        title,
        _shortened([spoken_session(one.starts_at, one.ends_at) for one in asked]),
        _ask(),
        _lost(base_url),
        sender,
    )


def open_seats_notice(actor: Actor, store: Store, centre_id: CentreId, base_url: str) -> Notice | None:
    """The open seats of the coming fortnight, by session and role; None when everything is held.

    Seats of an exercise are not announced. Raises NotFound.
    """
    require(actor, Action.SEND_MESSAGES)
    key, now = store.folder.key("links"), store.now()
    with store.transaction() as conn:
        centre = centres.find(conn, centre_id)
        if centre is None:
            raise NotFound(N_("Ce centre n’existe plus. Rechargez la page."))
        roles = read_library(store, conn).roles
        played = staffing_requests.played_sessions(conn)
        coming = [
            one for one in sessions.between(conn, now, now + AHEAD) if _counts(one, centre) and one.id not in played
        ]
        found = [(one, [seat for seat in seats.of_session(conn, one.id) if _is_open(seat)]) for one in coming]
        link = links.ensure(conn, key, neighbour_subject(centre_id), now)
        sender = read_sender(conn)
    labels = {role.code: role.label for role in roles}
    lines = [_seats_line(one, held, lambda code: labels.get(code, code)) for one, held in found if held]
    if not lines:
        return None
    count = sum(len(held) for _one, held in found)
    title = ngettext("{centre} : {n} place reste à pourvoir.", "{centre} : {n} places restent à pourvoir.", count)
    address = address_of(link.subject, token_of(key, link.subject, link.generation), base_url)
    return Notice(title.format(centre=centre.name, n=count), _shortened(lines), _join(sender), address, sender)


def _counts(session: Session, centre: Centre) -> bool:
    return session.centre_id == centre.id and session.state is SessionState.PUBLISHED


def _is_open(seat: Seat) -> bool:
    return not seat.holder.filled and seat.state is not SeatState.CANCELLED


def _seats_line(session: Session, held: Sequence[Seat], label: RoleLabel) -> str:
    counts = {role: sum(seat.role == role for seat in held) for role in dict.fromkeys(seat.role for seat in held)}
    wanted = ", ".join(some_people(role, count, label) for role, count in counts.items())
    return capitalised(
        _("{when} : {wanted}").format(when=spoken_session(session.starts_at, session.ends_at), wanted=wanted)
    )


def _shortened(lines: Sequence[str]) -> tuple[str, ...]:
    if len(lines) <= MOST_LINES:
        return tuple(lines)
    rest = len(lines) - MOST_LINES + 1
    return (*lines[: MOST_LINES - 1], ngettext("et {n} autre séance", "et {n} autres séances", rest).format(n=rest))


def _ask() -> str:
    return _("Répondez avec votre lien personnel. Perdu ? Redemandez-le ici :")


def _join(sender: Sender) -> str:
    return _("Pour venir : votre lien personnel, ou {contact}. Places à jour :").format(contact=sender.contact)


def _lost(base_url: str) -> str:
    return f"{base_url.rstrip('/')}/p"
