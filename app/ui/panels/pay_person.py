"""One person's period: every line with its amount, and the sentence by which the amount explains itself."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.services.activity.pay_documents import statements_pdf
from app.ui.panels.pay_downloads import PDF, button
from app.ui.parts import address
from app.ui.parts.plain import plain
from app.ui.views import pay as view
from app.words import _

if TYPE_CHECKING:
    from app.services.activity.read_vacations import VacationsView


def show(found: VacationsView, chosen: str | None) -> None:
    """Draw the person pressed in the table, or the one picked in the list: both ways lead to the same lines."""
    names = {one.key: one.name for one in found.people}
    picked = address.select(
        _("Détail d’une personne"), names, address="personne", key="pay_person",
        placeholder=_("Choisir un nom : chaque montant s’explique"), width=420,
    )  # fmt: skip
    person = found.person(chosen or picked)
    if person is None:
        return
    with st.container(border=True):
        st.markdown(f"**{plain(person.name)}** · {plain(view.standing(person))} · {plain(person.total.sentence)}")
        for line in person.lines:
            st.markdown(plain(view.why(line)))
            st.caption(plain(line.why))
        st.caption(plain(person.cap.sentence))
        button(
            _("Relevé de cette personne (PDF)"), partial(statements_pdf, found, {person.key}),
            file_name=f"releve-{found.period.code}.pdf", mime=PDF, icon="receipt_long", key="pay_statement_one",
        )  # fmt: skip
