"""What the panel of letters to partners says: its sentence, a letter in one line, its fate, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_
from app.exercise.messages import is_banded
from app.mobilisation.message import MESSAGE_WORDS, MessageState
from app.mobilisation.preferences import CHANNEL_WORDS, Channel
from app.services.messages.read_outbox import Group
from app.store.partner_letters import LETTER_WORDS
from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from datetime import datetime

    from app.services.crisis.read_partner_letters import LetterRow, PartnerPost

TITLES = {
    Group.FAILED: N_("Échecs"),
    Group.BY_HAND: N_("À passer à la main"),
    Group.HELD: N_("Attendent l’adresse publique"),
    Group.WAITING: N_("Partent tout seuls"),
    Group.SENT: N_("Envoyés"),
    Group.DONE: N_("Passés à la main"),
    Group.CANCELLED: N_("Annulés"),
}
ACTIONS = {
    Group.BY_HAND: ("done", "cancel"),
    Group.FAILED: ("retry", "by_hand", "cancel"),
    Group.HELD: ("by_hand", "cancel"),
    Group.WAITING: ("retry", "by_hand", "cancel"),
}


def sentence(post: PartnerPost) -> str:
    """« 3 courriers à passer à la main, 1 échec. » each number is that of a list below."""
    counts = {group: len(post.of(group)) for group in ACTIONS}
    pieces = []
    if n := counts[Group.FAILED]:
        pieces.append(ngettext("{n} échec", "{n} échecs", n).format(n=n))
    if n := counts[Group.BY_HAND]:
        pieces.append(ngettext("{n} courrier à passer à la main", "{n} courriers à passer à la main", n).format(n=n))
    if n := counts[Group.HELD]:
        pieces.append(
            ngettext("{n} courrier attend l’adresse publique", "{n} courriers attendent l’adresse publique", n).format(
                n=n
            )
        )
    if n := counts[Group.WAITING]:
        pieces.append(ngettext("{n} courrier part tout seul", "{n} courriers partent tout seuls", n).format(n=n))
    return _("{pieces}.").format(pieces=", ".join(pieces)) if pieces else _("Aucun courrier à un partenaire n’attend.")


def waiting_sentence(post: PartnerPost) -> str:
    """« 3 courriers à des partenaires demandent votre main. » for the screen's headline; empty when none does."""
    n = len(post.of(Group.FAILED)) + len(post.of(Group.BY_HAND))
    if not n:
        return ""
    return ngettext(
        "{n} courrier à un partenaire demande votre main.", "{n} courriers à des partenaires demandent votre main.", n
    ).format(n=n)


def title(row: LetterRow) -> str:
    """« Cabinet du Port · point cabinets · e-mail »."""
    one = row.letter
    marks = (_("EXERCICE"),) if is_banded(one.subject, one.body) else ()
    return " · ".join((*marks, one.who or _("sans nom"), _(LETTER_WORDS[one.kind]), _(CHANNEL_WORDS[one.channel])))


def group_title(group: Group, post: PartnerPost) -> str:
    """« À passer à la main (3) »."""
    return f"{_(TITLES[group])} ({len(post.of(group))})"


def fate(row: LetterRow, now: datetime) -> str:
    """What became of it and what comes next."""
    one = row.letter
    if row.group is Group.FAILED:
        return _("échec : {why}. Passez-le à la main.").format(why=one.error or _("raison inconnue"))
    if row.group is Group.HELD:
        return _("attend l’adresse publique : sans elle, son lien ne s’ouvrirait pas")
    if row.group is Group.BY_HAND:
        if one.channel is Channel.HAND:
            return _("à passer à la main") if one.address else _("à passer à la main : ni e-mail ni téléphone connus")
        return _("à passer à la main : aucun envoi par {channel} n’est réglé").format(
            channel=_(CHANNEL_WORDS[one.channel])
        )
    if one.state is MessageState.QUEUED and one.error:
        return _("{why} ; nouvel essai {when}").format(why=one.error, when=spoken_instant(one.next_at))
    if row.group in ACTIONS:
        return _(MESSAGE_WORDS[one.state])
    words = one.error if one.state is MessageState.SENT and one.error else _(MESSAGE_WORDS[one.state])
    return _("{fate}, {when}").format(fate=words, when=spoken_instant(one.changed_at))
