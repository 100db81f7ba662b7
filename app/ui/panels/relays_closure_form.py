"""One closure as a form, in a dialog that a rerun keeps open: noted or changed. The reason of an absence is not asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.continuity.closure import Closure
from app.continuity.situation import CLOSURE_WORDS, ClosureKind
from app.core.errors import N_, InvalidInput, ReleveError, StaleRevision
from app.core.ids import PracticeId
from app.services.continuity.declare_closure import ClosureDraft, Noted, change_closure, declare_closure
from app.ui.boundary import tell
from app.ui.parts import event_field, span_fields
from app.ui.parts.plain import plain
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views.relays_words import listed
from app.words import _

if TYPE_CHECKING:
    from app.services.continuity.read_failures import ClosuresView

OPEN, NEW, WARN = "relays_closure_open", "relays_closure_begun", "relays_closure_warning"


def ask(closure_id: str) -> None:
    """Open this closure at the next run."""
    st.session_state[OPEN] = closure_id


def ask_new() -> None:
    """Open a new one in this run."""
    st.session_state[NEW] = True


def show(view: ClosuresView) -> None:
    """Draw whichever dialog was asked for, and the warning that the last one left."""
    if said := st.session_state.pop(WARN, ""):
        st.warning(plain(said), icon=":material/sync_problem:")
    rows = {row.closure.id: row.closure for row in (*view.running, *view.coming)}
    held = rows.get(st.session_state.get(OPEN, ""))
    if held is not None:
        _open(view, held, _("Changer une fermeture"))
    elif st.session_state.get(NEW):
        begun = Closure(
            id="", practice=PracticeId(""), kind=ClosureKind.UNAVAILABLE, starts_at=view.now, ends_at=None,
            noted_at=view.now, actor_id="",
        )  # fmt: skip
        _open(view, begun, _("Noter une fermeture"))


def _open(view: ClosuresView, closure: Closure, title: str) -> None:
    @st.dialog(plain(title), width="large", on_dismiss=_close)
    def sheet() -> None:
        with speaking():
            _sheet(view, closure)

    sheet()


def _sheet(view: ClosuresView, closure: Closure) -> None:
    form = seen(f"closure_{closure.id or 'new'}", closure, closure.revision)
    typed: Closure | None = None
    try:
        typed = _fields(view, form.value, form.key)
        if typed is not None:
            _finish(view, _write(typed, form.revision))
    except StaleRevision as error:
        refused(form, error, typed or closure)
    except ReleveError as error:
        tell(error)


def _fields(view: ClosuresView, held: Closure, key: str) -> Closure | None:
    """The closure as typed; None until it is sent. Raises InvalidInput."""
    practices = list(view.names)
    with st.form(f"{key}_form", border=False):
        practice = st.selectbox(
            _("Cabinet"), practices, index=practices.index(held.practice) if held.practice in view.names else None,
            format_func=view.names.__getitem__, key=f"{key}_practice", placeholder=_("Choisissez un cabinet"),
        )  # fmt: skip
        kind = st.segmented_control(
            _("Sorte"), list(CLOSURE_WORDS), default=held.kind, required=True, key=f"{key}_kind",
            format_func=lambda one: _(CLOSURE_WORDS[one]),
        )  # fmt: skip
        st.caption(plain(_("« Indisponible » ne dit pas pourquoi : la raison d’une absence ne se note pas.")))
        away = st.number_input(
            _("Combien de membres manquent (vide : tout le cabinet)"), min_value=1, max_value=200, step=1,
            value=held.members_away, key=f"{key}_away", placeholder=_("tout le cabinet"),
        )  # fmt: skip
        days = span_fields.show(held.starts_at, held.ends_at, key=key)
        event = held.event_id if held.id else event_field.show(view.events, key=key)
        if not st.form_submit_button(_("Enregistrer"), type="primary"):
            return None
    if practice is None:
        raise InvalidInput(N_("Choisissez le cabinet qui ferme."))
    start, end = span_fields.instants(days, view.now)
    return replace(
        held, practice=practice, kind=kind or held.kind, members_away=int(away) if away else None, starts_at=start,
        ends_at=end, event_id=event_field.checked(event),
    )  # fmt: skip


def _write(typed: Closure, revision: int) -> Noted:
    draft = ClosureDraft(
        practice=typed.practice, kind=typed.kind, starts_at=typed.starts_at, ends_at=typed.ends_at,
        members_away=typed.members_away, event_id=typed.event_id,
    )  # fmt: skip
    if typed.id:
        return change_closure(current_actor(), current_store(), typed.id, revision, draft)
    return declare_closure(current_actor(), current_store(), draft)


def _finish(view: ClosuresView, noted: Noted) -> None:
    _close()
    if noted.overlaps:
        names = listed(sorted({view.names[one.practice] for one in noted.overlaps}))
        st.session_state[WARN] = _(
            "Le binôme, {names}, ferme ou manque de monde au même moment : prévoyez un autre relais."
        ).format(names=names)
    st.toast(_("Fermeture notée."), icon=":material/event_busy:")
    st.rerun()


def _close() -> None:
    forget(f"closure_{st.session_state.pop(OPEN, None) or 'new'}")
    st.session_state.pop(NEW, None)
