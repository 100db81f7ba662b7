"""The rotation of the cell: proposed, told when it does not hold, changed by hand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from app.core.clock import PARIS, paris_date, paris_instant
from app.core.errors import ReleveError, StaleRevision
from app.core.ids import PersonId
from app.response.cell import Shift
from app.services.plans.staff_cell import change_shift, plan_rotation, remove_shift
from app.ui.acted import acted
from app.ui.boundary import tell
from app.ui.parts import confirm, table
from app.ui.parts.plain import plain
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store
from app.ui.views import plan_cell as view
from app.ui.written import written
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.plans.read_cell import CellView

HOURS = (12, 24, 48, 72, 168)
NEW = ""
"""Choice of a shift that is not written yet."""


@dataclass(frozen=True, slots=True)
class _Shown:
    """The rotation that was read when the proposal was asked for."""

    shifts: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class _Typed:
    """A shift as a form holds it: wall times in Paris; ``key`` of whoever is on duty, empty for nobody."""

    function: str
    key: str
    day: date
    starts: time
    hours: float


def show(cell: CellView, *, can_run: bool) -> None:
    """Draw what does not hold, the table, then the ways to change it."""
    for one in cell.troubles[: view.MOST_TROUBLES]:
        st.markdown(view.trouble_line(cell, one))
    if rest := cell.troubles[view.MOST_TROUBLES :]:
        with st.expander(ngettext("{n} autre remarque", "{n} autres remarques", len(rest)).format(n=len(rest))):
            for one in rest:
                st.markdown(view.trouble_line(cell, one))
    if can_run:
        _propose(cell)
    if cell.shifts:
        header, rows = view.rotation_table(cell)
        table.show(header, rows, caption=_("Relèves de la cellule"))
        table.download(header, rows, file_name="releves.csv", key="plan_cell_csv")
    if can_run and cell.members:
        with st.expander(_("Changer une présence"), icon=":material/edit_calendar:", expanded=False):
            _change(cell)
    st.caption(plain(view.limits_words(cell)))


def _propose(cell: CellView) -> None:
    at = (cell.now + timedelta(hours=1)).astimezone(PARIS)
    world = cell.event.id if cell.event else ""
    stamp = hash(tuple((one.id, one.revision) for one in cell.shifts))
    form = seen(f"plan_cell_propose_{world}", _Shown(cell.shifts), stamp)
    with st.form(form.key, border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        day = st.date_input(_("À partir du"), value=at.date(), format="DD/MM/YYYY", width=150)
        starts = st.time_input(_("à"), value=time(at.hour), step=timedelta(minutes=30), width=110)
        hours = st.selectbox(_("Pendant"), HOURS, index=1, format_func=view.hours_words, width=110)
        label = _("Proposer de nouveau") if cell.shifts else _("Proposer les relèves")
        if not st.form_submit_button(label, type="primary", icon=":material/autorenew:"):
            return
    try:
        start = paris_instant(day or at.date(), starts or time(at.hour))
        count = plan_rotation(current_actor(), current_store(), world, start, int(hours), form.value.shifts)
    except StaleRevision as error:
        refused(form, error, form.value)
    except ReleveError as error:
        tell(error)
        return
    forget(form.base)
    st.toast(ngettext("{n} présence proposée.", "{n} présences proposées.", count).format(n=count))
    st.rerun()


def _change(cell: CellView) -> None:
    shifts = {one.id: one for one in cell.shifts}
    chosen = st.selectbox(
        _("Présence"), [*shifts, NEW], key="plan_cell_shift",
        format_func=lambda one: view.shift_words(cell, shifts[one]) if one in shifts else _("Une présence de plus"),
    )  # fmt: skip
    held = shifts.get(chosen or NEW)
    form = seen(f"plan_cell_shift_{chosen}", _typed_of(cell, held), held.revision if held else 0)
    typed = _fields(cell, form.value, form.key)
    if held is not None:
        _remove(cell, held)
    if typed is None:
        return
    written(
        form,
        typed,
        lambda: change_shift(current_actor(), current_store(), _shift(cell, held, typed, form.revision)),
        _("Présence enregistrée."),
    )


def _fields(cell: CellView, value: _Typed, key: str) -> _Typed | None:
    people = _people(cell, value.key)
    with st.form(key, border=False):
        function = st.selectbox(
            _("Fonction"), list(cell.functions), index=list(cell.functions).index(value.function),
            format_func=cell.function, key=f"{key}_function",
        )  # fmt: skip
        who = st.selectbox(
            _("Qui"),
            list(people),
            index=list(people).index(value.key),
            format_func=lambda one: people[one],
            key=f"{key}_who",
        )
        with st.container(horizontal=True):
            day = st.date_input(_("Le"), value=value.day, format="DD/MM/YYYY", key=f"{key}_day")
            starts = st.time_input(_("De"), value=value.starts, step=timedelta(minutes=15), key=f"{key}_starts")
            hours = st.number_input(
                _("Durée (heures)"), min_value=0.5, max_value=24.0, value=value.hours, step=0.5, key=f"{key}_hours"
            )
        if not st.form_submit_button(_("Enregistrer la présence")):
            return None
    return _Typed(function or value.function, who or "", day or value.day, starts or value.starts, float(hours))


def _people(cell: CellView, key: str) -> dict[str, str]:
    """Nobody, those of the cell first, then the roster."""
    members = {one.key: cell.who(one.key) for some in cell.members.values() for one in some}
    return {NEW: _("personne"), **members, **cell.offered, **({key: cell.who(key)} if key else {})}


def _typed_of(cell: CellView, held: Shift | None) -> _Typed:
    if held is None:
        soon = (cell.now + timedelta(hours=1)).astimezone(PARIS)
        return _Typed(
            next(iter(cell.functions)), NEW, paris_date(cell.now), time(soon.hour), float(cell.limits.usual_shift_hours)
        )
    local = held.starts_at.astimezone(PARIS)
    hours = (held.ends_at - held.starts_at) / timedelta(hours=1)
    return _Typed(held.function, held.key, local.date(), local.time(), max(round(hours * 2) / 2, 0.5))


def _shift(cell: CellView, held: Shift | None, typed: _Typed, revision: int) -> Shift:
    starts_at: datetime = paris_instant(typed.day, typed.starts)
    ends_at = starts_at + timedelta(hours=typed.hours)
    is_roster = typed.key and not typed.key.startswith("name:")
    base = held or Shift(
        id="",
        function=typed.function,
        starts_at=starts_at,
        ends_at=ends_at,
        event_id=cell.event.id if cell.event else "",
    )
    return replace(
        base, function=typed.function, starts_at=starts_at, ends_at=ends_at, revision=revision,
        person_id=PersonId(typed.key) if is_roster else None, name="" if is_roster or not typed.key else cell.who(typed.key),
    )  # fmt: skip


def _remove(cell: CellView, held: Shift) -> None:
    question = confirm.Question(
        _("Retirer cette présence ?"),
        (view.shift_words(cell, held), _("La fonction reste sans personne pendant ces heures.")),
        _("Retirer"),
        confirm.After.UNDONE,
    )
    key = f"plan_cell_remove_{held.id}"
    st.button(
        _("Retirer"), icon=":material/delete:", key=f"{key}_ask", on_click=confirm.ask, args=(key,), type="tertiary"
    )
    if confirm.show(question, key=key):
        again = replace(held, id="", revision=0)
        acted(
            lambda: remove_shift(current_actor(), current_store(), held.id, held.revision), _("Présence retirée."),
            undo=lambda: change_shift(current_actor(), current_store(), again),
        )  # fmt: skip
