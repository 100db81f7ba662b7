"""Create a centre: doses and half-days in, lines, sessions and seats out, and whether its first day can open."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.scheduling.demand import INJECTIONS_PER_HOUR
from app.scheduling.templates import one_per_line
from app.services.keeping.reference import centre_template
from app.services.rota.read_centre import present_staff
from app.services.rota.set_up_centre import set_up_centre
from app.ui.boundary import tell
from app.ui.parts import centre_form, headline, opening_form, seats_table, session_preview
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import centre_creation as plans
from app.ui.views.centre_present import basis_of, first_day_sentence, state_of
from app.ui.views.centre_roles import kept_roles, needs_of_rows, offers_of_rows, role_rows, seats_sentence
from app.words import _

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator

    from app.scheduling.demand import DemandPlan
    from app.scheduling.openings import SessionTemplate
    from app.services.rota.read_centre import CentreDesk

KEY = "new_centre"


def show(desk: CentreDesk) -> None:
    """Ask, show what it amounts to, and create on the button."""
    top, questions, answer, details = (st.container() for _place in range(4))
    try:
        with questions:
            doses_place, lines_place, first_place, weeks_place = st.columns(4)
            with first_place:
                first = opening_form.first_day(plans.next_monday(desk.today), key=KEY)
            with weeks_place:
                weeks = opening_form.weeks(key=KEY)
            template = opening_form.days_and_hours(first, weeks, key=KEY)
        with details:
            answers = _details(desk, template)
        with doses_place:
            answers = replace(answers, doses=centre_form.doses(key=KEY))
        demand = plans.demand_of(template, answers.doses, answers.vaccine, answers.injections_per_hour)
        with lines_place:
            answers = replace(answers, lines=centre_form.lines(demand.lines if demand else 1, key=KEY))
        _conclude(desk, answers, demand, top, answer)
    except ReleveError as error:
        with top:
            headline.show(_("Une réponse est à corriger avant de créer le centre."))
        with answer:
            tell(error)


def _details(desk: CentreDesk, template: SessionTemplate) -> plans.CentreAnswers:
    """What has a good default: operation, product, pace, name, place, roles."""
    what, product, rate = st.columns(3)
    with what:
        kind = centre_form.kind(key=KEY)
    known = {} if kind in plans.WITHOUT_VACCINE else plans.vaccines_on(desk.library, template.first)
    with product:
        slug = centre_form.vaccine({one.slug: one.label for one in known.values()}, key=f"{KEY}_{kind}")
    with rate:
        pace = centre_form.pace(INJECTIONS_PER_HOUR, key=KEY)
    name, place = centre_form.identity(kind, desk.communes, plans.main_commune(desk.communes), key=KEY)
    vaccine = known.get(slug or "")
    usual = centre_template(desk.library, kind, plans.campaign_of(kind, vaccine), template.first)
    choices = [
        centre_form.RoleChoice(need.role, desk.label(need.role), need in usual.roles)
        for need in (*usual.roles, *usual.optional)
    ]
    codes, each = centre_form.roles(choices, key=f"{KEY}_{kind}")
    needs = one_per_line(usual, codes) if each else kept_roles(usual.roles, usual.optional, codes)
    rows = centre_form.details(role_rows(needs, desk.label), key=f"{KEY}_{kind}")
    return plans.CentreAnswers(
        name=name, kind=kind, place=place, template=template, vaccine=vaccine, injections_per_hour=pace,
        roles=needs_of_rows(rows), offers=offers_of_rows(rows), contact_name=desk.community.coordinator,
        contact_phone=desk.community.coordinator_phone,
    )  # fmt: skip


def _first_question(desk: CentreDesk) -> str:
    if desk.centres:
        return _("Un centre de plus : combien de doses par semaine ?")
    return _("Aucun centre n’est ouvert : combien de doses par semaine ?")


def _conclude(
    desk: CentreDesk,
    answers: plans.CentreAnswers,
    demand: DemandPlan | None,
    top: DeltaGenerator,
    answer: DeltaGenerator,
) -> None:
    """The answer in sentences, the button, and the table behind them."""
    plan = plans.planned(answers, today=desk.today)
    present = present_staff(desk, plan.centre, plans.first_week(plan.opening.sessions), plan.needs)
    said = first_day_sentence(present.capacities, desk.label, desk.today, basis_of(present))
    nobody = not desk.horizon.people
    with top:
        headline.show(
            demand.sentence if demand else _first_question(desk),
            where=_("Nouveau centre"),
            state="" if nobody else state_of(present.capacities),
            detail=_("L’effectif est vide : importez-le dans Effectifs pour savoir si lundi peut ouvrir.")
            if nobody
            else said,
        )
    with answer:
        note = plans.lines_sentence(demand, answers.lines)
        st.markdown(plain(" ".join(part for part in (plan.opening.sentence, note) if part)))
        st.caption(plain(seats_sentence(plan.seats, len(plan.opening.sessions), len(answers.roles))))
        if st.button(_("Créer le centre"), type="primary", key=f"{KEY}_create", disabled=not plan.opening.sessions):
            set_up_centre(
                current_actor(), current_store(), plan.centre, plan.opening.sessions, offers=answers.offers,
                doses_per_week=answers.doses,
            )  # fmt: skip
            st.session_state["centre_created"] = plan.centre.id
            st.toast(_("Centre créé."))
            st.rerun()
    st.header(_("Ce qui sera créé"))
    seats_table.show(plans.role_demands(plan.needs, answers.roles, desk.label))
    session_preview.show(plan.opening)
