"""The one error boundary: what a person reads when something can't be done, or when the product itself is at fault.

An error of the family becomes its sentence, in place. Anything else is a bug: it is logged with a short reference, and
the person gets that reference and no details (they could hold names).
"""

from __future__ import annotations

import logging
import secrets
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import NotFound, ReleveError, StaleRevision
from app.ui.parts.plain import plain
from app.words import _
from app.words.changes import naming
from app.words.errors import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

log = logging.getLogger(__name__)

ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
"""No letter or figure that could be mistaken for another when read aloud."""


def guarded(run: Callable[[], None]) -> None:
    """Run ``run`` and tell the person about any error it raises; Streamlit's own reruns and stops pass through."""
    try:
        run()
    except Exception as error:
        tell(error)


def tell(error: BaseException) -> None:
    """Show an error where the person looks: its sentence when it is expected, a reference when it is a bug."""
    if isinstance(error, StaleRevision):
        _tell_stale(error)
    elif isinstance(error, ReleveError):
        icon = ":material/search_off:" if isinstance(error, NotFound) else ":material/error:"
        st.error(plain(sentence(error)), icon=icon)
    else:
        _tell_bug(error)


def on_script_error(error: BaseException) -> bool:
    """For ``st.App(on_script_error=…)``: errors of callbacks, which run outside the boundary. Always handled here."""
    tell(error)
    return True


def new_reference() -> str:
    """A reference a person can read over the phone: ``7K3F-Q2XM``."""
    letters = "".join(secrets.choice(ALPHABET) for _index in range(8))
    return f"{letters[:4]}-{letters[4:]}"


def _tell_stale(error: StaleRevision) -> None:
    st.warning(plain(sentence(naming(error))), icon=":material/sync_problem:")
    if "change" not in error.data:
        st.caption(_("Rien n’a été écrit. Rechargez pour voir l’état présent, puis recommencez si c’est encore utile."))
    st.button(_("Recharger"), icon=":material/refresh:", key=f"reload_{new_reference()}", type="primary")


def _tell_bug(error: BaseException) -> None:
    reference = new_reference()
    log.error("bug %s", reference, exc_info=error)
    st.error(
        _("Une erreur du logiciel empêche d’afficher ceci. Vos données enregistrées ne sont pas touchées."),
        icon=":material/bug_report:",
    )
    st.markdown(_("Référence à citer : **{reference}**").format(reference=reference))
    st.button(_("Réessayer"), icon=":material/refresh:", key=f"retry_{reference}")
