"""What partners remark, section by section: each is answered, and settled or left open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zlib import crc32

import streamlit as st

from app.core.errors import ReleveError, StaleRevision
from app.response.review import LONGEST_REPLY
from app.services.plans.comment_plan import reply_to_comment
from app.services.plans.read_review import review_tables
from app.ui.boundary import tell
from app.ui.parts import table
from app.ui.parts.plain import plain
from app.ui.parts.seen import tell_kept
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views import plan_review as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.response.review import Comment
    from app.services.plans.read_review import ReviewView

REFUSED = "plan_remark_refused"


@dataclass(frozen=True, slots=True)
class Refused:
    """An answer that was not written: on which remark, why, and what was typed."""

    comment_id: str
    error: ReleveError
    typed: str


def show(found: ReviewView, *, can_edit: bool) -> None:
    """Draw the remarks: those to answer open, the settled ones folded away."""
    for section in found.by_section:
        waiting = [one for one in found.by_section[section] if not one.is_settled]
        if not waiting:
            continue
        st.header(plain(found.title(section)), anchor=False)
        for one in waiting:
            with st.container(border=True):
                _remark(found, one, can_edit=can_edit)
    settled = [one for one in found.comments if one.is_settled]
    if settled:
        words = ngettext("{n} remarque traitée", "{n} remarques traitées", len(settled)).format(n=len(settled))
        with st.expander(words, icon=":material/check_circle:"):
            for one in settled:
                st.markdown(f"**{plain(found.title(one.section))}**")
                _remark(found, one, can_edit=can_edit)
    if found.comments and can_edit:
        _asked, said = review_tables(current_actor(), current_store(), found.version)
        table.download(
            said.head, said.rows, file_name=f"remarques-version-{found.version.number}.csv", key="plan_remarks_csv",
            label=_("Toutes les remarques (CSV)"),
        )  # fmt: skip


def _remark(found: ReviewView, one: Comment, *, can_edit: bool) -> None:
    for line in one.text.split("\n"):
        st.markdown(plain(line))
    st.caption(plain(view.comment_line(found, one)))
    if not can_edit:
        if one.reply:
            st.markdown(f":material/subdirectory_arrow_right: {plain(one.reply)}")
        return
    key = _key(one)
    refused: Refused | None = st.session_state.get(REFUSED)
    if refused and refused.comment_id == one.id:
        st.session_state.setdefault(f"{key}_reply", refused.typed)
        tell_kept(refused.error) if isinstance(refused.error, StaleRevision) else tell(refused.error)
    st.session_state.setdefault(f"{key}_reply", one.reply)
    st.text_area(
        _("Réponse, que le partenaire lit sur sa page"), key=f"{key}_reply", max_chars=LONGEST_REPLY, height=80
    )
    with st.container(horizontal=True):
        if one.is_settled:
            st.button(_("Rouvrir"), key=f"{key}_open", icon=":material/undo:", on_click=_act, args=(one, False))
        else:
            st.button(
                _("Marquer traitée"), key=f"{key}_settle", icon=":material/check:", on_click=_act, args=(one, True)
            )
        st.button(_("Répondre seulement"), key=f"{key}_answer", on_click=_act, args=(one, one.is_settled))


def _key(one: Comment) -> str:
    """Another at each answer: a box never holds what somebody else replaced meanwhile."""
    return f"plan_remark_{one.id}_{crc32(f'{one.text}|{one.reply}|{one.is_settled}'.encode()):08x}"


def _act(one: Comment, settled: bool) -> None:
    """Runs before the screen is drawn; what was typed stays until it is written."""
    reply = str(st.session_state.get(f"{_key(one)}_reply") or "")
    st.session_state.pop(REFUSED, None)
    with speaking():
        try:
            reply_to_comment(current_actor(), current_store(), one.id, reply, settled=settled, seen=one)
        except ReleveError as error:
            st.session_state[REFUSED] = Refused(one.id, error, reply)
            return
        st.toast(_("Remarque traitée.") if settled else _("Réponse écrite."))
