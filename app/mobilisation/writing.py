"""Writing messages: the text of a kind filled for one person, signed recognisably, the art. 14 notice on the first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from app.core.errors import N_, NotFound
from app.mobilisation.message import ALERTS, LINK, PAGE, Message, MessageKind, Recipient
from app.mobilisation.outbox import message_id_of
from app.mobilisation.preferences import Channel
from app.mobilisation.rules import SolicitationRules
from app.mobilisation.templates import Rendered, Templates, render
from app.words import _, use_language

if TYPE_CHECKING:
    from datetime import datetime

    from app.core.ids import PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Who writes, so that people recognise it: community, coordination, a way to reach them, and the agreed code word.

    ``data_source`` and ``retention`` complete the art. 14 notice (RGPD art. 14 §1–2).
    """

    community: str
    coordination: str
    contact: str
    code_word: str
    data_source: str
    retention: str
    domain: str

    @property
    def values(self) -> Mapping[str, str]:
        """The placeholders every text may hold, but for the person's own."""
        return {
            "communaute": self.community,
            "coordination": self.coordination,
            "contact": self.contact,
            "mot_de_passe_annonce": self.code_word,
            "origine": self.data_source,
            "conservation": self.retention,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What is needed to write to people: the texts, who signs, the people, where ids come from, the rules in force."""

    templates: Templates
    sender: Sender
    recipients: Mapping[PersonId, Recipient]
    id_of: Callable[[], str]
    rules: SolicitationRules = field(default_factory=SolicitationRules)

    def recipient(self, person: PersonId) -> Recipient:
        """Raises NotFound for someone who is not in the roster any more."""
        if person not in self.recipients:
            raise NotFound(N_("Cette personne n’est plus dans l’effectif : le message n’a pas été écrit."))
        return self.recipients[person]


def write(
    desk: Desk,
    kind: MessageKind,
    person: PersonId,
    values: Mapping[str, str],
    now: datetime,
    *,
    due_at: datetime | None = None,
    about: str = "",
    useless_after: datetime | None = None,
) -> Message:
    """One message to one person, due at ``due_at`` (``now`` when not said), in their language, its link still to fill.

    ``values`` fill the placeholders of the kind and are to be said in the recipient's language. The first message to
    someone not informed yet carries the notice of art. 14. Raises NotFound without a recipient or a text, InvalidInput
    when a value is missing.
    """
    to = desk.recipient(person)
    known = {**desk.sender.values, "prenom": to.given_name, **values}
    text = render(desk.templates.find(kind, to.channel, to.language), known)
    carries_notice = to.needs_notice or kind is MessageKind.NOTICE_ART14
    if to.needs_notice and kind is not MessageKind.NOTICE_ART14:
        text = _with_notice(text, kind, desk, to, known)
    id = desk.id_of()
    return Message(
        id=id,
        kind=kind,
        recipient=person,
        channel=to.channel,
        address=to.address,
        subject=text.subject,
        body=text.body,
        language=to.language,
        created_at=now,
        due_at=now if due_at is None else due_at,
        message_id=message_id_of(id, desk.sender.domain),
        about=about,
        useless_after=useless_after,
        carries_notice=carries_notice,
    )


def _with_notice(text: Rendered, kind: MessageKind, desk: Desk, to: Recipient, values: Mapping[str, str]) -> Rendered:
    """The text followed by the notice. In an SMS that already holds the link, the notice points at the same one.

    The link of a call-out or of an alert opens its answers alone: its notice points at the person's own page, where rights are used.
    """
    notice = render(desk.templates.find(MessageKind.NOTICE_ART14, to.channel, to.language), values).body
    if kind is MessageKind.CALL_OUT or kind in ALERTS:
        notice = notice.replace(LINK, PAGE)
    if to.channel is not Channel.SMS:
        return replace(text, body=f"{text.body}\n\n— — —\n{notice}")
    if LINK in notice and LINK in text.body:
        with use_language(to.language):
            notice = notice.replace(LINK, _("le lien ci-dessus"))
    return replace(text, body=f"{text.body} {notice}")
