"""« Partenaires »: letters to authorities, establishments and practices; failures first, then what waits for a hand."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.roster.phones import spoken_phone
from app.services.crisis.mend_partner_letters import (
    cancel_partner_letters,
    mark_letters_done,
    pass_letters_by_hand,
    retry_letters,
)
from app.services.crisis.read_partner_letters import ORDER, letters_to_hand, take_letters
from app.services.messages.read_outbox import Group
from app.ui.boundary import tell
from app.ui.panels.rota_links import base_url
from app.ui.parts import address, confirm, message_card
from app.ui.parts.later import later
from app.ui.parts.message_card import MessageCard
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.views import messages as messages_view
from app.ui.views import messages_partners as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.crisis.read_partner_letters import LetterRow, LetterToHand, PartnerPost

AT_ONCE = 15
"""Letters drawn at once in each list: each is a fold with its text."""

_DO = {
    "done": mark_letters_done,
    "retry": retry_letters,
    "by_hand": pass_letters_by_hand,
    "cancel": cancel_partner_letters,
}
_OPEN = (Group.BY_HAND, Group.FAILED)
"""Where the text to pass on is shown with its link."""


def show(post: PartnerPost) -> None:
    """Draw the sentence, each group that holds something, then what has left, folded."""
    if not post.unsent and not post.left:
        st.info(
            _(
                "Ici attendront les courriers aux partenaires : point cabinets, relecture du plan, point de situation. Chaque écran qui en écrit les dépose ici."
            ),
            icon=":material/mail:",
        )
        return
    st.markdown(plain(view.sentence(post)))
    for group in ORDER:
        _group(post, group)
    if post.left:
        label = ngettext("{n} courrier parti ou annulé", "{n} courriers partis ou annulés", len(post.left))
        if address.toggle(label.format(n=len(post.left)), address="partis", key="partners_left"):
            for row in post.left:
                message_card.show(_card(post, row, None), {}, key="partner_left")


def _group(post: PartnerPost, group: Group) -> None:
    held = post.of(group)
    if not held:
        return
    st.header(view.group_title(group, post), anchor=False)
    if group is Group.BY_HAND and len(held) > 1 and may(Action.SEND_MESSAGES):
        _batch([row.id for row in held])
    wanted, key = f"tous_{group.value}", f"partners_all_{group.value}"
    shown = held if address.is_on(wanted, key) else held[:AT_ONCE]
    handed = _handed(shown) if group in _OPEN and may(Action.SEND_MESSAGES) else {}
    for row in shown:
        pressed = message_card.show(
            _card(post, row, handed.get(row.id)), words(), key="partner", opened=len(post.unsent) == 1
        )
        if pressed:
            _act(pressed, [row.id])
    if len(held) > AT_ONCE:
        address.toggle(_("Montrer les {n} courriers").format(n=len(held)), address=wanted, key=key)


def _batch(ids: Sequence[str]) -> None:
    """The whole lot at once: a file to send with another tool, then the mark."""
    count = ngettext("{n} courrier", "{n} courriers", len(ids)).format(n=len(ids))
    with st.container(horizontal=True):
        st.download_button(
            _("Les {count} en fichier (CSV)").format(count=count), data=later(partial(_file, ids)),
            file_name="courriers-partenaires.csv", mime="text/csv", icon=":material/table:", on_click="ignore",
        )  # fmt: skip
        st.button(
            _("Tout est passé"), icon=":material/done_all:", key="partners_done", on_click=confirm.ask,
            args=("partners_all_done",),
        )  # fmt: skip
    question = confirm.Question(
        _("Marquer {count} comme passés à la main ?").format(count=count),
        (_("Ils quittent la liste, comme si chacun avait été prévenu par vous."),),
        _("Marquer comme passés"),
    )
    if confirm.show(question, key="partners_all_done"):
        _act("done", ids)


def _file(ids: Sequence[str]) -> bytes:
    return take_letters(current_actor(), current_store(), ids, base_url())


def _handed(rows: tuple[LetterRow, ...]) -> dict[str, LetterToHand]:
    found = letters_to_hand(current_actor(), current_store(), [row.id for row in rows], base_url())
    return {one.id: one for one in found}


def _card(post: PartnerPost, row: LetterRow, handed: LetterToHand | None) -> MessageCard:
    one = row.letter
    return MessageCard(
        id=row.id,
        title=view.title(row),
        icon=messages_view.ICONS[one.channel],
        fate=view.fate(row, post.now),
        subject=one.subject,
        text=handed.text if handed else one.body.replace("{lien}", _("[lien personnel]")),
        mailto=handed.mailto if handed else "",
        sms=handed.sms if handed else "",
        tel=handed.tel if handed else "",
        is_pasted=handed is not None and handed.is_pasted,
        contact=one.address if "@" in one.address else spoken_phone(one.address),
        actions=view.ACTIONS.get(row.group, ()) if may(Action.SEND_MESSAGES) else (),
    )


def words() -> dict[str, str]:
    """What each action's button says."""
    return {
        "done": _("Passé"),
        "retry": _("Réessayer maintenant"),
        "by_hand": _("Passer à la main"),
        "cancel": _("Annuler ce courrier"),
    }


def _act(action: str, ids: Sequence[str]) -> None:
    try:
        count = _DO[action](current_actor(), current_store(), ids)
    except ReleveError as error:
        tell(error)
        return
    st.toast(
        {
            "done": ngettext("{n} courrier passé à la main.", "{n} courriers passés à la main.", count).format(n=count),
            "retry": _("Le courrier repart dans les secondes qui viennent."),
            "by_hand": _("Le courrier attend que vous le passiez."),
            "cancel": _("Courrier annulé : le partenaire ne recevra rien."),
        }[action]
    )
    st.rerun()
