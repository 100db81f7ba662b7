"""« Envoyés »: what has left, what was done by hand, what was withdrawn; newest first, a page at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.mobilisation.message import KIND_WORDS, MessageKind
from app.mobilisation.outbox import state_text
from app.services.read_outbox import Group, read_sent
from app.ui.parts import filter_bar, message_card
from app.ui.parts.message_card import MessageCard
from app.ui.session import current_actor, current_store
from app.ui.views import messages as view
from app.words import _
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from app.services.read_outbox import Outbox, OutboxRow

PAGE = 25
LEFT = (Group.SENT, Group.DONE, Group.CANCELLED)


def show(outbox: Outbox) -> None:
    """Draw the filters and one page."""
    groups = {group.value: _(view.GROUPS[group]) for group in LEFT}
    kinds = {kind.value: _(KIND_WORDS[kind]) for kind in MessageKind}
    with st.container(horizontal=True):
        group = filter_bar.choice(_("État"), groups, key="parti", everything=_("Tous les états"))
        kind = filter_bar.choice(_("Objet"), kinds, key="sujet", everything=_("Tous les objets"))
    number = int(st.session_state.get("messages_page", 1))
    wanted = [Group(group)] if group else []
    found = read_sent(
        current_actor(),
        current_store(),
        wanted,
        [MessageKind(kind)] if kind else [],
        page=max(number - 1, 0),
        size=PAGE,
    )
    if not found.total:
        st.info(
            _("Rien ici pour l’instant : ce qui part, par vous ou tout seul, s’y retrouve."), icon=":material/send:"
        )
    for row in found.rows:
        message_card.show(_card(outbox, row), {}, key="sent")
    pages = -(-found.total // PAGE)
    if pages > 1:
        st.number_input(_("Page"), 1, pages, key="messages_page", width=160)


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
