"""What stands at the address of a screen that the present role does not open: why, and what it does open."""

from __future__ import annotations

from urllib.parse import urlsplit

import streamlit as st

from app.access.actor import ROLE_WORDS, Role
from app.ui.parts import headline, reserved
from app.ui.places import SECTIONS, open_places
from app.ui.session import current_actor
from app.words import _


def main() -> None:
    """The reason, then the screens that are open."""
    actor = current_actor()
    headline.show(
        _("Cet écran n’est pas ouvert à votre rôle, « {role} ».").format(role=_(ROLE_WORDS[actor.role])),
        detail=" ".join((*_who_opens(), _whom_to_ask())),
    )
    st.markdown(_("Ce qui vous est ouvert :"))
    for place in (one for one in open_places(actor) if one.is_in_bar):
        st.page_link(f"screens/{place.file}.py", label=_(place.title), icon=f":material/{place.icon}:")


def _who_opens() -> tuple[str, ...]:
    """Which roles open the screen of this address; nothing where the address is no screen's."""
    asked = urlsplit(str(st.context.url or "")).path.rstrip("/").rpartition("/")[2]
    return tuple(
        reserved.reason(place.action) for _section, places in SECTIONS for place in places if place.address == asked
    )


def _whom_to_ask() -> str:
    """Who gives a role: the one that makes accounts, never « the administration » as if it were a service elsewhere."""
    return _("Si vous en avez besoin, demandez à une personne du rôle {role}.").format(
        role=_(ROLE_WORDS[Role.ADMINISTRATION])
    )


main()
