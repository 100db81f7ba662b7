"""What may be called for, in words: open seats session by session, lines and single seats to choose among."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.scheduling.spoken import listed, moment_near, place_of, some_people
from app.services.mobilisation.call_out_words import label_of
from app.ui.views.told_apart import told_apart
from app.words import _, ngettext
from app.words.dates import spoken_hours
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.core.ids import SeatId
    from app.services.mobilisation.read_call_outs import CallOutBoard, OpenPlace


@dataclass(frozen=True, slots=True)
class SessionHole:
    """The open seats of one session that no call-out asks for yet. ``choices``: seat → « Ligne 2, injection »."""

    id: str
    sentence: str
    where: str
    seats: tuple[SeatId, ...]
    choices: dict[str, str]
    lines: dict[str, tuple[SeatId, ...]]
    """« Ligne 2 (2 postes) » → its seats, where a line lacks several."""
    states: tuple[str, ...]
    """« à pourvoir », « cherche un remplaçant »: keys of ``app.words.states.STATES``."""


def headline(board: CallOutBoard) -> str:
    """« 2 appels en cours. 5 postes à pourvoir attendent un appel. »"""
    running, waiting = len(board.running), sum(not one.call_out for one in board.places)
    parts = []
    if running:
        parts.append(ngettext("{n} appel en cours.", "{n} appels en cours.", running).format(n=running))
    if waiting:
        said = ngettext("{n} poste à pourvoir.", "{n} postes à pourvoir.", waiting)
        parts.append(said.format(n=waiting))
    return " ".join(parts) or _("Aucun poste à pourvoir : il n’y a personne à appeler.")


def holes(board: CallOutBoard) -> tuple[SessionHole, ...]:
    """One hole a session, in order of time; seats a running call-out asks for are left out."""
    waiting = [one for one in board.places if not one.call_out]
    return tuple(_hole(board, list(places)) for _session, places in groupby(waiting, lambda one: one.session.id))


def _hole(board: CallOutBoard, places: list[OpenPlace]) -> SessionHole:
    label, session = label_of(board.library), places[0].session
    seats = [one.seat for one in places]
    roles = dict.fromkeys(seat.role for seat in seats)
    lacking = listed(some_people(role, sum(seat.role == role for seat in seats), label) for role in roles)
    moment = capitalised(moment_near(session, paris_date(board.now)))
    lines: dict[str, tuple[SeatId, ...]] = {}
    for number in sorted({seat.line for seat in seats if seat.line}):
        held = tuple(seat.id for seat in seats if seat.line == number)
        if 1 < len(held) < len(seats):
            said = ngettext("Ligne {line} ({n} poste)", "Ligne {line} ({n} postes)", len(held))
            lines[said.format(line=number, n=len(held))] = held
    return SessionHole(
        session.id,
        _("{moment} : il manque {people}.").format(moment=moment, people=lacking),
        " · ".join(filter(None, [places[0].centre, spoken_hours(session.starts_at, session.ends_at)])),
        tuple(seat.id for seat in seats),
        told_apart({str(seat.id): capitalised(place_of(seat, label)) for seat in seats}),
        lines,
        tuple(dict.fromkeys(seat.state.value for seat in seats)),
    )


def prepare_label(count: int) -> str:
    """« Préparer l’appel (3 postes) »."""
    return ngettext("Préparer l’appel ({n} poste)", "Préparer l’appel ({n} postes)", count).format(n=count)
