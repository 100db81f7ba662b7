"""Forms drawn from something that others may change meanwhile: whoever comes second is told, and loses nothing typed.

A form is drawn at the revision that was read. When it comes back after somebody else wrote, it is read as it was drawn, its
write is refused, and it is drawn again from what stands now with what was typed laid over it.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, Generic, NoReturn, TypeVar

import streamlit as st

from app.ui.parts.plain import plain
from app.words.changes import kept
from app.words.errors import sentence

if TYPE_CHECKING:
    from app.core.errors import StaleRevision

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Seen(Generic[T]):
    """What a form shows: the value it is drawn from, the revision it is written at, and the key of its widgets."""

    base: str
    value: T
    revision: int
    key: str


def seen(base: str, present: T, revision: int, *, key: str = "") -> Seen[T]:
    """What to draw under ``base``, one form of a screen; ``present`` is a dataclass, as it stands at ``revision``.

    ``key`` is that of the widgets, another at each revision. Says first what became of the last attempt, when it was refused.
    """
    held: Seen[T] | None = st.session_state.get(f"{base}_drawn")
    if held is not None and held.revision != revision and _sent(held.key):
        return held
    typed: dict[str, Any] = st.session_state.get(f"{base}_typed", {})
    form = Seen(base, _laid_over(present, typed), revision, key or f"{base}_{revision}")
    st.session_state[f"{base}_drawn"] = form
    refusal = st.session_state.pop(f"{base}_refused", None)
    if refusal is not None:
        tell_kept(refusal)
    return form


def refused(form: Seen[T], error: StaleRevision, typed: T) -> NoReturn:
    """Keep what was typed over what was shown, and draw the form again from what stands now."""
    before: dict[str, Any] = st.session_state.get(f"{form.base}_typed", {})
    st.session_state[f"{form.base}_typed"] = {**before, **_different(form.value, typed)}
    st.session_state[f"{form.base}_refused"] = error
    st.rerun()


def tell_kept(error: StaleRevision) -> None:
    """Say who wrote first, where what was typed is still there."""
    st.warning(plain(sentence(kept(error))), icon=":material/sync_problem:")


def forget(base: str) -> None:
    """What was typed is written, or given up."""
    for name in ("drawn", "typed", "refused"):
        st.session_state.pop(f"{base}_{name}", None)


def _laid_over(present: T, typed: dict[str, Any]) -> T:
    if not typed:
        return present
    assert is_dataclass(present)
    assert not isinstance(present, type)
    return replace(present, **typed)


def _different(shown: object, typed: object) -> dict[str, Any]:
    assert is_dataclass(shown)
    assert is_dataclass(typed)
    return {
        one.name: getattr(typed, one.name)
        for one in fields(shown)
        if getattr(typed, one.name) != getattr(shown, one.name)
    }


def _sent(key: str) -> bool:
    """Whether this run comes from the button of the form whose key begins so."""
    begins = (f"FormSubmitter:{key}", f"{key}_send")
    return any(str(name).startswith(begins) and value is True for name, value in st.session_state.items())
