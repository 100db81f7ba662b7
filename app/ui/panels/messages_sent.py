"""« Envoyés »: what has left, what was done by hand, what was withdrawn; newest first, a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.mobilisation.message import KIND_WORDS, MessageKind
from app.mobilisation.outbox import state_text
from app.services.messages.read_outbox import Group, read_sent
from app.ui.parts import address, filter_bar, message_card
from app.ui.parts.message_card import MessageCard
from app.ui.session import current_actor, current_store
from app.ui.views import messages as view
from app.words import _
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from app.services.messages.read_outbox import Outbox, OutboxRow, Sent

PAGE = 25
LEFT = (Group.SENT, Group.DONE, Group.CANCELLED)


def show(outbox: Outbox) -> None:
    """Draw the filters and one page."""
    groups = {group.value: _(view.GROUPS[group]) for group in LEFT}
    kinds = {kind.value: _(KIND_WORDS[kind]) for kind in MessageKind}
    with st.container(horizontal=True):
        group = filter_bar.choice(_("État"), groups, key="parti", everything=_("Tous les états"))
        kind = filter_bar.choice(_("Objet"), kinds, key="sujet", everything=_("Tous les objets"))
    found = _page(group, kind, address.page())
    pages = -(-found.total // PAGE)
    if found.total and not found.rows:
        # The address was left on a page further than what the filters now find.
        found = _page(group, kind, pages)
    if not found.total:
        st.info(
            _("Rien ici pour l’instant : ce qui part, par vous ou tout seul, s’y retrouve."), icon=":material/send:"
        )
    for row in found.rows:
        message_card.show(_card(outbox, row), {}, key="sent")
    address.pager(pages, key="messages_page")


def _page(group: str, kind: str, number: int) -> Sent:
    wanted, kinds = [Group(group)] if group else [], [MessageKind(kind)] if kind else []
    return read_sent(current_actor(), current_store(), wanted, kinds, page=number - 1, size=PAGE)


def _card(outbox: Outbox, row: OutboxRow) -> MessageCard:
    message = row.queued.message
    return MessageCard(
        id=row.id,
        title=f"{view.title(row)} · {state_text(message)}",
        icon=view.ICONS[message.channel],
        fate=_("{fate}, {when}").format(fate=view.fate(row, outbox.now), when=spoken_instant(row.queued.next_at)),
        subject=message.subject,
        text=view.shown_text(row),
        contact=message.address,
    )
