"""Whom to ask to read the plan: contacts of the directory, or a name and an address; until when; with what word."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.core.clock import paris_date
from app.core.errors import ReleveError
from app.response.review import LONGEST_REPLY, USUAL_DAYS
from app.services.plans.invite_reviewers import Invited, invite_reviewers
from app.services.plans.read_directory import read_directory
from app.ui.boundary import tell
from app.ui.session import current_actor, current_store
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.response.directory import Contact
    from app.services.plans.read_review import ReviewView

KEY = "plan_review_invite"
COLUMNS = ("name", "organisation", "email", "phone")


def show(found: ReviewView) -> None:
    """Draw the form; letters are written when it is sent."""
    st.header(_("Inviter à relire"), anchor=False)
    contacts = {one.id: one for one in _known(found)}
    turn = int(st.session_state.get(KEY, 0))
    with st.form(f"{KEY}_{turn}", border=True):
        chosen = st.multiselect(
            _("De l’annuaire"), list(contacts), format_func=lambda id: _label(contacts[id]), key=f"{KEY}_known_{turn}",
            placeholder=_("ARS, CPAM, hôpital, EHPAD, mairie…"), select_all=False,
        )  # fmt: skip
        st.caption(
            _(
                "Quelqu’un d’autre : un nom ou un organisme, et une adresse. Sans e-mail, la lettre est à passer à la main."
            )
        )
        typed = _table(turn)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            today = paris_date(current_store().now())
            closes = st.date_input(
                _("À relire avant le"), value=today + timedelta(days=USUAL_DAYS), min_value=today, format="DD/MM/YYYY",
                key=f"{KEY}_day_{turn}", width=200,
            )  # fmt: skip
            word = st.text_input(_("Un mot de vous (facultatif)"), key=f"{KEY}_word_{turn}", max_chars=LONGEST_REPLY)
        if not st.form_submit_button(_("Envoyer les invitations"), type="primary", icon=":material/send:"):
            return
    invited = [*(_invited(contacts[id]) for id in chosen), *_rows(typed)]
    try:
        count = invite_reviewers(current_actor(), current_store(), found.version.number, invited, closes, word)
    except ReleveError as error:
        tell(error)
        return
    st.session_state[KEY] = turn + 1  # the next form begins empty
    st.toast(ngettext("{n} invitation écrite.", "{n} invitations écrites.", count).format(n=count))
    st.rerun()


def _known(found: ReviewView) -> list[Contact]:
    """Contacts that can be written to and were not asked yet."""
    asked = {one.address.casefold() for one in found.readings if one.address}
    view = read_directory(current_actor(), current_store())
    return [one for one in view.contacts if one.email and one.email.casefold() not in asked]


def _label(one: Contact) -> str:
    return " · ".join(part for part in (one.who, one.email) if part)


def _invited(one: Contact) -> Invited:
    return Invited(one.name, one.organisation, one.email, one.day_phone)


def _table(turn: int) -> pd.DataFrame:
    column = st.column_config
    edited: pd.DataFrame = st.data_editor(
        pd.DataFrame([("", "", "", "")], columns=list(COLUMNS), dtype="object"), hide_index=True, num_rows="dynamic",
        key=f"{KEY}_typed_{turn}",
        column_config={
            "name": column.TextColumn(_("Nom")),
            "organisation": column.TextColumn(_("Organisme")),
            "email": column.TextColumn(_("E-mail")),
            "phone": column.TextColumn(_("Téléphone")),
        },
    )  # fmt: skip
    return edited


def _rows(typed: pd.DataFrame) -> list[Invited]:
    """What was typed, empty rows left out."""
    rows = [[_text(row[name]) for name in COLUMNS] for row in typed.to_dict("records")]
    return [Invited(*row) for row in rows if any(row)]


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""
