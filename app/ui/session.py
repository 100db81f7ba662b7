"""Who is in front of the screen and which data folder is served: the two seams every screen goes through.

Both look the browser's login up in the database in each run, of fragments and callbacks too, and in a long run again and
again: the cookie Streamlit shows is the one the tab was opened with, and a login that was ended since must stop there.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from threading import local
from time import monotonic
from typing import TYPE_CHECKING, NoReturn
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from app.access.actor import LOCAL_COORDINATION, Actor
from app.access.permissions import ALLOWED, Action
from app.core.errors import N_, NotAllowed
from app.services.accounts.who_acts import accounts_exist, who_acts
from app.store.current import current
from app.ui.login_token import asked_token
from app.ui.speech import speaking
from app.words import _

if TYPE_CHECKING:
    from app.services.accounts.who_acts import SignedIn
    from app.store.database import Store

_HOLDER = "releve_holder"
"""Whose tab it is, in its state."""

LOOKED_UP_SECONDS = 0.5
"""How long a login found stands within one and the same run: a screen asks some fifty times, 2 ms each."""

_latest = local()


@dataclass(frozen=True, slots=True)
class _LookedUp:
    """Who was found in a run of this thread, at an instant of the monotonic clock."""

    store: Store
    token: str
    run: object
    at: float
    found: SignedIn | None

    def is_of(self, store: Store, token: str, run: object) -> bool:
        """Whether it was found for that token in that run; outside of any run, nothing is."""
        return run is not None and self.run is run and self.store is store and self.token == token


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
    store, token, run, now = current(), asked_token(), _this_run(), monotonic()
    held: _LookedUp | None = getattr(_latest, "looked_up", None)
    if held is not None and held.is_of(store, token, run) and now - held.at < LOOKED_UP_SECONDS:
        return held.found
    # Parts of a page run again by the clock: the gate, which sees what the tab sends, knows whether someone is there.
    found = who_acts(store, token, seen=False)
    if found is None and accounts_exist(store):
        _stop()
    _latest.looked_up = _LookedUp(store, token, run, now, found)
    return found


def _this_run() -> object:
    """What is made anew with each run, of the page, of a part of it or of a callback; None outside of any."""
    context = get_script_run_ctx(suppress_warning=True)
    return context.cursors if context is not None else None


def start_afresh() -> None:
    """Forget what the tab holds when someone else sits before it: a tab that comes back after a cut keeps its state."""
    found = signed_in()
    holder = found.account.id if found else LOCAL_COORDINATION.id
    if st.session_state.get(_HOLDER, holder) != holder:
        st.session_state.clear()
    st.session_state[_HOLDER] = holder


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
