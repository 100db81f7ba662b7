"""What the trace of an event says of its states, its plans and the people it asks for, in the language of the run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.response.event import STATE_WORDS
from app.words import _, ngettext
from app.words.dates import spoken_session

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.response.event import EventState
    from app.response.staffing_request import StaffingRequest, Wanted
    from app.scheduling.spoken import RoleLabel


def step_words(state: EventState, authority: str = "", reference: str = "", note: str = "", *, title: str = "") -> str:
    """« Événement ouvert : crue de la Vilaine. État : qualifié, par la préfecture (réf. 2026-114). »"""
    said = [_("Événement ouvert : {title}.").format(title=title)] if title else []
    state_words = _(STATE_WORDS[state])
    if authority and reference:
        said.append(
            _("État : {state}, par {who} (réf. {ref}).").format(state=state_words, who=authority, ref=reference)
        )
    elif authority:
        said.append(_("État : {state}, par {who}.").format(state=state_words, who=authority))
    else:
        said.append(_("État : {state}.").format(state=state_words))
    return " ".join([*said, note.strip()]).strip()


def wanted_words(wanted: Iterable[Wanted], label: RoleLabel) -> str:
    """« 2 médecin en renfort, 2 soins »: how many in which role."""
    return ", ".join(f"{one.count} × {label(one.role)}" for one in wanted)


def request_words(request: StaffingRequest, label: RoleLabel) -> str:
    """« EHPAD des Pins demande 2 × infirmier en renfort, jeudi 26 novembre, soir (18 h–22 h), salle 2. »"""
    return _("{who} demande {people}, {when}, {where}.").format(
        who=request.asked_by,
        people=wanted_words(request.wanted, label),
        when=spoken_session(request.starts_at, request.ends_at),
        where=request.place,
    )


def filled_words(held: int, asked: int) -> str:
    """« 2 sur 4 pourvus »."""
    return ngettext("{held} sur {n} pourvu", "{held} sur {n} pourvus", asked).format(held=held, n=asked)
