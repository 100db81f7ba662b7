"""What is taken away from the improvement plan: the list shown as a file, the due days as a calendar to open or to subscribe to."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.services.exercise.export_improvements import improvements_csv, improvements_xlsx
from app.services.exercise.improvement_calendar import improvement_calendar, subscribe_to_improvements
from app.ui.panels import local_links
from app.ui.panels.rota_links import base_url
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(ids: Sequence[str]) -> None:
    """The files of the actions listed, then the calendar of the whole plan."""
    st.header(_("Emporter"), anchor=False)
    with st.container(horizontal=True, gap="small"):
        _file(_("Liste (CSV)"), partial(_csv, ids), "plan-amelioration.csv", "text/csv")
        _file(_("Liste (XLSX)"), partial(_xlsx, ids), "plan-amelioration.xlsx", WORKBOOK)
        _file(_("Échéances (agenda)"), partial(_calendar), "plan-amelioration.ics", "text/calendar")
    st.caption(_("Ces fichiers disent des fonctions et des organismes ; aucune adresse n’y est."))
    if may(Action.MANAGE_LINKS):
        with st.expander(_("S’abonner aux échéances"), icon=":material/event_repeat:"):
            _subscribe()


def _subscribe() -> None:
    found = subscribe_to_improvements(current_actor(), current_store(), base_url=base_url())
    local_links.show(base_url())
    st.markdown(
        plain(
            _(
                "Ouvrez cette page sur votre téléphone : l’agenda suit ensuite les échéances, et barre ce qui est abandonné."
            )
        )
    )
    st.code(found.page, language=None)


def _file(label: str, make: partial[bytes], name: str, mime: str) -> None:
    st.download_button(
        label, data=later(make), file_name=name, mime=mime, key=f"improvements_{name.rpartition('.')[2]}",
        icon=":material/download:", on_click="ignore",
    )  # fmt: skip


def _csv(ids: Sequence[str]) -> bytes:
    return improvements_csv(current_actor(), current_store(), ids)


def _xlsx(ids: Sequence[str]) -> bytes:
    return improvements_xlsx(current_actor(), current_store(), ids)


def _calendar() -> bytes:
    return improvement_calendar(current_actor(), current_store())
