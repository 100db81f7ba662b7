"""The calls of a day that asked for an unscheduled appointment, by channel; the last fortnight below."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.continuity.slots import CHANNEL_WORDS, Channel, DayCalls
from app.core.clock import paris_date
from app.core.errors import ReleveError
from app.services.read_slots import read_calls
from app.services.slot_calls import note_calls
from app.ui.boundary import tell
from app.ui.parts import headline, table
from app.ui.session import current_actor, current_store, may
from app.ui.views import slots_calls as view
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

DAYS = 14
MOST = 5_000


def show() -> None:
    """The sentence, the day's form for the cell, the table."""
    today = paris_date(current_store().now())
    first = today - timedelta(days=DAYS - 1)
    held = read_calls(current_actor(), current_store(), first, today)
    headline.show(view.sentence(held, today), detail=view.detail())
    if may(Action.RUN_CONTINUITY):
        _form(held, first, today)
    if held:
        header, rows = view.rows(held)
        table.show(header, rows, caption=_("Appels des deux dernières semaines, par jour"))
        table.download(header, rows, file_name="appels-snp.csv", key="slots_calls_csv")


def _form(held: Sequence[DayCalls], first: date, today: date) -> None:
    day = st.date_input(
        _("Jour"), value=today, min_value=first, max_value=today, format="DD/MM/YYYY", key="slots_calls_day", width=170
    )
    known = {one.channel: one for one in held if one.day == day}
    stamp = "_".join(str(known[one].revision) if one in known else "0" for one in Channel)
    typed: list[DayCalls] = []
    with st.form(f"slots_calls_{day}_{stamp}", border=True):
        for channel in Channel:
            one = known.get(channel, DayCalls(day, channel, 0))
            with st.container(horizontal=True, vertical_alignment="bottom"):
                words = _(CHANNEL_WORDS[channel])
                calls = st.number_input(
                    _("{channel} : appels").format(channel=words), 0, MOST, one.calls, width=190,
                    key=f"slots_calls_{day}_{stamp}_{channel}",
                )  # fmt: skip
                lost = st.number_input(
                    _("dont sans réponse"),
                    0,
                    MOST,
                    one.unanswered,
                    width=190,
                    key=f"slots_lost_{day}_{stamp}_{channel}",
                )
            typed.append(DayCalls(day, channel, int(calls), int(lost), one.revision))
        sent = st.form_submit_button(_("Noter les appels"), icon=":material/phone_in_talk:", type="primary")
    if sent:
        _write([one for one in typed if _differs(one, known.get(one.channel))])


def _differs(one: DayCalls, before: DayCalls | None) -> bool:
    held = (before.calls, before.unanswered) if before else (0, 0)
    return (one.calls, one.unanswered) != held


def _write(changed: Sequence[DayCalls]) -> None:
    try:
        note_calls(current_actor(), current_store(), changed)
    except ReleveError as error:
        tell(error)
        return
    st.toast(_("Appels notés."))
    st.rerun()
