"""Who is in front of the screen and which data folder is served: the two seams every screen goes through.

Both look the browser's login up in the database each time they are asked, in fragments and callbacks too: the cookie
Streamlit shows is the one the tab was opened with, and a login that was ended since must stop there.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from app.access.actor import LOCAL_COORDINATION, Actor
from app.access.permissions import ALLOWED, Action
from app.core.errors import N_, NotAllowed
from app.services.who_acts import COOKIE, accounts_exist, who_acts
from app.store.current import current
from app.ui.speech import speaking
from app.words import _

if TYPE_CHECKING:
    from app.services.who_acts import SignedIn
    from app.store.database import Store

_HOLDER = "releve_holder"
"""Whose tab it is, in its state."""


def current_actor() -> Actor:
    """Who acts in this run. Where nobody may any more, the page says so and the run stops there.

    Until an account exists: whoever sits at the machine, which the gate has made sure of.
    """
    found = signed_in()
    return found.actor if found else LOCAL_COORDINATION


def may(action: Action) -> bool:
    """Whether the present role allows the action: to leave a button out, or grey it; the service checks again."""
    return current_actor().role in ALLOWED[action]


def current_store() -> Store:
    """The data folder that this process serves, for someone who may still see it: the run stops as for current_actor."""
    signed_in()
    return current()


def signed_in() -> SignedIn | None:
    """The account and login of this run; None while no account exists. Stops the run of a login that opens nothing."""
    store = current()
    # Parts of a page run again by the clock: the gate, which sees what the tab sends, knows whether someone is there.
    found = who_acts(store, asked_token(), seen=False)
    if found is None and accounts_exist(store):
        _stop()
    return found


def start_afresh() -> None:
    """Forget what the tab holds when someone else sits before it: a tab that comes back after a cut keeps its state."""
    found = signed_in()
    holder = found.account.id if found else LOCAL_COORDINATION.id
    if st.session_state.get(_HOLDER, holder) != holder:
        st.session_state.clear()
    st.session_state[_HOLDER] = holder


def asked_token() -> str:
    """The login's token as this tab brought it when it opened; empty when it brought none."""
    token = st.context.cookies.get(COOKIE, "")
    # Streamlit's test harness has no browser behind it, and puts anything there.
    return token if isinstance(token, str) else ""


def lead_to(address: str, words: str) -> None:
    """A link to a page of ours that is no screen, opened in this same tab. ``address`` has no slash before it."""
    st.html(f'<a class="releve-way" href="{escape(address)}" target="_self">{escape(words)}</a>')


def _stop() -> NoReturn:
    """Say that the login is over, with the way back in, and end the run before anything is read or written."""
    context = get_script_run_ctx(suppress_warning=True)
    if context is not None and context.fragment_ids_this_run:
        # A part of the page ran alone: the rest of it must not stay on the screen either.
        st.rerun()
    with speaking():
        st.warning(
            _("Session expirée. Ce que vous veniez de demander n’a pas été fait : reconnectez-vous et recommencez."),
            icon=":material/lock:",
        )
        here = urlsplit(st.context.url or "").path
        lead_to(f"connexion?{urlencode({'suite': here})}" if len(here) > 1 else "connexion", _("Se connecter"))
    st.stop()
    # Outside a run nothing stops there: a file made later must not be made as by the machine itself.
    raise NotAllowed(N_("Session expirée : reconnectez-vous, puis recommencez."))
