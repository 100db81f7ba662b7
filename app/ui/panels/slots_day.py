"""The slots of a day: what is free first, a patient placed in one form, each slot with what is booked in it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.continuity.slots import CHANNEL_WORDS, MOST_PLACES, Channel
from app.core.clock import PARIS, paris_date, paris_instant
from app.core.errors import ReleveError, StaleRevision
from app.services.slots.book_slot import book_slot, give_back, note_presence
from app.services.slots.keep_slots import PUT_BACK, cancel_slot, put_back_slot
from app.services.slots.read_slots import read_slots
from app.ui.acted import acted
from app.ui.boundary import tell
from app.ui.parts import address, confirm, headline, panel_choice, table
from app.ui.parts.plain import plain
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store, may
from app.ui.speech import speaking
from app.ui.views import slots as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from app.services.slots.read_slots import SlotRow, SlotsView

DAY = "jour"
CANCELLING = "slots_cancelling"
NOW, EARLIER = "now", "earlier"
SLOT = "slots_place_slot"


def show() -> None:
    """The sentence of the day, then a patient to place, then the slots."""
    today = paris_date(current_store().now())
    day = _asked(today)
    first = min(day, today)
    found = read_slots(current_actor(), current_store(), first, max(day, first + timedelta(days=view.DAYS_SHOWN - 1)))
    headline.show(view.sentence(found, day), detail=view.detail(found))
    keeps = may(Action.KEEP_SLOTS)
    if keeps:
        _place(found, day)
    if keeps and not found.rows:
        st.button(
            _("Tenir de nouveaux créneaux"), icon=":material/add:", type="primary", key="slots_first",
            on_click=panel_choice.open_on, args=("reguliers",),
        )  # fmt: skip
    _days(found, day)
    rows = found.of_day(day)
    for row in rows:
        _slot(found, row, keeps=keeps)
    if not rows:
        st.markdown(
            _("Rien ce jour-là. Un cabinet ouvre des créneaux dans « Créneaux tenus », pour un jour ou chaque semaine.")
        )
    header, cells = view.day_table(rows, found.now)
    if rows:
        table.download(header, cells, file_name=f"creneaux-{day.isoformat()}.csv", key="slots_day_csv")
    _cancelling(rows)


def _asked(today: date) -> date:
    try:
        return date.fromisoformat(st.query_params.get(DAY, ""))
    except ValueError:
        return today


def _days(found: SlotsView, day: date) -> None:
    """Seven days from today, and any other in the calendar beside."""
    days = [found.today + timedelta(days=n) for n in range(view.DAYS_SHOWN)]
    words = {one.isoformat(): view.tab(found, one) for one in dict.fromkeys((*days, day))}
    st.session_state["slots_day"] = day.isoformat()
    st.pills(
        _("Jour"), list(words), required=True, format_func=words.__getitem__, key="slots_day",
        on_change=address.turn, args=(DAY, "slots_day"), label_visibility="collapsed",
    )  # fmt: skip


def _place(found: SlotsView, day: date) -> None:
    """One patient, or several: who sends, since when they wait, where they go."""
    free = view.still_free(found.rows, found.now)
    if not free:
        return
    rows = {row.slot.id: row for row in free}
    first = next((n for n, row in enumerate(free) if row.slot.day == day), 0)
    with st.container(border=True, key="slots_place"):
        st.markdown(_("**Placer un patient** — ni nom ni motif."))
        st.selectbox(
            _("Créneau, le premier libre d’abord"), list(rows), first, format_func=lambda one: view.choice(rows[one]),
            key=f"{SLOT}_{day}",
        )  # fmt: skip
        st.segmented_control(
            _("Adressé par"), list(Channel), default=Channel.SAS, required=True, key="slots_place_channel",
            format_func=lambda one: _(CHANNEL_WORDS[Channel(one)]),
        )  # fmt: skip
        _asked_at(found)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.number_input(_("Places"), 1, MOST_PLACES, 1, key="slots_place_many", width=130)
            st.button(
                _("Prendre la place"), icon=":material/event_available:", type="primary", key="slots_place_send",
                on_click=_book, args=(rows, day),
            )  # fmt: skip


def _asked_at(found: SlotsView) -> None:
    """When the patient first asked: just now, or the day and hour typed."""
    words = {NOW: _("à l’instant"), EARLIER: _("plus tôt")}
    when = st.segmented_control(
        _("Demandé"), list(words), default=NOW, required=True, format_func=words.__getitem__, key="slots_place_when"
    )
    if when == NOW:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.date_input(
            _("Le"), value=found.today, max_value=found.today, format="DD/MM/YYYY", key="slots_place_on", width=170
        )
        st.time_input(_("à"), value=_now(found.now), step=900, key="slots_place_at", width=130)


def _now(now: datetime) -> time:
    local = now.astimezone(PARIS)
    return time(local.hour, local.minute - local.minute % 15)


def _book(rows: Mapping[str, SlotRow], day: date) -> None:
    """What was chosen is read before the list is drawn again, maybe without a slot that somebody else has just filled."""
    held, store = st.session_state, current_store()

    def book() -> None:
        earlier = held["slots_place_when"] == EARLIER
        at = paris_instant(held["slots_place_on"], held["slots_place_at"]) if earlier else store.now()
        slot_id, channel = held[f"{SLOT}_{day}"], Channel(held["slots_place_channel"])
        book_slot(current_actor(), store, slot_id, channel, at, int(held["slots_place_many"]))
        st.toast(view.booked_words(rows[slot_id].slot, at))

    with speaking():
        _do(book)


def _slot(found: SlotsView, row: SlotRow, *, keeps: bool) -> None:
    with st.container(border=True, gap="xsmall", key=f"slots_row_{row.slot.id}"):
        st.markdown(f"**{plain(view.title(row))}** {view.state(row, found.now)}")
        st.caption(plain(view.about(row)))
        if keeps:
            _steps(found, row)


def _steps(found: SlotsView, row: SlotRow) -> None:
    slot, now = row.slot, found.now
    if slot.cancelled_at is not None:
        if now - slot.cancelled_at <= PUT_BACK and slot.ends_at > now:
            st.button(
                _("Remettre"), icon=":material/undo:", key=f"slots_back_{slot.id}", on_click=_put_back, args=(row,)
            )
        return
    with st.container(horizontal=True):
        if row.bookings:
            with st.popover(_("Places prises"), icon=":material/group:"):
                _taken(found, row)
        if slot.ends_at > now:
            st.button(
                _("Annuler ce créneau"), icon=":material/cancel:", key=f"slots_cancel_{slot.id}", on_click=_ask_cancel,
                args=(slot.id,),
            )  # fmt: skip


def _taken(found: SlotsView, row: SlotRow) -> None:
    """Who came once it has begun, as a number; before, a place given back."""
    booked = len(row.bookings)
    if row.slot.starts_at <= found.now:
        _presence(row, booked)
        return
    for one in row.bookings:
        st.button(
            _("Rendre la place ({channel})").format(channel=_(CHANNEL_WORDS[one.channel])), icon=":material/undo:",
            key=f"slots_give_{one.id}", on_click=_give_back, args=(one.id,),
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Came:
    """How many came, as shown or typed."""

    came: int


def _presence(row: SlotRow, booked: int) -> None:
    """Drawn for so many expected: whoever notes after another booking is told, and nothing is noted in its stead."""
    base = f"slots_presence_{row.slot.id}"
    shown = _Came(row.use.came if row.use.came + row.use.missed else booked)
    form = seen(base, shown, booked, key=f"{base}_{booked}")
    expected = form.revision
    with st.form(form.key, border=False):
        came = st.number_input(
            ngettext("Venus, sur {n} attendu", "Venus, sur {n} attendus", expected).format(n=expected), 0, expected,
            min(form.value.came, expected), key=f"{form.key}_came",
        )  # fmt: skip
        sent = st.form_submit_button(_("Noter"), icon=":material/how_to_reg:")
    if not sent:
        return
    try:
        note_presence(current_actor(), current_store(), row.slot.id, int(came), booked=expected)
    except StaleRevision as error:
        refused(form, error, _Came(int(came)))
    except ReleveError as error:
        tell(error)
        return
    forget(base)
    st.rerun()


def _give_back(booking_id: str) -> None:
    with speaking():
        _do(lambda: give_back(current_actor(), current_store(), booking_id))


def _put_back(row: SlotRow) -> None:
    with speaking():
        _do(lambda: put_back_slot(current_actor(), current_store(), row.slot.id, row.slot.revision))


def _ask_cancel(slot_id: str) -> None:
    st.session_state[f"{CANCELLING}_slot"] = slot_id
    confirm.ask(CANCELLING)


def _cancelling(rows: Sequence[SlotRow]) -> None:
    row = next((row for row in rows if row.slot.id == st.session_state.get(f"{CANCELLING}_slot")), None)
    if row is None:
        return
    booked = len(row.bookings)
    told = ngettext(
        "{n} personne y a rendez-vous : le cabinet la prévient.",
        "{n} personnes y ont rendez-vous : le cabinet les prévient.", booked,
    ).format(n=booked)  # fmt: skip
    question = confirm.Question(
        _("Annuler le créneau {title} ?").format(title=view.title(row)),
        (told if booked else _("Personne n’y a rendez-vous."), _("Les calendriers le montrent annulé.")),
        _("Annuler le créneau"),
        confirm.After.UNDONE,
    )  # fmt: skip
    if confirm.show(question, key=CANCELLING):
        one = row.slot
        acted(
            lambda: cancel_slot(current_actor(), current_store(), one.id, one.revision), _("Créneau annulé."),
            undo=lambda: put_back_slot(current_actor(), current_store(), one.id, one.revision + 1),
        )  # fmt: skip


def _do(act: Callable[[], object], *, rerun: bool = False) -> None:
    try:
        act()
    except ReleveError as error:
        tell(error)
        return
    if rerun:
        st.rerun()
