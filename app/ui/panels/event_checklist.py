"""What is to do: late first, ticked in one tap, set aside with why; by function, drawn again every few seconds."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.response.checklist import LONGEST
from app.services.crisis.read_event import read_event
from app.services.crisis.tick_checklist import add_to_checklist, reopen_checklist, skip_checklist, tick_checklist
from app.ui.boundary import guarded, tell
from app.ui.navigation import leads_to
from app.ui.panels import event_state
from app.ui.parts import address
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views import event as words
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.response.checklist import ChecklistItem
    from app.services.crisis.read_event import EventView

EVERY_SECONDS = 10
SHOWN = 12
"""Actions that stand open at once; the later ones are behind one line that counts them."""
FUNCTION, OPENED, REFUSED, DRAWN = "fonction", "event_opened_item", "event_refused", "event_drawn"
DELAYS_HOURS = (1, 2, 4, 8, 24, 72)


def show(view: EventView) -> None:
    """Draw the list; it follows what colleagues tick as long as the event goes on."""
    event = view.event
    assert event is not None
    st.session_state[DRAWN] = (event.revision, view.progress)

    @st.fragment(run_every=EVERY_SECONDS if event.is_open and view.items else None)
    def live() -> None:
        with speaking():
            guarded(lambda: _draw(read_event(current_actor(), current_store(), event.id)))

    live()
    if view.may_run and event.is_open:
        with st.expander(_("Ajouter une action"), icon=":material/add:"):
            _add(view)


def _draw(view: EventView) -> None:
    assert view.event is not None
    if st.session_state.get(DRAWN) != (view.event.revision, view.progress):
        st.rerun()  # the sentence above the list counts what the list shows
    if not view.items:
        _nothing(view)
        return
    refused = st.session_state.pop(REFUSED, None)
    if refused is not None:
        tell(refused)
    function = _function(view)
    items = [one for one in view.items if function in ("", one.function)]
    drawn = 0
    later: list[tuple[str, list[ChecklistItem]]] = []
    for title, held in words.groups(items, view.now):
        if drawn >= SHOWN and title != _("En retard"):
            later.append((title, held))
            continue
        _group(view, title, held)
        drawn += len(held)
    if not drawn:
        st.success(_("Rien à faire ici pour l’instant."), icon=":material/check_circle:")
    if later:
        count = sum(len(held) for _title, held in later)
        with st.expander(ngettext("{n} action plus tard", "{n} actions plus tard", count).format(n=count)):
            for title, held in later:
                _group(view, title, held)
    settled = [one for one in items if not one.is_open]
    if settled:
        label = ngettext("{n} action réglée", "{n} actions réglées", len(settled)).format(n=len(settled))
        with st.expander(label, icon=":material/task_alt:"):
            for one in settled:
                _row(view, one)


def _nothing(view: EventView) -> None:
    assert view.event is not None
    if not view.event.is_open:
        st.caption(_("Aucun plan n’a été activé pour cet événement."))
        return
    st.caption(
        _("Activer un plan fait la liste de ce qui est à faire, heure par heure, pour chaque fonction de la cellule.")
    )
    if view.may_run:
        event_state.activation(view, main=True)


def _function(view: EventView) -> str:
    """Which function is looked at: in the address, so that each phone keeps its own."""
    functions = {code: words.function_words(view, code) for code in ("", *view.by_function)}
    return address.select(
        _("Fonction"), functions, address=FUNCTION, key="event_function", width=420, hidden=True
    )  # fmt: skip


def _group(view: EventView, title: str, items: list[ChecklistItem]) -> None:
    late = items[0].is_late(view.now)
    st.markdown(f":red-badge[:material/priority_high: {plain(title)}]" if late else f"**{plain(title)}**")
    for one in items:
        _row(view, one)


def _row(view: EventView, item: ChecklistItem) -> None:
    running = view.may_run and view.event is not None and view.event.is_open
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", key=f"event_row_{item.id}"):
        if running and item.is_open:
            st.button(
                _("Fait"), icon=":material/check:", key=f"event_tick_{item.id}", on_click=_tick, args=(item,),
                help=_("Noter que c’est fait, maintenant"),
            )  # fmt: skip
        with st.container(gap=None, width="stretch"):
            st.markdown(_said(item))
            st.caption(plain(words.about(view, item)))
        if running:
            st.button(
                _("Écarter, rouvrir, lire la fiche"), icon=":material/more_horiz:", key=f"event_more_{item.id}",
                type="tertiary", on_click=_toggle, args=(item.id,), help=_("Écarter, rouvrir, lire la fiche"),
            )  # fmt: skip
    if st.session_state.get(OPENED) == item.id and running:
        _more(view, item)
    elif not running:
        _card(view, item)


def _said(item: ChecklistItem) -> str:
    if item.is_open:
        return plain(item.text)
    icon = "block" if item.skipped else "check_circle"
    colour = "gray" if item.skipped else "green"
    word = _("écartée") if item.skipped else _("faite")
    return f":{colour}-badge[:material/{icon}: {word}] {plain(item.text)}"


def _more(view: EventView, item: ChecklistItem) -> None:
    with st.container(border=True):
        _card(view, item)
        if not item.is_open:
            st.button(
                _("À faire de nouveau"), icon=":material/undo:", key=f"event_reopen_{item.id}", on_click=_reopen,
                args=(item,),
            )  # fmt: skip
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            key = f"event_why_{item.id}"
            st.text_input(_("Pourquoi l’écarter"), key=key, max_chars=LONGEST, width="stretch")
            st.button(
                _("Écarter"), icon=":material/block:", key=f"event_skip_{item.id}", on_click=_skip, args=(item, key)
            )


def _card(view: EventView, item: ChecklistItem) -> None:
    card = view.shelf.cards.get(item.card)
    if card is None or not leads_to("plans"):
        return
    if st.button(card.title, icon=":material/description:", key=f"event_card_{item.id}", type="tertiary"):
        query = {"volet": "bibliotheque", "plan": card.plan, "fiche": card.slug}
        st.switch_page("screens/plans.py", query_params=query)


def _toggle(item_id: str) -> None:
    opened = st.session_state.get(OPENED) == item_id
    st.session_state[OPENED] = "" if opened else item_id


def _tick(item: ChecklistItem) -> None:
    _try(lambda: tick_checklist(current_actor(), current_store(), item.id, item.revision))


def _skip(item: ChecklistItem, key: str) -> None:
    why = str(st.session_state.get(key) or "")
    _try(lambda: skip_checklist(current_actor(), current_store(), item.id, item.revision, why))


def _reopen(item: ChecklistItem) -> None:
    _try(lambda: reopen_checklist(current_actor(), current_store(), item.id, item.revision))


def _try(act: Callable[[], None]) -> None:
    """Runs before the list is drawn: what is refused is said above it."""
    with speaking():
        try:
            act()
        except ReleveError as error:
            st.session_state[REFUSED] = error
            return
    st.session_state[OPENED] = ""


def _add(view: EventView) -> None:
    assert view.event is not None
    with st.form("event_add", border=False, clear_on_submit=True):
        text = st.text_input(_("À faire"), key="event_add_text", max_chars=LONGEST, autocomplete="off")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            function = st.selectbox(
                _("Par qui"), list(view.shelf.functions), key="event_add_function", format_func=view.shelf.function, width=300
            )  # fmt: skip
            hours = st.selectbox(
                _("Dans"), DELAYS_HOURS, key="event_add_hours", width=140,
                format_func=lambda n: ngettext("{n} heure", "{n} heures", n).format(n=n),
            )  # fmt: skip
            sent = st.form_submit_button(_("Ajouter"), icon=":material/add:")
    if sent:
        try:
            due_at = view.now + timedelta(hours=hours)
            add_to_checklist(current_actor(), current_store(), view.event.id, function, text, due_at)
        except ReleveError as error:
            tell(error)
            return
        st.rerun()
