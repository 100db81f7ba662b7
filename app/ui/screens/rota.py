"""Planning: who holds which place, what is missing and whom to call; then publish and hand out."""

from dataclasses import replace

import streamlit as st

from app.access.permissions import Action
from app.core.clock import paris_date
from app.services.home.read_home import as_it_stands, commune_names
from app.services.mobilisation.read_cancelled import read_cancelled
from app.services.rota.read_centres import read_centres
from app.services.rota.read_rota import read_rota
from app.ui.panels import rota_cancel, rota_links, rota_publish, rota_side, rota_toolbar, rota_welcome, rota_write
from app.ui.panels.chosen import chosen_centre, chosen_week
from app.ui.parts import headline
from app.ui.parts import week_grid as wg
from app.ui.session import current_actor, current_store, may
from app.ui.views.home import week_name
from app.ui.views.rota_bench import Bench
from app.ui.views.rota_grid import grid as week_of
from app.ui.views.rota_missing import first_closed
from app.ui.views.rota_seat import chosen_seat
from app.ui.views.rota_state import provisional_sentence, state_sentence
from app.words import _

store = current_store()
event = wg.event("rota")
for panel in (rota_write, rota_publish, rota_cancel):
    panel.settle()
every = read_centres(current_actor(), store)
if not every:
    rota_welcome.show()
    st.stop()
centre = chosen_centre(every)
view = read_rota(current_actor(), store, centre.id)
if isinstance(event, wg.Select):
    st.query_params["poste"] = event.seat
elif event is not None and may(Action.STAFF_ROTA):
    rota_write.apply(event, view)
    view = read_rota(current_actor(), store, centre.id)
if not may(Action.STAFF_ROTA):
    # The draft is the work of those who staff: the others read the rota people live by.
    view = as_it_stands(view)
if st.query_params.get("vue") == "liens" and may(Action.MANAGE_LINKS):
    rota_links.show(view)
    st.stop()

today = paris_date(store.now())
monday = chosen_week(view)
provisional = provisional_sentence(view)
headline.show(
    state_sentence(view, monday),
    where=f"{centre.name} · {week_name(monday)}",
    state="unconfirmed" if provisional else "",
    detail=" ".join(filter(None, [first_closed(view, today, monday), provisional])),
)
rota_toolbar.show(view, monday)
bench = Bench(view, commune_names(current_actor(), store), today)
chosen = chosen_seat(bench, st.query_params.get("poste", ""))
with rota_side.sides(bench, monday, chosen):
    week = week_of(
        bench,
        monday,
        selected=chosen.seat.id if chosen else "",
        cancelled=read_cancelled(current_actor(), store, centre.id),
    )
    if not may(Action.STAFF_ROTA):
        week = replace(week, editable=False, candidates=())
    wg.show(week, key="rota", height=720)
    with st.expander(_("En tableau")):
        wg.twin(week)
rota_side.ask(bench, chosen)
