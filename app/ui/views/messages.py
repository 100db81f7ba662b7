"""What the Messages screen says: the sentence, the names of groups, a message in one line, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from app.core.errors import N_
from app.exercise.messages import is_banded
from app.mobilisation.message import KIND_WORDS, MessageKind
from app.mobilisation.outbox import fate_sentence
from app.mobilisation.preferences import CHANNEL_WORDS, Channel
from app.services.messages.read_outbox import Group
from app.store.secrets import is_loopback
from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.services.messages.read_outbox import Outbox, OutboxRow
    from app.services.messages.sending_backlog import Backlog

GROUPS = {
    Group.FAILED: N_("Échecs"),
    Group.BY_HAND: N_("À passer à la main"),
    Group.HELD: N_("Attendent l’adresse publique"),
    Group.WAITING: N_("Partent tout seuls"),
    Group.SENT: N_("Envoyés"),
    Group.DONE: N_("Passés à la main"),
    Group.CANCELLED: N_("Annulés"),
}
"""In the order of urgency."""

PANELS = {
    "a_envoyer": N_("À envoyer"),
    "partenaires": N_("Partenaires"),
    "envoyes": N_("Envoyés"),
    "modeles": N_("Modèles"),
    "reglages": N_("Réglages d’envoi"),
}
ABOUT = "propos"
"""The address parameter that keeps the messages of one poll, call-out or seat."""

LANGUAGE_NAMES = {"fr": N_("Français"), "en": N_("Anglais")}
ICONS = {Channel.EMAIL: "mail", Channel.SMS: "sms", Channel.HAND: "front_hand"}


def sentence(outbox: Outbox) -> str:
    """« 3 messages à passer à la main, 1 échec. »; each number is that of a list below."""
    by_hand, failed, waiting = (len(outbox.of(group)) for group in (Group.BY_HAND, Group.FAILED, Group.WAITING))
    held = len(outbox.of(Group.HELD))
    pieces = []
    if by_hand:
        pieces.append(
            ngettext("{n} message à passer à la main", "{n} messages à passer à la main", by_hand).format(n=by_hand)
        )
    if failed:
        pieces.append(ngettext("{n} échec", "{n} échecs", failed).format(n=failed))
    if held:
        pieces.append(
            ngettext("{n} message attend l’adresse publique", "{n} messages attendent l’adresse publique", held).format(
                n=held
            )
        )
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


def chosen(rows: Iterable[OutboxRow], group: str, kind: str, about: str = "") -> list[OutboxRow]:
    """The rows of a group, a kind and a poll, call-out or seat; empty means any. By urgency of the group, then as given."""
    order = list(GROUPS)
    kept = [
        row
        for row in rows
        if group in ("", row.group)
        and kind in ("", row.queued.message.kind)
        and about in ("", row.queued.message.about)
    ]
    return sorted(kept, key=lambda row: order.index(row.group))


def title(row: OutboxRow) -> str:
    """« Clarisse F. · dernier rappel · e-mail », « Presse · Denez F. · appel · SMS », « EXERCICE · Denez F. · alerte · SMS »."""
    message = row.queued.message
    marks: tuple[str, ...] = (_("Presse"),) if row.presses else ()
    marks += (_("EXERCICE"),) if is_banded(message.subject, message.body) else ()
    return " · ".join((*marks, row.name, _(KIND_WORDS[message.kind]), _(CHANNEL_WORDS[message.channel])))


def icon(row: OutboxRow) -> str:
    """The channel's, or the mark of what presses."""
    return "priority_high" if row.presses else ICONS[row.queued.message.channel]


def group_title(group: Group, rows: Iterable[OutboxRow]) -> str:
    """« À passer à la main (87), 63 pressent »."""
    held = [row for row in rows if row.group is group]
    named = f"{_(GROUPS[group])} ({len(held)})"
    pressing = sum(row.presses for row in held)
    if not pressing:
        return named
    return f"{named}, {ngettext('{n} presse', '{n} pressent', pressing).format(n=pressing)}"


def query_of(group: Group, about: str = "") -> dict[str, str]:
    """The address parameters that open the screen on one group, of one poll, call-out or seat if given."""
    return {"etat": group.value, **({ABOUT: about} if about else {})}


def backlog_label(backlog: Backlog) -> str:
    """« Envoyer aussi les 285 messages qui attendent, à 134 personnes »; empty when none waits."""
    if not backlog.messages:
        return ""
    people = ngettext("{n} personne", "{n} personnes", backlog.people).format(n=backlog.people)
    return ngettext(
        "Envoyer aussi le message qui attend, à {people}",
        "Envoyer aussi les {n} messages qui attendent, à {people}",
        backlog.messages,
    ).format(n=backlog.messages, people=people)


def local_links(base_url: str) -> str:
    """Why links to hand out open nothing elsewhere, and where to mend it; empty when their address is a public one."""
    host = urlsplit(base_url).hostname or ""
    if host and not is_loopback(host):
        return ""
    return _(
        "Les liens ne s’ouvrent que sur cet ordinateur tant que l’adresse publique de Relève n’est pas indiquée dans Messages, « Réglages d’envoi »."
    )


def fate(row: OutboxRow, now: datetime) -> str:
    """What became of it and what to do."""
    message = row.queued.message
    if row.group is Group.HELD:
        return _("attend l’adresse publique : sans elle, son lien ne s’ouvrirait pas")
    if row.group is Group.BY_HAND and message.channel is not Channel.HAND and not message.error:
        return _("à passer à la main : aucun envoi par {channel} n’est réglé").format(
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
