"""A person as a form: contact, what they volunteer for and hold, their limits, what they were told and what they refuse."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from app.roster.person import HalfDay, HalfDayPart, Mission, Person, PersonKind
from app.roster.phones import phone_of, spoken_phone
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from streamlit.delta_generator import DeltaGenerator

Left = TypeVar("Left")
Right = TypeVar("Right")
USUAL_HELP = "reception"
HALF_DAYS = tuple(HalfDay(day, part) for day in range(7) for part in (HalfDayPart.AM, HalfDayPart.PM))


def show(
    person: Person,
    missions: Mapping[Mission, str],
    roles: Mapping[str, str],
    half_day: Callable[[HalfDay], str],
    *,
    key: str,
) -> Person | None:
    """Draw the form; the person as typed once saved, else None. Raises InvalidInput for a bad telephone number.

    ``missions`` and ``roles`` give the words of every choice, ``half_day`` those of a usual half-day.
    """
    with st.form(f"{key}_form", border=False):
        changed = _contact(person, key)
        chosen = st.pills(
            _("Volontaire pour"), list(missions), selection_mode="multi", key=f"{key}_missions",
            default=[one for one in missions if one in person.missions], format_func=missions.__getitem__,
        )  # fmt: skip
        held = st.multiselect(
            _("Rôles acceptés"), list(roles), [one for one in roles if one in person.roles], key=f"{key}_roles",
            format_func=roles.__getitem__, placeholder=_("Tous ceux que sa compétence permet"), select_all=False,
        )  # fmt: skip
        usual = st.pills(
            _("Demi-journées habituelles"), HALF_DAYS, selection_mode="multi", key=f"{key}_usual",
            default=sorted(person.usual_half_days), format_func=half_day,
        )  # fmt: skip
        changed = _limits(changed, key)
        notice, out = st.columns(2)
        told = _day(notice, _("Information donnée le"), person.notice_given_on, f"{key}_notice")
        refused = _day(out, _("Ne plus solliciter depuis le"), person.opted_out_on, f"{key}_out")
        if not st.form_submit_button(_("Enregistrer la fiche"), type="primary"):
            return None
    return replace(
        changed, missions=frozenset(chosen), roles=frozenset(held), usual_half_days=frozenset(usual),
        notice_given_on=told, opted_out_on=refused,
        mobile=_number(changed.mobile), phone=_number(changed.phone),
    )  # fmt: skip


def new_helper(
    person: Person, communes: Mapping[str, str], missions: Mapping[Mission, str], roles: Mapping[str, str], *, key: str
) -> Person | None:
    """Draw the few fields of a helper without RPPS; ``person`` carries the new id. Raises as :func:`show`."""
    with st.form(f"{key}_form", border=False):
        given, family = _pair(
            lambda at: at.text_input(_("Prénom"), key=f"{key}_given"),
            lambda at: at.text_input(_("Nom"), key=f"{key}_family"),
        )
        organisation, mobile = _pair(
            lambda at: at.text_input(
                _("Organisme"), key=f"{key}_organisation", placeholder=_("Mairie, hôpital, association…")
            ),
            lambda at: at.text_input(_("Mobile"), key=f"{key}_mobile"),
        )
        email, commune = _pair(
            lambda at: at.text_input(_("E-mail"), key=f"{key}_email"),
            lambda at: at.selectbox(
                _("Commune"), list(communes), index=None, format_func=communes.__getitem__, key=f"{key}_commune",
                placeholder=_("À choisir"),
            ),
        )  # fmt: skip
        held = st.pills(
            _("Peut tenir"), list(roles), selection_mode="multi", format_func=roles.__getitem__, key=f"{key}_roles",
            default=[code for code in roles if code == USUAL_HELP],
        )  # fmt: skip
        chosen = st.pills(
            _("Volontaire pour"), list(missions), selection_mode="multi", format_func=missions.__getitem__,
            key=f"{key}_missions", default=[Mission.VACCINATION],
        )  # fmt: skip
        if not st.form_submit_button(_("Ajouter"), type="primary"):
            return None
    return replace(
        person, kind=PersonKind.HELPER, given_name=given.strip(), family_name=family.strip(),
        organisation=organisation.strip(), mobile=_number(mobile), email=email.strip(), commune_insee=commune or "",
        roles=frozenset(held), missions=frozenset(chosen),
    )  # fmt: skip


def _pair(left: Callable[[DeltaGenerator], Left], right: Callable[[DeltaGenerator], Right]) -> tuple[Left, Right]:
    """Two fields side by side; on a phone they keep their reading order."""
    first, second = st.columns(2)
    return left(first), right(second)


def _contact(person: Person, key: str) -> Person:
    first, second, third = st.columns(3)
    mobile = first.text_input(_("Mobile"), spoken_phone(person.mobile) if person.mobile else "", key=f"{key}_mobile")
    phone = second.text_input(_("Téléphone fixe"), spoken_phone(person.phone) if person.phone else "", key=f"{key}_fixed")  # fmt: skip
    email = third.text_input(_("E-mail"), person.email, key=f"{key}_email")
    return replace(person, mobile=mobile, phone=phone, email=email.strip())


def _limits(person: Person, key: str) -> Person:
    half_days, rest, delay, radius = st.columns(4)
    most = half_days.number_input(
        _("Demi-journées par semaine, au plus"),
        0,
        14,
        person.max_half_days_per_week,
        key=f"{key}_most",
        placeholder="–",
    )
    hours = rest.number_input(
        _("Repos entre deux jours (heures)"), 0, 48, person.min_rest_hours, key=f"{key}_rest", placeholder="–"
    )
    notice = delay.number_input(
        _("Délai pour venir (heures)"), 0, 720, person.delay_to_mobilise_hours, key=f"{key}_delay", placeholder="–"
    )
    minutes = radius.number_input(
        _("Route acceptée (minutes)"), 0, 240, person.radius_minutes, key=f"{key}_radius", placeholder="–"
    )
    return replace(
        person, max_half_days_per_week=_whole(most), min_rest_hours=_whole(hours),
        delay_to_mobilise_hours=_whole(notice), radius_minutes=_whole(minutes),
    )  # fmt: skip


def _day(where: DeltaGenerator, label: str, held: date | None, key: str) -> date | None:
    with where:
        return st.date_input(label, held, format="DD/MM/YYYY", key=key)


def _whole(value: float | None) -> int | None:
    return None if value is None else int(value)


def _number(text: str) -> str:
    return phone_of(text) if text.strip() else ""
