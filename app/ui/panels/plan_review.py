"""The review of the plan by partners: what they remark, to answer; where each stands; whom to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.clock import paris_date
from app.core.errors import ReleveError
from app.services.plans.invite_reviewers import close_review, move_closing, remind_reviewers
from app.services.plans.read_review import read_review
from app.ui.boundary import tell
from app.ui.navigation import leads_to
from app.ui.panels import plan_review_invite, plan_review_remarks
from app.ui.parts import address, headline
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.speech import speaking
from app.ui.views import plan_review as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.plans.read_review import Reading, ReviewView

ADDRESS = "version"


def show() -> None:
    """The sentence first, the remarks to answer, then who reads, then whom to ask."""
    found = read_review(current_actor(), current_store(), address.number(ADDRESS) or None)
    headline.show(view.sentence(found), where=_where(found), detail=view.detail(found))
    if found is None:
        st.markdown(plain(_("Commencez le plan dans « Notre plan » : vos partenaires le reliront ensuite d’ici.")))
        return
    _version(found)
    can_edit = may(Action.EDIT_PLANS)
    plan_review_remarks.show(found, can_edit=can_edit)
    _readings(found, can_edit=can_edit)
    if can_edit and found.may_invite:
        plan_review_invite.show(found)
    elif not found.readings:
        st.markdown(
            plain(_("Ici : les partenaires invités à relire le plan, leurs remarques section par section, leur visa."))
        )


def _where(found: ReviewView | None) -> str:
    """Which version it is about, unless the choice right below says so."""
    if found is None or len(found.versions) > 1:
        return _("Relecture du plan")
    return view.version_words(found.version)


def _version(found: ReviewView) -> None:
    """Another version, when there are several: each had its own readers."""
    if len(found.versions) < 2:
        return
    address.select(
        _("Version"), {str(one.number): view.version_words(one) for one in found.versions}, address=ADDRESS,
        present=str(found.version.number), key="plan_review_version", width=320, hidden=True,
    )  # fmt: skip


def _readings(found: ReviewView, *, can_edit: bool) -> None:
    if not found.readings:
        return
    st.header(_("Qui relit"), anchor=False)
    for one in found.readings:
        _reading(one, can_edit=can_edit)
    if can_edit and any(one.is_by_hand for one in found.readings) and leads_to("messages"):
        st.page_link(
            "screens/messages.py", label=_("Passer les lettres à la main : écran Messages"),
            icon=":material/arrow_forward:", query_params={"volet": "partenaires"},
        )  # fmt: skip
    awaited = found.count(*view.AWAITED)
    if can_edit and awaited:
        words = ngettext("Relancer ce relecteur", "Relancer les {n} relecteurs attendus", awaited).format(n=awaited)
        st.button(
            words,
            icon=":material/notifications:",
            key="plan_review_remind",
            on_click=_remind,
            args=(found.version.number,),
        )


def _reading(one: Reading, *, can_edit: bool) -> None:
    with st.container(horizontal=True, wrap=False, vertical_alignment="top"):
        with st.container(gap=None, width="stretch"):
            st.markdown(f"**{plain(one.reviewer.who)}** {view.badge(one.state)}")
            st.caption(plain(view.reading_line(one)))
        if can_edit:
            _settle(one)


def _settle(one: Reading) -> None:
    key = f"plan_reviewer_{one.reviewer.id}"
    said = _("Délai de {who}").format(who=plain(one.reviewer.who))
    with st.popover(said, icon=":material/more_horiz:", help=said, key=f"plan_review_more_{one.reviewer.id}"):
        today = paris_date(current_store().now())
        st.date_input(
            _("Jusqu’au"), value=max(today, paris_date(one.reviewer.closes_at)), min_value=today, key=f"{key}_day",
            format="DD/MM/YYYY",
        )  # fmt: skip
        with st.container(horizontal=True):
            st.button(_("Changer le délai"), key=f"{key}_move", on_click=_move, args=(one.reviewer.id,))
            if one.state in view.AWAITED:
                st.button(_("Clore sa relecture"), key=f"{key}_close", on_click=_close, args=(one.reviewer.id,))


def _remind(number: int) -> None:
    _do(lambda: remind_reviewers(current_actor(), current_store(), number), _("Relance écrite."))


def _move(reviewer_id: str) -> None:
    day = st.session_state[f"plan_reviewer_{reviewer_id}_day"]
    _do(lambda: move_closing(current_actor(), current_store(), reviewer_id, day), _("Délai changé."))


def _close(reviewer_id: str) -> None:
    _do(lambda: close_review(current_actor(), current_store(), reviewer_id), _("Relecture close pour ce partenaire."))


def _do(act: Callable[[], object], words: str) -> None:
    """Runs before the screen is drawn."""
    with speaking():
        try:
            act()
        except ReleveError as error:
            tell(error)
            return
        st.toast(words)
