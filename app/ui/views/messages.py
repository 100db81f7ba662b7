"""What the Messages screen says: the sentence, the names of groups, a message in one line, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_
from app.mobilisation.message import KIND_WORDS, MessageKind
from app.mobilisation.outbox import fate_sentence
from app.mobilisation.preferences import CHANNEL_WORDS, Channel
from app.services.read_outbox import Group
from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.services.read_outbox import Outbox, OutboxRow

GROUPS = {
    Group.FAILED: N_("Échecs"),
    Group.BY_HAND: N_("À faire à la main"),
    Group.WAITING: N_("Partent tout seuls"),
    Group.SENT: N_("Envoyés"),
    Group.DONE: N_("Faits à la main"),
    Group.CANCELLED: N_("Annulés"),
}
"""In the order of urgency."""

PANELS = {
    "a_envoyer": N_("À envoyer"),
    "envoyes": N_("Envoyés"),
    "modeles": N_("Modèles"),
    "reglages": N_("Réglages d’envoi"),
}
LANGUAGE_NAMES = {"fr": N_("Français"), "en": N_("Anglais")}
ICONS = {Channel.EMAIL: "mail", Channel.SMS: "sms", Channel.HAND: "front_hand"}


def sentence(outbox: Outbox) -> str:
    """« 3 messages à faire à la main, 1 échec. »"""
    by_hand, failed, waiting = (len(outbox.of(group)) for group in (Group.BY_HAND, Group.FAILED, Group.WAITING))
    pieces = []
    if by_hand:
        pieces.append(
            ngettext("{n} message à faire à la main", "{n} messages à faire à la main", by_hand).format(n=by_hand)
        )
    if failed:
        pieces.append(ngettext("{n} échec", "{n} échecs", failed).format(n=failed))
    if waiting and not pieces:
        return ngettext("{n} message part tout seul.", "{n} messages partent tout seuls.", waiting).format(n=waiting)
    return _("{pieces}.").format(pieces=", ".join(pieces)) if pieces else _("Aucun message n’attend.")


def detail(outbox: Outbox) -> str:
    """What leaves by itself, by which ways, and what is missing for the rest."""
    if outbox.ways_fault:
        return _("Rien ne part tout seul : {fault}").format(fault=outbox.ways_fault)
    leaving = [_(CHANNEL_WORDS[channel]) for channel in (Channel.EMAIL, Channel.SMS) if channel in outbox.channels]
    if not leaving:
        return _("Rien ne part tout seul : copiez, ouvrez dans votre messagerie, ou réglez l’envoi.")
    ways = _("Partent tout seuls : {ways}.").format(ways=", ".join(leaving))
    return " ".join(filter(None, [ways, _next(outbox), "" if outbox.public_url else no_address()]))


def no_address() -> str:
    """Why messages with a link stay."""
    return _("L’adresse publique n’est pas réglée : les messages qui portent un lien attendent.")


def _next(outbox: Outbox) -> str:
    hours = [max(row.queued.next_at, row.queued.message.due_at) for row in outbox.of(Group.WAITING)]
    later = [hour for hour in hours if hour > outbox.now]
    return _("Le prochain part {when}.").format(when=spoken_instant(min(later))) if later else ""


def kinds_of(rows: Iterable[OutboxRow]) -> dict[str, str]:
    """The kinds that are there, code → words, for the filter."""
    present = {row.queued.message.kind for row in rows}
    return {kind.value: _(KIND_WORDS[kind]) for kind in MessageKind if kind in present}


def chosen(rows: Iterable[OutboxRow], group: str, kind: str) -> list[OutboxRow]:
    """The rows of a group and a kind; empty means any. By urgency of the group, then by hour."""
    order = list(GROUPS)
    kept = [row for row in rows if group in ("", row.group) and kind in ("", row.queued.message.kind)]
    return sorted(kept, key=lambda row: order.index(row.group))


def title(row: OutboxRow) -> str:
    """« Clarisse F. · dernier rappel · e-mail »."""
    message = row.queued.message
    return " · ".join((row.name, _(KIND_WORDS[message.kind]), _(CHANNEL_WORDS[message.channel])))


def fate(row: OutboxRow, now: datetime) -> str:
    """What became of it and what to do."""
    message = row.queued.message
    if row.group is Group.BY_HAND and message.channel is not Channel.HAND and not message.error:
        return _("à faire à la main : aucun envoi par {channel} n’est réglé").format(
            channel=_(CHANNEL_WORDS[message.channel])
        )
    return fate_sentence(row.queued, now)


def shown_text(row: OutboxRow) -> str:
    """The text as it leaves, but for the links, which are its person's own."""
    unsaid = _("[lien personnel]")
    return row.queued.message.body_with(unsaid, unsaid)


def language_name(code: str) -> str:
    """« Français », « Anglais »."""
    return _(LANGUAGE_NAMES.get(code, code))
