"""Doses: advice on the next vial, each lot's figures, injections by group, standby list, sharps containers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.activity.doses import LOSS_WORDS, LossReason
from app.core.errors import StaleRevision
from app.services.activity.count_doses import (
    Counted,
    add_lot,
    count_doses,
    count_groups,
    move_container,
    set_out_container,
    set_standby,
)
from app.ui.panels.day_attendance import act_on
from app.ui.parts.plain import plain
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.activity.doses import DoseCount
    from app.services.activity.read_session_day import SessionDay
    from app.store.doses import KeptLot


def show(day: SessionDay) -> None:
    """Draw the sum, what is to be looked at, then a form a lot."""
    held = day.doses
    if held.counts:
        st.markdown(f"**{plain(held.summary)}**")
    if held.advice:
        st.info(plain(held.advice), icon=":material/vaccines:")
    for sentence in held.to_look_at:
        st.warning(plain(sentence), icon=":material/warning:")
    for kept in held.lots:
        _lot(day, kept)
    with st.container(horizontal=True):
        _new_lot(day)
        _groups(day)
        _standby(day)
        _sharps(day)


def _lot(day: SessionDay, kept: KeptLot) -> None:
    held = day.doses.counts.get(kept.id)
    count, revision = (held.count, held.revision) if held else (None, 0)
    vials = day.doses.left_vials[kept.id]
    title = day.doses.products.get(kept.lot.product, kept.lot.product)
    about = _("lot {number}, jusqu’au {day}").format(number=kept.lot.number, day=spoken_date(kept.lot.expires_on))
    rest = ngettext("{n} flacon en stock", "{n} flacons en stock", vials).format(n=vials)
    form = seen(f"day_lot_{kept.id}", _counted(count), revision)
    shown = form.value
    with st.form(form.key):
        st.markdown(f"**{plain(title)}** {plain(about)} · {plain(rest)}")
        with st.grid(min_column_width=130):
            opened = st.number_input(_("Flacons ouverts"), 0, value=shown.vials_opened)
            injected = st.number_input(_("Injections faites"), 0, value=shown.injected)
            lost = st.number_input(_("Doses perdues"), 0, value=shown.lost)
            left = st.number_input(_("Doses restantes"), 0, value=shown.left)
            called = st.number_input(_("Appelées de la liste"), 0, value=shown.standby_called)
        reasons = list(LossReason)
        reason = st.selectbox(
            _("Pourquoi perdues"), reasons, reasons.index(shown.reason), format_func=lambda one: _(LOSS_WORDS[one])
        )
        pressed = st.form_submit_button(_("Noter ce lot"), type="primary", width="stretch")
    if pressed:
        counted = Counted(opened, injected, lost, reason, left, called)

        def act() -> str:
            try:
                count_doses(current_actor(), current_store(), day.session.id, kept.id, form.revision, counted)
            except StaleRevision as error:
                refused(form, error, counted)
            forget(form.base)
            return _("Doses notées.")

        act_on(act)


def _counted(count: DoseCount | None) -> Counted:
    """What stands of a lot, as the form types it."""
    if count is None:
        return Counted()
    reason = count.losses[0].reason if count.losses else LossReason.OTHER
    return Counted(count.vials_opened, count.injected, count.lost, reason, count.left, count.standby_called)


def _new_lot(day: SessionDay) -> None:
    products = list(day.doses.products)
    usual = day.session.vaccine or day.centre.vaccine
    with st.popover(_("Recevoir un lot"), icon=":material/inventory_2:"), st.form("day_new_lot", border=False):
        product = st.selectbox(
            _("Vaccin"), products, products.index(usual) if usual in products else 0,
            format_func=day.doses.products.__getitem__,
        )  # fmt: skip
        number = st.text_input(_("Numéro de lot"), max_chars=40)
        expires = st.date_input(_("Périme le"), None, format="DD/MM/YYYY")
        vials = st.number_input(_("Flacons reçus"), 0)
        pressed = st.form_submit_button(_("Recevoir ce lot"), width="stretch")
    if pressed:

        def act() -> str:
            add_lot(
                current_actor(), current_store(), day.session.id, product, number, expires or day.session.day, vials
            )  # fmt: skip
            return _("Lot reçu.")

        act_on(act)


def _groups(day: SessionDay) -> None:
    with st.popover(_("Par groupe"), icon=":material/groups:"), st.form("day_groups", border=False):
        st.caption(_("Injections par groupe : des nombres, aucun nom."))
        typed = {
            slug: st.number_input(label, 0, value=injected, key=f"day_group_{day.session.id}_{slug}")
            for slug, (label, injected) in day.doses.groups.items()
        }
        pressed = st.form_submit_button(_("Noter ces groupes"), width="stretch")
    if pressed:

        def act() -> str:
            count_groups(current_actor(), current_store(), day.session.id, typed)
            return _("Groupes notés.")

        act_on(act)


def _standby(day: SessionDay) -> None:
    label = _("Liste de fin de journée : {n}").format(n=day.doses.standby)
    with st.popover(label, icon=":material/hourglass_top:"), st.form("day_standby", border=False):
        people = st.number_input(_("Personnes qui attendent (un nombre, aucun nom)"), 0, value=day.doses.standby)
        pressed = st.form_submit_button(_("Noter"), width="stretch")
    if pressed:

        def act() -> str:
            set_standby(current_actor(), current_store(), day.session.id, people)
            return _("Liste notée.")

        act_on(act)


def _sharps(day: SessionDay) -> None:
    with st.popover(_("Collecteurs DASRI"), icon=":material/delete:"):
        for kept in day.doses.containers:
            held = kept.container
            if held.collected_on is not None:
                continue
            words = (
                _("Collecteur {code} : enlevé aujourd’hui") if held.filled_on else _("Collecteur {code} : plein, fermé")
            )
            if st.button(words.format(code=held.code), key=f"day_sharps_{kept.id}", width="stretch"):
                act_on(lambda kept=kept: _moved(kept.id, kept.revision))  # type: ignore[misc]
        with st.form("day_sharps", border=False):
            code = st.text_input(_("Nouveau collecteur, son repère"), max_chars=40)
            pressed = st.form_submit_button(_("Mettre en place"), width="stretch")
    if pressed:

        def act() -> str:
            set_out_container(current_actor(), current_store(), day.session.id, code)
            return _("Collecteur noté.")

        act_on(act)


def _moved(container: str, revision: int) -> str:
    move_container(current_actor(), current_store(), container, revision)
    return _("Collecteur noté.")
