"""The top navigation: the pages of the screens, those that the present role opens in the bar and the others closed."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from app.ui.places import HOME, SECTIONS, open_places
from app.ui.session import current_actor
from app.words import _

if TYPE_CHECKING:
    from app.ui.places import Place

UI = Path(__file__).parent
SCREENS = UI / "screens"
CLOSED, WAY_IN = UI / "closed.py", UI / "way_in.py"


def leads_to(file: str) -> bool:
    """Whether a link to the screen of that file name leads somewhere, for whoever is in front of this one."""
    return any(place.file == file for place in open_places(current_actor()))


def own_pages() -> dict[str, list[StreamlitPage]]:
    """The pages by section, titled in the language of the run.

    Those the present role does not open stand outside of the bar: their address says so rather than « not found ».
    """
    shown = {place.file for place in open_places(current_actor())}
    return {_(section): [_page(place, is_open=place.file in shown) for place in places] for section, places in SECTIONS}


def _page(place: Place, *, is_open: bool) -> StreamlitPage:
    home = place.file == HOME
    closed = WAY_IN if home else CLOSED
    return st.Page(
        SCREENS / f"{place.file}.py" if is_open else closed,
        title=_(place.title),
        icon=f":material/{place.icon}:",
        url_path=None if home else place.address,
        default=home,
        help=_(place.answers),
        visibility="visible" if is_open and place.is_in_bar else "hidden",
    )
