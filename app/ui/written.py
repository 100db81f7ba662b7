"""What was typed in a form, written: told when refused, drawn again when somebody wrote first, else said and begun afresh."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from app.core.errors import ReleveError, StaleRevision
from app.ui.boundary import tell
from app.ui.parts.seen import forget, refused

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.parts.seen import Seen

T = TypeVar("T")


def written(form: Seen[T], typed: T, write: Callable[[], object], said: str) -> None:
    """Write, say so and run again; a refusal leaves the form as it was typed."""
    try:
        write()
    except StaleRevision as error:
        refused(form, error, typed)
    except ReleveError as error:
        tell(error)
        return
    forget(form.base)
    st.toast(said)
    st.rerun()
