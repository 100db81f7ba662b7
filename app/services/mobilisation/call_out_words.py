"""How the seats of a call-out are said to whoever is asked: what, when and where, in the current language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.scheduling.spoken import half_day_of, listed, place_of
from app.words import _, ngettext
from app.words.dates import spoken_session
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.core.ids import SeatId, SessionId
    from app.library import Library
    from app.scheduling.centre import Centre
    from app.scheduling.session import Seat, Session
    from app.scheduling.spoken import RoleLabel

MOST_SAID = 3
"""Sessions said one by one; beyond, the others are counted."""


def label_of(library: Library) -> RoleLabel:
    """Role code → its name in the language in force when it is asked."""
    return lambda code: library.roles[code].label if code in library.roles else code


def what_words(seats: Iterable[Seat], label: RoleLabel) -> str:
    """« injection », « injection et accueil »: each role once."""
    return listed(dict.fromkeys(label(seat.role) for seat in seats))


def when_words(sessions: Iterable[Session]) -> str:
    """« lundi 30 novembre, matin (9 h–13 h) »; several in order of time, those beyond the third counted."""
    ordered = sorted(set(sessions), key=lambda one: (one.starts_at, one.id))
    said = list(dict.fromkeys(spoken_session(one.starts_at, one.ends_at) for one in ordered))
    shown, rest = said[:MOST_SAID], len(said) - MOST_SAID
    if rest > 0:
        shown.append(ngettext("{n} autre séance", "{n} autres séances", rest).format(n=rest))
    return _(" ; ").join(shown) if len(shown) > 1 else "".join(shown)


def where_words(sessions: Iterable[Session], centre: Centre) -> str:
    """« Salle du Pratel, Auray », or where mobile sessions go."""
    usual = ", ".join(filter(None, [centre.place.name or centre.name, centre.place.commune]))
    return listed(dict.fromkeys(one.site or usual for one in sorted(sessions, key=lambda one: (one.starts_at, one.id))))


def shift_values(
    seats: Iterable[Seat], sessions: Mapping[SessionId, Session], centre: Centre, label: RoleLabel
) -> dict[str, str]:
    """The values ``quoi``, ``quand`` and ``ou`` of a message about these seats."""
    held = list(seats)
    asked = [sessions[seat.session_id] for seat in held]
    return {"quoi": what_words(held, label), "quand": when_words(asked), "ou": where_words(asked, centre)}


def call_out_title(seats: Iterable[Seat], sessions: Mapping[SessionId, Session], label: RoleLabel) -> str:
    """« Injection, lundi 30 novembre, matin (9 h–13 h) », with how many seats when there are several."""
    held = list(seats)
    said = f"{what_words(held, label)}, {when_words(sessions[seat.session_id] for seat in held)}"
    if len(held) > 1:
        said = ngettext("{n} poste", "{n} postes", len(held)).format(n=len(held)) + f" : {said}"
    return capitalised(said)


def place_names(
    places: Mapping[SeatId, Seat], moments: Mapping[SessionId, Session], label: RoleLabel
) -> dict[SeatId, str]:
    """Seat → « lundi 30 novembre, matin, ligne 2, injection »."""
    return {id: f"{half_day_of(moments[seat.session_id])}, {place_of(seat, label)}" for id, seat in places.items()}
