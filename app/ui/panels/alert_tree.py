"""The call tree: who calls whom when messages do not leave; to read, to ring from a phone, to print."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.response.call_tree import number_of
from app.services.crisis.print_alert import print_tree
from app.services.crisis.read_alert import read_tree
from app.ui.parts import address, headline, simulated, table
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import alert as words
from app.ui.views import alert_tree as view
from app.words import _

if TYPE_CHECKING:
    from app.response.call_tree import Call
    from app.services.crisis.read_alert import Alerts, TreeView

CHOICE = "alert_tree_of"
SHOWN = 6


def show(found: Alerts) -> None:
    """Everyone's tree, or that of an alert that runs."""
    top = st.container()
    running = {one.id: one for one in found.running}
    chosen = ""
    if running:
        chosen = address.select(
            _("Pour qui"),
            {
                "": _("Tous ceux qui peuvent être sollicités"),
                **{id: words.label(one) for id, one in running.items()},
            },
            address="arbre",
            key=CHOICE,
        )
    tree = read_tree(current_actor(), current_store(), chosen)
    with top:
        if chosen:
            simulated.show(chosen)
        headline.show(view.headline(tree), detail=view.detail())
    with st.container(horizontal=True):
        st.download_button(
            _("Imprimer l’arbre (PDF)"), later(lambda: print_tree(current_actor(), current_store(), chosen)),
            file_name="arbre-appel.pdf", mime="application/pdf", icon=":material/print:", on_click="ignore", key="alert_tree_pdf",
        )  # fmt: skip
        if tree.tree.calls:
            table.download(view.header(), view.rows(tree), file_name="arbre-appel.csv", key="alert_tree_csv")
    _branches(tree)
    if tree.tree.mute:
        names = ", ".join(view.name(tree, one.person.id) for one in tree.tree.mute)
        st.warning(plain(_("Sans téléphone connu : {names}.").format(names=names)), icon=":material/phone_disabled:")


def _branches(tree: TreeView) -> None:
    drawn = view.branches(tree)
    for rank, (caller, calls) in enumerate(drawn):
        if rank == SHOWN:
            break
        _branch(tree, caller, calls)
    if len(drawn) > SHOWN:
        with st.expander(_("Les {n} autres appelants").format(n=len(drawn) - SHOWN), icon=":material/account_tree:"):
            for caller, calls in drawn[SHOWN:]:
                _branch(tree, caller, calls)


def _branch(tree: TreeView, caller: str, calls: list[Call]) -> None:
    lines = []
    for call in calls:
        lines.append(f"1. {plain(view.who(tree, call.place))} {words.dial(number_of(call.place.person))}")
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{plain(_('{caller} appelle').format(caller=caller))}**")
        st.markdown("\n".join(lines))
