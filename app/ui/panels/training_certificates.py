"""Certificates: what ends soon first, and a training for those whose ends; then what people hold today."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import streamlit as st

from app.ui.panels import training_form
from app.ui.parts import panel_choice, table
from app.ui.parts.plain import plain
from app.ui.views import training as words
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.plans.read_trainings import TrainingDesk


def show(desk: TrainingDesk) -> None:
    """Draw what ends, competence by competence, then who holds what."""
    if not desk.expiries:
        st.success(_("Aucune attestation ne se termine dans les mois qui viennent."), icon=":material/check_circle:")
    by_code = sorted(desk.expiries, key=lambda one: (desk.competence(one.code), one))
    for number, (code, found) in enumerate(groupby(by_code, key=lambda one: one.code)):
        held = list(found)
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            count = ngettext("{n} à renouveler", "{n} à renouveler", len(held)).format(n=len(held))
            st.header(plain(f"{desk.competence(code)} · {count}"), anchor=False)
            st.button(
                _("Prévoir une formation pour eux"), icon=":material/school:", key=f"certificates_plan_{code}",
                type="primary" if not number else "secondary", on_click=_plan, args=(words.kinds_given(desk, code),),
            )  # fmt: skip
        table.show(words.expiry_header(), words.expiry_rows(desk, held), caption=_("Attestations qui se terminent"))
    if desk.expiries:
        table.download(
            words.expiry_header(), words.expiry_rows(desk, desk.expiries), file_name="attestations-a-renouveler.csv",
            key="certificates_csv",
        )  # fmt: skip
    rows = words.holders(desk)
    if rows:
        st.header(_("Tenues aujourd’hui"), anchor=False)
        header = [_("Attestation ou compétence"), _("Personnes"), _("Dont à renouveler")]
        table.show(header, rows, caption=_("Ce que les personnes de l’effectif tiennent aujourd’hui"))


def _plan(kind: str) -> None:
    training_form.ask(kind=kind)
    panel_choice.open_on("formations")
