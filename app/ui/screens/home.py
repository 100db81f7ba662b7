"""Accueil: what is wrong, and where to begin."""

import streamlit as st

from app.access.permissions import Action
from app.services.read_home import as_it_stands, read_home
from app.services.read_improvements import read_pressing
from app.services.read_pending import read_pending
from app.ui.panels import home_crises, home_reply, home_tasks, home_welcome
from app.ui.panels.chosen import chosen_centre, chosen_week
from app.ui.parts import figures, headline, week_overview
from app.ui.session import current_actor, current_store, may
from app.ui.views.home import headline as answer
from app.ui.views.home import others_closed, week_name
from app.ui.views.home_figures import figures as week_figures
from app.ui.views.home_improvements import among
from app.ui.views.home_urgent import tasks
from app.ui.views.home_week import first_open_at, week_bars
from app.ui.views.rota_bench import Bench
from app.ui.views.rota_state import provisional_sentence
from app.words import _

home = read_home(current_actor(), current_store())
home_crises.show()
pressing = read_pressing(current_actor(), current_store())
if not home.started:
    home_welcome.show(home)
    if apart := among((), pressing):
        home_tasks.show(apart, place={}, leads=False)
    st.stop()

centre = chosen_centre([rota.centre for rota in home.rotas if rota.upcoming])
draft = next(rota for rota in home.rotas if rota.centre.id == centre.id)
view = as_it_stands(draft)
monday = chosen_week(view)
place = {"centre": view.centre.id, "semaine": monday.isoformat()}

unproven = provisional_sentence(view)
headline.show(
    answer(view, monday, home.today),
    where=f"{view.centre.name} · {week_name(monday)}",
    detail=" ".join(filter(None, [others_closed(view, monday, home.today), unproven])),
    state="unconfirmed" if unproven else "",
)
doing, answering = st.columns([3, 2], gap="large")
with doing:
    if may(Action.SOLICIT):
        bench = Bench(view, home.communes, home.today)
        pending = read_pending(current_actor(), current_store())
        home_tasks.show(among(tasks(view, draft, bench, pending, monday), pressing), place=place)
    else:
        home_tasks.show_others()
with answering:
    home_reply.show(view, monday, home.today)

st.subheader(_("La semaine"), anchor=False)
sentence, half_days, roles = week_bars(view, monday)
pressed = week_overview.show(sentence, half_days, roles, key="week")
if pressed:
    st.switch_page("screens/rota.py", query_params={**place, "poste": first_open_at(view, pressed)})

st.subheader(_("Chiffres de la semaine"), anchor=False)
figures.show(week_figures(home, view, monday))
home_welcome.tell_of_accounts()
