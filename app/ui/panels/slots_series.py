"""The slots that practices keep: every week or once; a practice, hours, places, for whom; and ending a series."""

from __future__ import annotations

from datetime import date, time, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from app.continuity.slots import FOR_WHOM_WORDS, MOST_PLACES, ForWhom, Slot, SlotSeries
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, ReleveError
from app.core.ids import PersonId, PracticeId
from app.services.slots.keep_slots import add_slot, end_series, open_series
from app.services.slots.read_slots import read_choices, read_own_slots
from app.ui.boundary import tell
from app.ui.panels import continuity_first
from app.ui.parts import confirm, headline
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import slots as view
from app.words import _, ngettext
from app.words.joined import semicolon

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.slots.read_slots import SlotChoices, SlotsView

ENDING = "slots_ending"
KEPT_CALENDARS = "slots_calendars_kept"
"""Which calendars there are changes with who keeps slots."""

SITE = "site:"


def show() -> None:
    """The sentence, the form, then each series."""
    today = paris_date(current_store().now())
    found = read_own_slots(current_actor(), current_store(), today, today)
    headline.show(
        view.series_sentence(found),
        detail=_(
            "Un créneau tenu paraît dans les calendriers du cabinet et de la régulation, huit semaines à l’avance."
        ),
    )
    choices = read_choices(current_actor(), current_store())
    if choices.practices or choices.sites:
        # Who comes back to end or read a series finds them at once; who begins finds the form.
        with st.expander(_("Tenir de nouveaux créneaux"), icon=":material/add:", expanded=not found.series):
            _form(choices, today)
    else:
        st.info(
            _("Aucun cabinet dans Effectifs : importez d’abord la liste des personnes."), icon=":material/group_add:"
        )
        continuity_first.people()
    for one in found.series:
        _series(found, one)
    _ending(found)


def _form(choices: SlotChoices, today: date) -> None:
    once = st.toggle(_("Un seul jour"), key="slots_once")
    names = {str(id): name for id, name in choices.practices} | {f"{SITE}{id}": name for id, name in choices.sites}
    where = st.selectbox(_("Où"), list(names), format_func=names.__getitem__, key="slots_where", width=480)
    people = {str(id): name for id, name in choices.members.get(PracticeId(where), ())}
    with st.form("slots_series_form", border=True):
        person = st.selectbox(
            _("Qui reçoit, si c’est toujours la même personne"), ["", *people], key=f"slots_person_{where}",
            format_func=lambda id: people.get(id, _("le cabinet")), width=480,
        )  # fmt: skip
        days = set[int]()
        if not once:
            days = set(
                st.pills(
                    _("Jours"), list(range(7)), selection_mode="multi", default=list(range(5)), format_func=view.weekday,
                    key="slots_weekdays",
                )
            )  # fmt: skip
        with st.container(horizontal=True, vertical_alignment="bottom"):
            first = st.date_input(
                _("Le") if once else _("À partir du"), value=today, min_value=today, format="DD/MM/YYYY", key="slots_from",
                width=170,
            )  # fmt: skip
            last = None
            if not once:
                last = st.date_input(
                    _("jusqu’au (vide : sans fin)"),
                    value=None,
                    min_value=today,
                    format="DD/MM/YYYY",
                    key="slots_until",
                    width=210,
                )
            starts = st.time_input(_("de"), value=time(14), step=900, key="slots_starts", width=130)
            ends = st.time_input(_("à"), value=time(15), step=900, key="slots_ends", width=130)
            places = st.number_input(_("Places"), 1, MOST_PLACES, 4, key="slots_places", width=130)
        whom = st.segmented_control(
            _("Pour qui"), list(ForWhom), default=ForWhom.ANY, required=True, key="slots_whom",
            format_func=lambda one: _(FOR_WHOM_WORDS[ForWhom(one)]),
        )  # fmt: skip
        paid = st.checkbox(_("Le médecin est rémunéré pour le tenir, pris ou non"), key="slots_paid")
        words = _("Ajouter ce créneau") if once else _("Tenir ces créneaux")
        sent = st.form_submit_button(words, icon=":material/add:", type="primary")
    if sent:
        _write(where, person, days, first, last, (starts, ends), int(places), ForWhom(whom), paid=paid, once=once)


def _write(
    where: str, person: str, days: set[int], first: date, last: date | None, hours: tuple[time, time], places: int,
    whom: ForWhom, *, paid: bool, once: bool,
) -> None:  # fmt: skip
    site = where.removeprefix(SITE) if where.startswith(SITE) else ""
    practice = None if site else PracticeId(where)
    who = PersonId(person) if person else None

    def write() -> None:
        if once:
            now = current_store().now()
            add_slot(
                current_actor(), current_store(),
                Slot(
                    id="", day=first, starts_at=now, ends_at=now + timedelta(hours=1), places=places, changed_at=now,
                    practice=practice, site=site, person=who, for_whom=whom, paid=paid,
                ),
                day=first, hours=hours,
            )  # fmt: skip
            st.toast(_("Créneau ajouté."))
            return
        written = open_series(
            current_actor(), current_store(),
            SlotSeries(
                id="", practice=practice, site=site, person=who, weekdays=frozenset(days), starts=hours[0], ends=hours[1],
                places=places, for_whom=whom, paid=paid, from_day=first, until_day=last,
            ),
        )  # fmt: skip
        if not written:
            raise InvalidInput(N_("Ces créneaux sont tenus, mais aucun ne tombe dans les deux mois qui viennent."))
        st.toast(ngettext("{n} créneau écrit.", "{n} créneaux écrits.", written).format(n=written))

    _do(write)


def _series(found: SlotsView, one: SlotSeries) -> None:
    with st.container(border=True, gap="xsmall", key=f"slots_series_{one.id}"):
        st.markdown(f"**{plain(view.series_title(found, one))}**")
        st.caption(plain(view.series_about(one)))
        st.button(
            _("Arrêter"), icon=":material/event_busy:", key=f"slots_end_{one.id}", on_click=_ask_end, args=(one.id,)
        )


def _ask_end(series_id: str) -> None:
    st.session_state[f"{ENDING}_series"] = series_id
    confirm.ask(ENDING)


def _ending(found: SlotsView) -> None:
    one = next((one for one in found.series if one.id == st.session_state.get(f"{ENDING}_series")), None)
    if one is None:
        return
    question = confirm.Question(
        _("Arrêter ces créneaux ?"),
        (
            view.series_title(found, one),
            _("Ceux à venir sont annulés, sauf ceux où quelqu’un a rendez-vous. Ceux qui ont eu lieu restent comptés."),
        ),
        _("Arrêter"),
        confirm.After.FINAL,
    )
    if confirm.show(question, key=ENDING):

        def end() -> None:
            gone, kept = end_series(current_actor(), current_store(), one.id, one.revision)
            said = ngettext("{n} créneau annulé", "{n} créneaux annulés", gone).format(n=gone)
            stay = ngettext("{n} gardé, avec rendez-vous", "{n} gardés, avec rendez-vous", kept).format(n=kept)
            st.toast(f"{semicolon(said, stay)}." if kept else f"{said}.")

        _do(end)


def _do(act: Callable[[], object]) -> None:
    try:
        act()
    except ReleveError as error:
        tell(error)
        return
    st.session_state.pop(KEPT_CALENDARS, None)
    st.rerun()
