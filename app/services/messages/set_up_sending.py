"""How messages leave and who signs them: the community's words, the mailbox, the SMS provider, and a trial of each."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput
from app.core.ids import new_id
from app.mobilisation.message import MessageState
from app.mobilisation.outbox import ERROR_WORDS, Queued, message_id_of
from app.mobilisation.preferences import CHANNEL_WORDS, Channel
from app.mobilisation.sms import gsm_text
from app.roster.phones import phone_of
from app.services.crisis.writing_desk import NOWHERE, read_sender
from app.services.messages.letter import Failure, Letter
from app.services.messages.sending_backlog import set_aside
from app.services.messages.ways_out import ways_of
from app.settings import public_url as checked_url
from app.store import community, journal, messages, secrets
from app.store.secrets import MAIL_ADDRESS, Secrets, SmtpAccount, Webhook
from app.words import _

if TYPE_CHECKING:
    from datetime import datetime

    from app.access.actor import Actor
    from app.store.community import Community
    from app.store.database import Connection, Store

LONGEST_WORD, LONGEST_TEXT = 30, 300
_BRACES = re.compile(r"[{}\r\n\x00-\x1f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """What every message says of the community, and where links start. Texts as they were typed."""

    contact: str = ""
    code_word: str = ""
    data_source: str = ""
    retention: str = ""
    mail_domain: str = ""
    public_url: str = ""


def signature_of(held: Community) -> Signature:
    """The community's present words."""
    return Signature(
        contact=held.contact,
        code_word=held.code_word,
        data_source=held.data_source,
        retention=held.retention,
        mail_domain=held.mail_domain,
        public_url=held.public_url,
    )


def set_up_signature(actor: Actor, store: Store, typed: Signature) -> None:
    """Write who signs and where links start. Raises InvalidInput with one sentence; nothing is then written.

    What waited only for a public address leaves at the next round.
    """
    require(actor, Action.SET_UP_MESSAGES)
    found = _checked(typed)
    with store.transaction() as conn:
        now, held = store.now(), community.read(conn)
        changed = replace(
            held,
            contact=found.contact,
            code_word=found.code_word,
            data_source=found.data_source,
            retention=found.retention,
            mail_domain=found.mail_domain,
            public_url=found.public_url,
        )
        community.write(conn, changed)
        _wake(conn, now)
        journal.write(conn, now, actor.id, "signature_set_up", "community", {"public_url": found.public_url})


def announcement(actor: Actor, store: Store) -> str:
    """What to tell everyone once, by a way they trust already: how to know our messages. Empty without a word."""
    require(actor, Action.SET_UP_MESSAGES)
    with store.reading() as conn:
        sender, word = read_sender(conn), community.read(conn).code_word
    if not word:
        return ""
    return _(
        "Bonjour, à partir d’aujourd’hui, les messages de {community} sur les vacations portent toujours le mot « {word} » et le contact {contact}. Un message qui ne le porte pas n’est pas de nous : ne cliquez pas, et prévenez-nous."
    ).format(community=sender.community, word=word, contact=sender.contact)


def read_accounts(actor: Actor, store: Store) -> Secrets:
    """The accounts as they are set, for the settings screen; passwords are not to be drawn. Raises InvalidInput."""
    require(actor, Action.SET_UP_MESSAGES)
    return secrets.read(store.folder)


def set_up_mailbox(actor: Actor, store: Store, account: SmtpAccount | None, *, sends_backlog: bool = False) -> None:
    """Keep the mailbox, or take it away (None). An empty password keeps the one held for the same user and server.

    Raises InvalidInput with one sentence. What waited for a mended setting leaves at the next round; where there was no
    mailbox, what is due already waits for a hand instead, unless ``sends_backlog``.
    """
    require(actor, Action.SET_UP_MESSAGES)
    held = secrets.read(store.folder)
    if account is not None and account.user and not account.password and held.smtp is not None:
        same = (held.smtp.host, held.smtp.user) == (account.host, account.user)
        # A password is never handed to another server than the one it was typed for.
        account = replace(account, password=held.smtp.password) if same else account
    is_new = account is not None and held.smtp is None
    with store.transaction() as conn:
        if account is not None and account.domain:
            _name_domain(conn, account.domain)
        _way_changed(conn, store, actor, Channel.EMAIL, account is not None, aside=is_new and not sends_backlog)
        # Last: refused settings undo the rest, and a sender never meets a way whose backlog is not set aside yet.
        secrets.write(store.folder, replace(held, smtp=account))


def set_up_webhook(actor: Actor, store: Store, webhook: Webhook | None, *, sends_backlog: bool = False) -> None:
    """Keep the SMS provider's address, or take it away (None). An empty secret keeps the one held.

    Raises InvalidInput. ``sends_backlog``: as for the mailbox.
    """
    require(actor, Action.SET_UP_MESSAGES)
    held = secrets.read(store.folder)
    if webhook is not None and not webhook.secret and held.webhook is not None:
        webhook = replace(webhook, secret=held.webhook.secret)
    is_new = webhook is not None and held.webhook is None
    with store.transaction() as conn:
        _way_changed(conn, store, actor, Channel.SMS, webhook is not None, aside=is_new and not sends_backlog)
        secrets.write(store.folder, replace(held, webhook=webhook))


def send_trial(actor: Actor, store: Store, channel: Channel, to: str) -> None:
    """Send one message to the coordinator's own address or mobile, now. Raises InvalidInput saying what to mend."""
    require(actor, Action.SET_UP_MESSAGES)
    ways = ways_of(secrets.read(store.folder))
    if channel not in ways.channels:
        raise InvalidInput(N_("Aucun envoi par {channel} n’est réglé : enregistrez d’abord ses réglages."), channel=_(CHANNEL_WORDS[channel]))  # fmt: skip
    letter = _trial(store, channel, _own_address(channel, to))
    with ways.open() as opened:
        failure = opened[channel].send(letter)
    if failure is not None:
        raise InvalidInput(N_("L’essai n’est pas parti : {why}."), why=_why(failure))


def _own_address(channel: Channel, to: str) -> str:
    if channel is Channel.SMS:
        return phone_of(to)
    if not MAIL_ADDRESS.fullmatch(to.strip()):
        raise InvalidInput(N_("« {to} » n’est pas une adresse e-mail. Écrivez par exemple cpts@example.org."), to=to)
    return to.strip()


def _trial(store: Store, channel: Channel, to: str) -> Letter:
    with store.reading() as conn:
        sender, contact = read_sender(conn), community.read(conn).contact
    id = new_id()
    text = _("Ceci est un essai de Relève pour {community}. S’il vous parvient, l’envoi est bien réglé. Mot convenu : {word}.")  # fmt: skip
    text = text.format(community=sender.community, word=sender.code_word)
    return Letter(
        key=id,
        message_id=message_id_of(id, sender.domain or NOWHERE),
        to=to,
        subject=_("{community} : essai d’envoi").format(community=sender.community),
        text=gsm_text(text) if channel is Channel.SMS else text,
        at=store.now(),
        sender_name=sender.community,
        reply_to=contact.strip(),
    )


def _why(failure: Failure) -> str:
    words = _(ERROR_WORDS[failure.error])
    return f"{words} ({failure.detail})" if failure.detail else words


def _way_changed(conn: Connection, store: Store, actor: Actor, channel: Channel, is_set: bool, *, aside: bool) -> None:
    """The journal learns that a way changed, and nothing of what it holds; what waited is set aside or tried at once."""
    now = store.now()
    held = set_aside(conn, channel, now) if aside else ()
    _wake(conn, now, channel)
    if held:
        journal.write(conn, now, actor.id, "messages_by_hand", "messages", {"ids": held})
    journal.write(conn, now, actor.id, "sending_set_up", channel.value, {"set": is_set})


def _name_domain(conn: Connection, domain: str) -> None:
    """Message-IDs take the mailbox's domain where none was said."""
    settings = community.read(conn)
    if not settings.mail_domain:
        community.write(conn, replace(settings, mail_domain=domain.casefold()))


def _wake(conn: Connection, now: datetime, channel: Channel | None = None) -> None:
    """Messages that an error holds back are tried at once: what they waited for may be mended."""
    for one in messages.waiting(conn, [MessageState.QUEUED]):
        if one.message.error and channel in (None, one.message.channel):
            messages.update(conn, Queued(one.message, now), now)


def _checked(typed: Signature) -> Signature:
    for label, text, longest in (
        (_("contact"), typed.contact, LONGEST_TEXT),
        (_("mot convenu"), typed.code_word, LONGEST_WORD),
        (_("origine des données"), typed.data_source, LONGEST_TEXT),
        (_("durée de conservation"), typed.retention, LONGEST_TEXT),
    ):
        if len(text.strip()) > longest or _BRACES.search(text.strip()):
            raise InvalidInput(
                N_("Le champ « {label} » tient sur une ligne de {longest} caractères au plus, sans accolade."),
                label=label, longest=longest,
            )  # fmt: skip
    domain = typed.mail_domain.strip()
    if domain:
        message_id_of(new_id(), domain)
    return Signature(
        contact=typed.contact.strip(),
        code_word=typed.code_word.strip(),
        data_source=typed.data_source.strip(),
        retention=typed.retention.strip(),
        mail_domain=domain.casefold(),
        public_url=checked_url(typed.public_url.strip(), _("Adresse publique")),
    )
