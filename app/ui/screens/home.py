"""Accueil: what is wrong today and in the next seven days, what mends it, what changed since yesterday; in one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.services.continuity.read_pending import read_pending
from app.services.crisis.read_crises import read_crises
from app.services.exercise.read_improvements import read_pressing
from app.services.home.changed_since import changed_since
from app.services.home.read_due import read_due
from app.services.home.read_home import as_it_stands, read_home
from app.ui.panels import home_changes, home_reply, home_tasks, home_week, home_welcome
from app.ui.panels.chosen import chosen_centre, chosen_week
from app.ui.parts import headline
from app.ui.session import current_actor, current_store, may
from app.ui.views import home_crises, home_due, home_improvements, home_urgent
from app.ui.views.home import headline as answer
from app.ui.views.home import others_closed, week_name
from app.ui.views.home_tasks import Gravity, Task, in_order
from app.ui.views.rota_bench import Bench
from app.ui.views.rota_state import provisional_sentence

if TYPE_CHECKING:
    from datetime import date

    from app.services.home.read_home import HomeView
    from app.services.rota.read_rota import RotaView


def main() -> None:
    """The first steps of an empty folder, or one screen of what presses."""
    home = read_home(current_actor(), current_store())
    apart = _apart()
    if home.started:
        _one_screen(home, apart)
    else:
        _first_steps(home, in_order(apart))


def _apart() -> tuple[Task, ...]:
    """What is due besides the rota: crises, what expires, exercises, improvements."""
    actor, store = current_actor(), current_store()
    return (
        *(home_crises.tasks(read_crises(actor, store)) if may(Action.READ_EVENT) else ()),
        *home_due.tasks(read_due(actor, store)),
        *home_improvements.tasks(read_pressing(actor, store)),
    )


def _first_steps(home: HomeView, apart: tuple[Task, ...]) -> None:
    grave = tuple(one for one in apart if one.gravity is Gravity.NOW)
    if grave:
        home_tasks.show(apart, place={}, leads=False)
    home_welcome.show(home)
    if apart and not grave:
        home_tasks.show(apart, place={}, leads=False)


def _one_screen(home: HomeView, apart: tuple[Task, ...]) -> None:
    centre = chosen_centre([rota.centre for rota in home.rotas if rota.upcoming])
    draft = next(rota for rota in home.rotas if rota.centre.id == centre.id)
    view = as_it_stands(draft)
    monday = chosen_week(view)
    unproven = provisional_sentence(view)
    headline.show(
        answer(view, monday, home.today),
        where=f"{view.centre.name} · {week_name(monday)}",
        detail=" ".join(filter(None, [others_closed(view, monday, home.today), unproven])),
        state="unconfirmed" if unproven else "",
    )
    doing, answering = st.columns([2, 1], gap="medium")
    with doing:
        _what_to_do(home, view, draft, monday, apart)
    with answering:
        home_changes.show(changed_since(current_actor(), current_store()))
        home_reply.show(view, monday, home.today)
    home_week.show(home, view, monday)
    home_welcome.tell_of_accounts()


def _what_to_do(home: HomeView, view: RotaView, draft: RotaView, monday: date, apart: tuple[Task, ...]) -> None:
    place = {"centre": view.centre.id, "semaine": monday.isoformat()}
    elsewhere = home_urgent.other_centres(home.rotas, view.centre.id, home.today)
    doses = home_due.dose_tasks(view, home.today) if may(Action.SET_UP_CENTRE) else ()
    asking: tuple[Task, ...] = ()
    if may(Action.SOLICIT):
        pending = read_pending(current_actor(), current_store())
        bench = Bench(view, home.communes, home.today)
        asking = home_urgent.tasks(view, draft, bench, pending, monday)
    home_tasks.show(in_order((*apart, *asking, *elsewhere, *doses)), place=place)
    if not may(Action.SOLICIT):
        home_tasks.show_others()


main()
