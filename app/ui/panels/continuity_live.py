"""Who is left without care now: the sentence, those without a solution and whom to ring, relays; one button proposes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import streamlit as st

from app.access.permissions import Action
from app.continuity.overview import Basis
from app.core.errors import ReleveError
from app.services.continuity.propose_relays import propose_relays
from app.services.continuity.read_continuity import read_continuity, read_weak_points
from app.ui.boundary import tell
from app.ui.navigation import leads_to
from app.ui.panels import continuity_first, continuity_result
from app.ui.parts import address, headline, panel_choice
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.speech import speaking
from app.ui.views import continuity as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.continuity.continuity_view import ContinuityView

WEAK = "continuity_weak"


def show() -> None:
    """The sentence first, then what mends it."""
    found = read_continuity(current_actor(), current_store())
    headline.show(view.sentence(found), where=view.where(found), detail=view.detail(found))
    runs = may(Action.RUN_CONTINUITY)
    if runs:
        _steps(found)
    continuity_result.show(found, key="continuity_live")
    if found.basis is Basis.NOTHING:
        st.markdown(
            _(
                "Ici : les besoins qui dépasseront leur délai, les relais, et qui appeler. Il faut d’abord des besoins :"
                " chaque cabinet note les siens, ou en donne les totaux par catégorie (Mes suivis)."
            )
        )
        if runs:
            _first(found)
        return
    if runs:
        if found.basis is Basis.RATES:
            continuity_first.needs(primary=False)
        _weak()


def _first(found: ContinuityView) -> None:
    """Practices that said nothing have their needs to note; without practices, the roster comes first."""
    if view.has_practices(found):
        continuity_first.needs()
    else:
        continuity_first.people()


def _steps(found: ContinuityView) -> None:
    """Propose the relays of what fails now; else what is to be noted first."""
    with st.container(horizontal=True, vertical_alignment="center"):
        if found.proposable:
            st.button(
                _("Proposer ces relais"), icon=":material/handshake:", type="primary", key="continuity_propose",
                help=_("Chaque relais reçoit un nombre de besoins à accepter ou à refuser, sans rien d’autre."),
                on_click=_propose,
            )  # fmt: skip
        elif found.asked is not None and found.asked.under_way and leads_to("relays"):
            _go(_("Suivre les transmissions"), "handshake", "transmissions", primary=True)
        if leads_to("relays"):
            _go(_("Noter une fermeture ou une coupure"), "edit_note", "fermetures", primary=False)


def _go(label: str, icon: str, panel: str, *, primary: bool) -> None:
    """A button that opens a panel of Relais."""
    kind: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    if st.button(label, icon=f":material/{icon}:", type=kind, key=f"continuity_{panel}"):
        st.switch_page("screens/relays.py", query_params={panel_choice.ADDRESS: panel})


def _propose() -> None:
    with speaking():
        try:
            done = propose_relays(current_actor(), current_store())
        except ReleveError as error:
            tell(error)
            return
        asked = ngettext("{n} besoin proposé", "{n} besoins proposés", done.proposed).format(n=done.proposed)
        relays = ngettext("à {n} relais.", "à {n} relais.", done.relays).format(n=done.relays)
        st.toast(f"{asked} {relays}" if done.proposed else _("Tout est déjà proposé."), icon=":material/handshake:")


def _weak() -> None:
    """Sought when asked for: each carer is taken away in turn."""
    if not address.toggle(_("Chercher les points de fragilité"), address="fragilite", key=WEAK):
        return
    with st.spinner(_("Chaque cabinet et chaque service est retiré tour à tour…")):
        weak = read_weak_points(current_actor(), current_store())
    lines = view.weak_lines(weak.found)
    if caption := view.weak_caption(weak):
        st.caption(plain(caption))
    if not lines and weak.hidden_below:
        st.markdown(_("Aucune perte isolée ne laisserait tant de besoins sans solution."))
        return
    if not lines:
        st.markdown(_("Aucune perte isolée ne laisserait de besoin sans solution."))
        return
    st.markdown("\n".join(f"- {plain(line)}" for line in lines))
