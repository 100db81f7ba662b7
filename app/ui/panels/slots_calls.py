"""The calls of a day that asked for an unscheduled appointment, by channel; the last fortnight below."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.continuity.slots import CHANNEL_WORDS, Channel
from app.core.clock import paris_date
from app.services.slots.read_slots import read_calls
from app.services.slots.slot_calls import note_calls, revision_of
from app.ui.parts import headline, table
from app.ui.parts.seen import seen
from app.ui.session import current_actor, current_store, may
from app.ui.views import slots_calls as view
from app.ui.written import written
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.continuity.slots import DayCalls
    from app.ui.parts.seen import Seen

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
    of_day = [one for one in held if one.day == day]
    known = {one.channel: (one.calls, one.unanswered) for one in of_day}
    present = _Day(**{one.name.lower(): known.get(one, (0, 0)) for one in Channel})
    revision = revision_of(of_day)
    form = seen(f"slots_calls_{day}", present, revision, key=f"slots_calls_{day}_{revision}")
    typed: dict[str, tuple[int, int]] = {}
    with st.form(form.key, border=True):
        for channel in Channel:
            name = channel.name.lower()
            typed[name] = _line(channel, getattr(form.value, name), form.key)
        sent = st.form_submit_button(_("Noter les appels"), icon=":material/phone_in_talk:", type="primary")
    if sent:
        _write(day, form, _Day(**typed))


@dataclass(frozen=True, slots=True)
class _Day:
    """Calls and those in vain, a channel a field: what two people note of different channels is kept."""

    sas: tuple[int, int]
    night_line: tuple[int, int]
    practice: tuple[int, int]
    pharmacy: tuple[int, int]
    emergency: tuple[int, int]
    other: tuple[int, int]


def _line(channel: Channel, shown: tuple[int, int], key: str) -> tuple[int, int]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        calls = st.number_input(
            _("{channel} : appels").format(channel=_(CHANNEL_WORDS[channel])), 0, MOST, shown[0], width=190,
            key=f"{key}_{channel}",
        )  # fmt: skip
        lost = st.number_input(_("dont sans réponse"), 0, MOST, shown[1], width=190, key=f"{key}_{channel}_lost")
    return int(calls), int(lost)


def _write(day: date, form: Seen[_Day], typed: _Day) -> None:
    said = {channel: getattr(typed, channel.name.lower()) for channel in Channel}
    written(
        form, typed, lambda: note_calls(current_actor(), current_store(), day, said, form.revision), _("Appels notés.")
    )
