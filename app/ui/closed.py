"""What stands at the address of a screen that the present role does not open: why, and what it does open."""

from __future__ import annotations

import streamlit as st

from app.access.actor import ROLE_WORDS
from app.ui.navigation import open_places
from app.ui.parts import headline
from app.ui.session import current_actor
from app.words import _


def main() -> None:
    """The reason, then the screens that are open."""
    actor = current_actor()
    headline.show(
        _("Cet écran n’est pas ouvert à votre rôle, « {role} ».").format(role=_(ROLE_WORDS[actor.role])),
        detail=_("Demandez à l’administration d’élargir vos droits si vous en avez besoin."),
    )
    st.markdown(_("Ce qui vous est ouvert :"))
    for place in open_places(actor):
        st.page_link(f"screens/{place.file}.py", label=_(place.title), icon=f":material/{place.icon}:")


main()
