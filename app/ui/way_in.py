"""The bare address, for a role that does not open Accueil: it leads to the first screen that this role opens."""

import streamlit as st

from app.ui.places import open_places
from app.ui.session import current_actor

first = next(place for place in open_places(current_actor()) if place.is_in_bar)
st.switch_page(f"screens/{first.file}.py")
