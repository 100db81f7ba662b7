"""A message to one person: what it is about, how it leaves, how far it has come. Values only; sending is decided in ``outbox``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.mobilisation.preferences import NO_WISH, Channel, Preferences, channel_of
from app.words.people import titled

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import PersonId
    from app.roster.person import Person


class MessageKind(StrEnum):
    """Why a message is written."""

    POLL = "poll"
    POLL_REMINDER = "poll_reminder"
    CALL_OUT = "call_out"
    CALL_OUT_CLOSED = "call_out_closed"
    PUBLICATION_CHANGE = "publication_change"
    CHANGE_WITHIN_48H = "change_within_48h"
    REMINDER_3 = "reminder_3"
    """The reminders before the last one: they ask to confirm."""
    REMINDER_1 = "reminder_1"
    """The last reminder: it goes to everyone expected."""
    STAND_IN = "stand_in"
    """To whoever sought a stand-in: someone has taken over."""
    OFFER = "offer"
    """To whoever waits for a seat of a session: one is kept for them until an hour. They asked: it costs no goodwill."""
    SWAP = "swap"
    LINK_AGAIN = "link_again"
    NOTICE_ART14 = "notice_art14"
    THANKS = "thanks"
    TRAINING = "training"
    """An invitation to a training: it keeps to quiet hours and costs no goodwill, one answers when one likes."""
    TRAINING_CHANGED = "training_changed"
    """To whoever was invited: the training moved, or is cancelled."""
    ALERT = "alert"
    """Who can come, now or later: a crisis. Neither budget nor quiet hours hold it; only an opt-out does."""
    ALERT_TEST = "alert_test"
    """The same, to see who would have read it."""
    ALERT_CLOSED = "alert_closed"
    FLASH = "flash"
    """Three questions of a flash exercise: it keeps to quiet hours and costs no goodwill, one answers when one likes."""


KIND_WORDS = {
    MessageKind.POLL: N_("sondage"),
    MessageKind.POLL_REMINDER: N_("relance du sondage"),
    MessageKind.CALL_OUT: N_("appel à renfort"),
    MessageKind.CALL_OUT_CLOSED: N_("appel terminé"),
    MessageKind.PUBLICATION_CHANGE: N_("changement de planning"),
    MessageKind.CHANGE_WITHIN_48H: N_("changement à moins de 48 h"),
    MessageKind.REMINDER_3: N_("rappel, à confirmer"),
    MessageKind.REMINDER_1: N_("dernier rappel"),
    MessageKind.STAND_IN: N_("remplaçant trouvé"),
    MessageKind.OFFER: N_("poste libéré, proposé"),
    MessageKind.SWAP: N_("proposition d’échange"),
    MessageKind.LINK_AGAIN: N_("lien demandé de nouveau"),
    MessageKind.NOTICE_ART14: N_("information sur les données"),
    MessageKind.THANKS: N_("remerciement"),
    MessageKind.TRAINING: N_("invitation à une formation"),
    MessageKind.TRAINING_CHANGED: N_("formation déplacée ou annulée"),
    MessageKind.ALERT: N_("alerte"),
    MessageKind.ALERT_TEST: N_("essai d’alerte"),
    MessageKind.ALERT_CLOSED: N_("alerte close"),
    MessageKind.FLASH: N_("exercice flash"),
}

SOLICITING = frozenset({MessageKind.POLL, MessageKind.POLL_REMINDER, MessageKind.CALL_OUT, MessageKind.SWAP})
"""Kinds that cost goodwill: they keep to budget and quiet hours (``app.mobilisation.budget.Ask`` counts them)."""

ALERTS = frozenset({MessageKind.ALERT, MessageKind.ALERT_TEST})
ASKING = SOLICITING | ALERTS
"""Kinds that ask for something: whoever wants to be asked no more gets none of them."""


class MessageState(StrEnum):
    """queued → sending → sent; uncertain after a crash, then sent again; or failed, done by hand, cancelled."""

    QUEUED = "queued"
    SENDING = "sending"
    SENT = "sent"
    UNCERTAIN = "uncertain"
    FAILED = "failed"
    BY_HAND_DONE = "by_hand_done"
    CANCELLED = "cancelled"


MESSAGE_WORDS = {
    MessageState.QUEUED: N_("à envoyer"),
    MessageState.SENDING: N_("envoi en cours"),
    MessageState.SENT: N_("envoyé"),
    MessageState.UNCERTAIN: N_("envoi incertain, renvoyé"),
    MessageState.FAILED: N_("échec"),
    MessageState.BY_HAND_DONE: N_("passé à la main"),
    MessageState.CANCELLED: N_("annulé"),
}

LINK = "{lien}"
"""What a stored body holds in place of a personal link; it is filled at the moment of sending (DESIGN §5)."""

PAGE = "{page}"
"""What it holds in place of the person's own page, where the link leads elsewhere: the notice of art. 14 of a call-out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One message to one person, with what is needed to send it, send it again, or say why it was not sent.

    ``about``: the id of the poll, call-out or seat. ``useless_after``: beyond this instant it is not worth sending any
    more. ``message_id``: the same at every attempt, so that a server may drop a second copy.
    """

    id: str
    kind: MessageKind
    recipient: PersonId
    channel: Channel
    address: str
    subject: str
    body: str
    language: str
    created_at: datetime
    due_at: datetime
    message_id: str
    about: str = ""
    state: MessageState = MessageState.QUEUED
    attempts: int = 0
    useless_after: datetime | None = None
    carries_notice: bool = False
    """Whether the art. 14 notice goes with it: once sent, the person has been informed."""
    was_uncertain: bool = False
    """Sent again after a crash that left its first fate unknown."""
    error: str = ""

    @property
    def holds_link(self) -> bool:
        """Whether an address is still to fill in."""
        return LINK in self.body or PAGE in self.body

    def body_with(self, link: str, page: str = "") -> str:
        """The body as it leaves, its link and the address of the person's own page filled in."""
        return self.body.replace(LINK, link).replace(PAGE, page)


@dataclass(frozen=True, slots=True)
class Recipient:
    """A person as a message needs them. ``address`` suits the channel; empty for a message done by hand."""

    person: PersonId
    given_name: str
    channel: Channel
    address: str
    language: str = "fr"
    needs_notice: bool = False
    """The art. 14 notice has not been given yet: the first message carries it."""


def recipient_of(person: Person, wishes: Preferences = NO_WISH, channel: Channel | None = None) -> Recipient:
    """The person by the channel they wish, or by ``channel``."""
    chosen = channel_of(person, wishes) if channel is None else channel
    address = {Channel.EMAIL: person.email, Channel.SMS: person.mobile, Channel.HAND: person.phone}[chosen]
    return Recipient(
        person.id, titled(person.given_name), chosen, address, wishes.language, person.notice_given_on is None
    )
