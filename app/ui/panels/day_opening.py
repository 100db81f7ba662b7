"""The opening check: one form, one thumb; each item says what is wrong, and what blocks."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import streamlit as st

from app.activity.opening_check import CheckAnswer, Proof, expiring_sentence
from app.core.clock import paris_date
from app.core.errors import ReleveError
from app.roster.phones import spoken_phone
from app.services.activity.check_opening import check_opening
from app.ui.boundary import tell
from app.ui.panels.day_choice import done
from app.ui.parts import state_badge
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views.day import closed_sentence
from app.words import _

if TYPE_CHECKING:
    from app.activity.opening_check import CheckResult
    from app.services.activity.read_session_day import SessionDay


def show(day: SessionDay) -> None:
    """Draw what blocks, then the form."""
    if said := closed_sentence(day):
        st.markdown(plain(said))
    lack = [reason for reason in day.decision.reasons if reason not in {one.sentence for one in day.results}]
    for reason in lack:
        st.markdown(f"{state_badge.inline('cannot_open')} {plain(reason)}")
    with st.form("day_check", border=False):
        with st.grid(min_column_width=300):
            given = [answer for one in day.results if (answer := _item(day, one)) is not None]
        if st.form_submit_button(_("Noter le contrôle"), type="primary", icon=":material/checklist:", width="stretch"):
            _write(day, given)


def _item(day: SessionDay, one: CheckResult) -> CheckAnswer | None:
    """One item with its proof; the answer as it is filled in, None when nothing is."""
    check, key = one.check, f"day_{day.session.id}_{one.check.code}_{one.line or 0}"
    said = day.answers.get((check.code, one.line))
    name = check.label if one.line is None else _("Ligne {line} · {what}").format(line=one.line, what=check.label)
    icon = "check_circle" if one.ok else ("do_not_disturb_on" if check.critical else "schedule")
    with st.container(border=True, gap="xsmall"):
        problem = _("en ordre") if one.ok else one.problem or ""
        st.markdown(f":material/{icon}: **{plain(name)}** {plain(problem)}")
        if said and (near := expiring_sentence(said, check, day.session.day)):
            st.caption(plain(near))
        if check.proof is Proof.CONTACT:
            return _contact(day, one, said, key)
        if check.proof is Proof.EXPIRY:
            return _expiry(day, one, said, key)
        if check.proof is Proof.TEMPERATURE:
            return _temperature(one, said, key)
        return _flag(one, said, key)


def _contact(day: SessionDay, one: CheckResult, said: CheckAnswer | None, key: str) -> CheckAnswer | None:
    known = said or day.hints.get(one.check.code)
    if known and known.phone:
        st.markdown(f"[{plain(_('Appeler le {phone}').format(phone=spoken_phone(known.phone)))}](tel:{known.phone})")
    name = st.text_input(_("Nom du médecin"), known.name if known else "", key=f"{key}_n", max_chars=80)
    phone = st.text_input(_("Numéro"), spoken_phone(known.phone) if known and known.phone else "", key=f"{key}_p")
    reached = st.checkbox(_("Joint aujourd’hui"), value=bool(said and one.ok), key=f"{key}_t")
    if not reached and said is None:
        return None
    same = said is not None and one.ok and said.name == name and spoken_phone(said.phone) == phone
    tested = said.tested_at if same and said else current_store().now()
    return CheckAnswer(
        code=one.check.code, line=one.line, done=True, name=name, phone=phone, tested_at=tested if reached else None
    )


def _expiry(day: SessionDay, one: CheckResult, said: CheckAnswer | None, key: str) -> CheckAnswer | None:
    hint = day.hints.get(one.check.code)
    chosen = st.date_input(
        _("Date de péremption lue"), said.expires_on if said else None, format="DD/MM/YYYY", key=f"{key}_d"
    )
    same = False
    if said is None and hint is not None and hint.expires_on is not None:
        label = _("Je lis sur la boîte : {day}").format(day=f"{hint.expires_on:%d/%m/%Y}")
        same = st.checkbox(label, key=f"{key}_s")
    expires = chosen or (hint.expires_on if same and hint else None)
    return None if expires is None else CheckAnswer(
        code=one.check.code, line=one.line, done=True, expires_on=expires
    )  # fmt: skip


def _temperature(one: CheckResult, said: CheckAnswer | None, key: str) -> CheckAnswer | None:
    held = float(said.temperature_c) if said and said.temperature_c is not None else None
    value = st.number_input(
        _("Température lue, en °C"), -60.0, 60.0, held, step=0.1, format="%.1f", key=f"{key}_c"
    )  # fmt: skip
    if value is None:
        return None
    return CheckAnswer(code=one.check.code, line=one.line, done=True, temperature_c=Decimal(f"{value:.1f}"))


def _flag(one: CheckResult, said: CheckAnswer | None, key: str) -> CheckAnswer | None:
    words = {True: _("En ordre"), False: _("Absent ou en panne")}
    chosen = st.pills(
        one.check.label, list(words), format_func=words.__getitem__, default=said.done if said else None,
        key=f"{key}_f", label_visibility="collapsed",
    )  # fmt: skip
    return None if chosen is None else CheckAnswer(code=one.check.code, line=one.line, done=chosen)


def _write(day: SessionDay, given: list[CheckAnswer]) -> None:
    try:
        check_opening(current_actor(), current_store(), day.session.id, given)
    except ReleveError as error:
        tell(error)
        return
    done(_("Contrôle noté, {day}.").format(day=f"{paris_date(day.now):%d/%m}"))
