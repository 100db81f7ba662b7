"""« À envoyer »: failures first, then what waits for a hand, then what leaves by itself; each message with its actions."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.mobilisation.preferences import Channel
from app.roster.phones import spoken_phone
from app.services.messages.by_hand import HandOver, hand_overs, take_batch
from app.services.messages.mend_messages import cancel, mark_done, pass_by_hand, retry
from app.services.messages.read_outbox import Group
from app.ui.boundary import tell
from app.ui.panels import local_links
from app.ui.panels.rota_links import base_url
from app.ui.parts import address, confirm, filter_bar, message_card
from app.ui.parts.later import later
from app.ui.parts.message_card import MessageCard
from app.ui.session import current_actor, current_store
from app.ui.views import messages as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.messages.read_outbox import Outbox, OutboxRow

AT_ONCE = 15
"""Messages drawn at once: each is a fold with its text."""

ACTIONS = {
    Group.BY_HAND: ("done", "cancel"),
    Group.FAILED: ("retry", "by_hand", "cancel"),
    Group.HELD: ("by_hand", "cancel"),
    Group.WAITING: ("retry", "by_hand", "cancel"),
}
_DO = {"done": mark_done, "retry": retry, "by_hand": pass_by_hand, "cancel": cancel}


def show(outbox: Outbox) -> None:
    """Draw the filters, the batch and the messages."""
    local_links.show(base_url(), is_on_messages=True)
    if not outbox.unsent:
        st.info(
            _(
                "Ici attendront les messages à passer à la main, ceux qui ont échoué et ceux qui partiront plus tard. Un appel, un sondage ou une publication en écrit."
            ),
            icon=":material/outbox:",
        )
        return
    rows = _filtered(outbox)
    by_hand = [row for row in rows if row.group is Group.BY_HAND]
    if by_hand:
        _batch(by_hand)
    shown = rows if address.is_on("tous", "messages_all") else rows[:AT_ONCE]
    handed = {one.id: one for one in hand_overs(current_actor(), current_store(), [r.id for r in shown], base_url())}
    for group in view.GROUPS:
        held = [row for row in shown if row.group is group]
        if held:
            st.header(view.group_title(group, rows), anchor=False)
            for row in held:
                _one(outbox, row, handed.get(row.id), opened=len(rows) == 1)
    if len(rows) > AT_ONCE:
        address.toggle(_("Montrer les {n} messages").format(n=len(rows)), address="tous", key="messages_all")


def _filtered(outbox: Outbox) -> list[OutboxRow]:
    groups = {group.value: _(name) for group, name in view.GROUPS.items() if outbox.of(group)}
    with st.container(horizontal=True):
        group = filter_bar.choice(_("État"), groups, key="etat", everything=_("Tous les états"))
        kind = filter_bar.choice(_("Objet"), view.kinds_of(outbox.unsent), key="objet", everything=_("Tous les objets"))
        about = st.query_params.get(view.ABOUT, "")
        if about:
            st.button(
                _("Voir aussi les autres messages"), icon=":material/filter_alt_off:", key="messages_unfiltered",
                on_click=address.close, args=(view.ABOUT,),
            )  # fmt: skip
    return view.chosen(outbox.unsent, group, kind, about)


def _batch(rows: Sequence[OutboxRow]) -> None:
    """The whole lot at once: a file to send with another tool, then the mark."""
    ids = [row.id for row in rows]
    count = ngettext("{n} message", "{n} messages", len(ids)).format(n=len(ids))
    with st.container(horizontal=True):
        for channel, name in ((Channel.EMAIL, _("e-mails")), (Channel.SMS, _("SMS")), (Channel.HAND, _("autres"))):
            own = [row.id for row in rows if row.queued.message.channel is channel]
            if own:
                st.download_button(
                    _("{n} {kind} (CSV)").format(n=len(own), kind=name),
                    data=later(partial(_file, own)),
                    file_name=f"messages-{channel.value}.csv",
                    mime="text/csv",
                    icon=":material/table:",
                    on_click="ignore",
                )
        st.button(
            _("Tout est passé"), icon=":material/done_all:", key="messages_done", on_click=confirm.ask,
            args=("messages_all_done",),
        )  # fmt: skip
    question = confirm.Question(
        _("Marquer {count} comme passés à la main ?").format(count=count),
        (_("Ils quittent la liste, comme si chacun avait été prévenu par vous."),),
        _("Marquer comme passés"),
    )
    if confirm.show(question, key="messages_all_done"):
        _act("done", ids)


def _file(ids: Sequence[str]) -> bytes:
    return take_batch(current_actor(), current_store(), ids, base_url())


def _one(outbox: Outbox, row: OutboxRow, handed: HandOver | None, *, opened: bool) -> None:
    message = row.queued.message
    by_hand = row.group in (Group.BY_HAND, Group.FAILED)
    card = MessageCard(
        id=row.id,
        title=view.title(row),
        icon=view.icon(row),
        fate=view.fate(row, outbox.now),
        subject=message.subject,
        text=handed.text if handed is not None and by_hand else view.shown_text(row),
        mailto=handed.mailto if handed is not None and by_hand else "",
        sms=handed.sms if handed is not None and by_hand else "",
        tel=handed.tel if handed is not None and by_hand else "",
        is_pasted=handed is not None and handed.is_pasted,
        contact=_contact(handed) if handed is not None else message.address,
        actions=ACTIONS[row.group],
    )
    pressed = message_card.show(card, words(), key="message", opened=opened)
    if pressed:
        _act(pressed, [row.id])


def words() -> dict[str, str]:
    """What each action's button says."""
    return {
        "done": _("Passé"),
        "retry": _("Réessayer maintenant"),
        "by_hand": _("Passer à la main"),
        "cancel": _("Annuler ce message"),
    }


def _contact(one: HandOver) -> str:
    phones = [spoken_phone(number) for number in (one.mobile, one.phone) if number]
    return " · ".join(filter(None, [one.name, one.email, *dict.fromkeys(phones)]))


def _act(action: str, ids: Sequence[str]) -> None:
    try:
        count = _DO[action](current_actor(), current_store(), ids)
    except ReleveError as error:
        tell(error)
        return
    st.toast(_said(action, count))
    st.rerun()


def _said(action: str, count: int) -> str:
    if action == "done":
        return ngettext("{n} message passé à la main.", "{n} messages passés à la main.", count).format(n=count)
    return {
        "retry": _("Le message repart dans les secondes qui viennent."),
        "by_hand": _("Le message attend que vous le passiez."),
        "cancel": _("Message annulé : la personne ne recevra rien."),
    }[action]
