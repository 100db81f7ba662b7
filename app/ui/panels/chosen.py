"""Which centre and which week are looked at: both stand in the address, so that back, bookmark and share work."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.services.home.read_home import weeks_of
from app.ui.parts import address
from app.ui.views.told_apart import told_apart
from app.words import _
from app.words.dates import short_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.scheduling.centre import Centre
    from app.services.rota.read_rota import RotaView

MOST_BUTTONS = 5
"""More weeks than this are chosen in a list."""


def chosen_centre(centres: Sequence[Centre]) -> Centre:
    """The centre of the address, the first one otherwise; drawn as a choice only when there are several."""
    if len(centres) == 1:
        return centres[0]
    names = told_apart(
        {str(centre.id): centre.name for centre in centres},
        {str(centre.id): centre.place.commune for centre in centres},
    )
    chosen = address.among("centre", names)
    address.select(
        _("Centre"), names, address="centre", present=chosen, key="rota_centre", width=320, closes=("poste",)
    )  # fmt: skip
    return centres[list(names).index(chosen)]


def chosen_week(view: RotaView) -> date:
    """The Monday of the address, the first week to come otherwise."""
    return date.fromisoformat(address.among("semaine", [monday.isoformat() for monday in weeks_of(view)]))


def week_buttons(view: RotaView, monday: date) -> None:
    """Draw the weeks as buttons, as a list when there are many; the one shown is marked."""
    weeks = {one.isoformat(): _("sem. {day}").format(day=short_day(one).split(" ", 1)[1]) for one in weeks_of(view)}
    draw = address.select if len(weeks) > MOST_BUTTONS else address.segments
    if len(weeks) > 1:
        draw(
            _("Semaine"), weeks, address="semaine", present=monday.isoformat(), key="rota_week", hidden=True,
            closes=("poste",),
        )  # fmt: skip
