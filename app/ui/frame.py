"""What stands on every page around the screen: the mark, whose community this is, and the bands that can't be missed."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from app.access.actor import ROLE_WORDS
from app.store import community, events
from app.ui.parts import band
from app.ui.session import current_actor, current_store, lead_to, signed_in
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.response.event import Event

STATIC = Path(__file__).parent / "static"
PAGE_ICON = STATIC / "icons" / "page_icon.png"
"""A local picture: an icon given by name would be fetched from another site."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Whose workbench this is and in which world it acts."""

    community: str
    person: str
    role: str = ""
    """In words, for someone signed in; empty for whoever sits at the machine while no account exists."""
    needs_code: bool = False
    """Whether the community asks this administrator for a code that they have not set up: they may only read until then."""
    demonstration: bool = False
    demonstration_accounts: bool = False
    """Whether the accounts are fictional too."""
    exercise: str = ""
    """The running exercise's name, or empty in the real world."""
    key_alone: bool = True
    """Whether a key pressed alone may act, as who is signed in chose."""

    @property
    def marks(self) -> tuple[str, ...]:
        """The words of its bands, for the head of every printed sheet."""
        held = ((self.exercise, _("EXERCICE")), (self.demonstration, _("DÉMONSTRATION")))
        return tuple(word for is_held, word in held if is_held)


def read_frame() -> Frame:
    """The frame of the present run."""
    present = signed_in()
    with current_store().reading() as conn:
        settings = community.read(conn)
        under_way = events.under_way(conn)
    return Frame(
        settings.name,
        present.account.name if present else _(current_actor().name),
        _(ROLE_WORDS[present.account.role]) if present else "",
        needs_code=present is not None and present.needs_code,
        demonstration=settings.demonstration,
        demonstration_accounts=settings.demonstration_accounts,
        exercise=_exercise(under_way),
        key_alone=present is None or present.account.key_alone,
    )


def _exercise(under_way: Sequence[Event]) -> str:
    """The exercise that is played, when nothing real goes on beside it: a real event is never under that band."""
    played = [one for one in under_way if one.is_exercise]
    return played[0].title if played and len(played) == len(under_way) else ""


def open_page() -> None:
    """What must come first in a run: title, picture, width and the style sheet of the frame."""
    st.set_page_config(page_icon=str(PAGE_ICON), layout="wide")
    st.logo(str(STATIC / "icons" / "wordmark.svg"), size="large")
    st.html(STATIC / "frame.css")
    st.html(STATIC / "print.css")
    st.html(STATIC / "phone.css")


def name_tab(screen: str = "") -> None:
    """What the browser's tab, history and bookmarks say: the screen first, the product after."""
    st.set_page_config(page_title=_("{screen} · Relève").format(screen=screen) if screen else _("Relève"))


def show(frame: Frame) -> None:
    """Draw the bands and, at the right of the top bar, the community, the person and what is theirs."""
    bands: list[tuple[band.Band, str, str]] = []
    if frame.exercise:
        sentence = _("{name} : rien de ce qui se passe ici n’est réel.").format(name=frame.exercise)
        bands.append(("exercise", _("EXERCICE"), sentence))
    if frame.demonstration:
        fictional = (
            _("personnes, lieux, chiffres et comptes fictifs.")
            if frame.demonstration_accounts
            else _("personnes, lieux et chiffres fictifs.")
        )
        bands.append(("demonstration", _("DÉMONSTRATION"), fictional))
    band.show(bands, community=frame.community or _("Communauté sans nom"), person=frame.person, role=frame.role)
    if frame.needs_code:
        st.warning(
            _("La communauté demande un code à six chiffres à qui administre : jusque-là, vous pouvez seulement lire."),
            icon=":material/lock:",
        )
        lead_to("compte/code", _("Régler mon code"))
