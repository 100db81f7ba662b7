"""One part of an own scenario changed, written over what was read; a refusal is told, and nothing typed is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import N_, InvalidInput, ReleveError
from app.services.exercise.prepare_exercise import change_copy
from app.services.laboratory.write_scenario import change_scenario
from app.ui.boundary import tell
from app.ui.session import current_actor, current_store

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.drills.scenario import Scenario
    from app.services.laboratory.read_scenarios import ScenarioPage

_MOVED = N_("Quelqu’un a changé cette partie entre-temps : relisez-la, puis recommencez.")


def keep(page: ScenarioPage, make: Callable[[], Scenario], said: str) -> bool:
    """Write the scenario that ``make`` gives, in the library or as an exercise's own copy; False once the refusal is told."""
    assert page.own is not None
    actor, store = current_actor(), current_store()
    try:
        if page.exercise_id:
            change_copy(actor, store, page.exercise_id, make(), page.own.revision)
        else:
            change_scenario(actor, store, make(), page.own.revision)
    except ReleveError as error:
        tell(error)
        return False
    st.toast(said, icon=":material/check:")
    return True


def same(before: object, now: object) -> None:
    """Pass when what is changed is still what was opened. Raises InvalidInput: ranks move when others write."""
    if before != now:
        raise InvalidInput(_MOVED)


def form_key(base: str) -> str:
    """The key of a form, another each time that :func:`afresh` was asked."""
    return f"{base}_{st.session_state.get(f'{base}_times', 0)}"


def afresh(base: str) -> None:
    """Begin the form again, empty, and run again."""
    st.session_state[f"{base}_times"] = st.session_state.get(f"{base}_times", 0) + 1
    st.rerun()
