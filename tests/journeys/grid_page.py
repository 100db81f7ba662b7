"""A page with a week grid and nothing else: an in-memory rota of two half-days, two lines, two roles."""

from __future__ import annotations

import streamlit as st

from app.ui.parts import week_grid as wg

HELD = {
    "am1-prep": "Yann L.",
    "am1-inject": "Anne T.",
    "am2-prep": "",
    "am2-inject": "Ronan M.",
    "pm1-prep": "",
    "pm1-inject": "",
}
PEOPLE = {"enora": "Enora W.", "script": "<img src=x onerror=alert(1)>"}
DAYS = {"am": "lundi 30 novembre", "pm": "mardi 1er décembre"}


def _names() -> dict[str, str]:
    rota: dict[str, str] = st.session_state.setdefault("rota", dict(HELD))
    return rota


def _apply(event: wg.GridEvent) -> None:
    names = _names()
    st.session_state.setdefault("log", []).append(repr(event))
    if isinstance(event, wg.Select) or event.revision != st.session_state.get("revision", 1):
        return
    if isinstance(event, wg.Move):
        if event.to_seat == "pm1-inject":
            st.session_state.log.append("refusé")
            return
        names[event.to_seat], names[event.from_seat] = names[event.from_seat], names[event.to_seat]
    elif isinstance(event, wg.Put):
        names[event.seat] = PEOPLE[event.person]
    else:
        names[event.seat] = ""
    st.session_state.revision = st.session_state.get("revision", 1) + 1


def _grid() -> wg.GridData:
    columns = (wg.Column("prep", "Préparation"), wg.Column("inject", "Injection"), wg.Column("desk", "Accueil"))
    places = tuple(
        wg.Place(seat, row, column, "published" if name else "open", name, name)
        for seat, name in _names().items()
        for row, column in [seat.split("-")]
    )
    candidates = tuple(
        wg.Candidate(person, name, "infirmière, Auray", ("prep",), {"am": "oui", "pm": "si besoin"})
        for person, name in PEOPLE.items()
    )
    return wg.GridData(
        revision=st.session_state.get("revision", 1),
        label="Planning d’Auray",
        days=tuple(wg.Day(session, day, day[:3]) for session, day in DAYS.items()),
        sessions=(
            wg.SessionHead("am", "am", "matin (9 h–13 h)", "cannot_open", "il manque un préparateur"),
            wg.SessionHead("pm", "pm", "après-midi (14 h–18 h)"),
        ),
        rows=(wg.Row("am1", "am", "Ligne 1"), wg.Row("am2", "am", "Ligne 2"), wg.Row("pm1", "pm", "Ligne 1")),
        columns=columns,
        places=places,
        candidates=candidates,
    )


event = wg.event("grid")
if event:
    _apply(event)
st.title("Planning")
wg.show(_grid(), key="grid")
st.text("\n".join(["journal", *st.session_state.get("log", [])]))
