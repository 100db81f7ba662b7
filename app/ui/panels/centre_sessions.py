"""Open more sessions at a centre, here or elsewhere, with the second doses that follow; take an opening back."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.core.ids import SessionId
from app.services.rota.set_up_centre import open_sessions, take_back_sessions
from app.ui.boundary import tell
from app.ui.parts import centre_form, confirm, opening_form, session_form, session_preview
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import centre_sessions as plans
from app.ui.views.centre_roles import offers_of_needs
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.scheduling.openings import SessionTemplate
    from app.services.rota.read_centre import CentreDesk
    from app.services.rota.read_rota import RotaView

KEY = "more_sessions"


def show(desk: CentreDesk, view: RotaView) -> None:
    """Draw the questions, the preview and the button; then what can be taken back."""
    key = f"{KEY}_{len(view.sessions)}"
    """A new set of questions after each opening."""
    doses_place, lines_place, first_place, weeks_place = st.columns(4)
    with first_place:
        first = opening_form.first_day(plans.next_opening_day(view.sessions, desk.today), key=key)
    with weeks_place:
        weeks = opening_form.weeks(key=key)
    template = opening_form.days_and_hours(first, weeks, key=key)
    with doses_place:
        doses = centre_form.doses(key=key, label=_("Doses par semaine (en tout)"))
    with lines_place:
        lines = centre_form.lines(view.centre.lines, key=key)
    groups = plans.target_groups(desk.library)
    said = {slug: (one.label, one.document_sentence) for slug, one in groups.items()}
    where = session_form.destination([site.name for site in desk.sites], said, key=key)
    wanted = replace(template, lines=lines, site=where.site, target_group=where.group)
    try:
        _open(desk, view, wanted, doses, key)
    except ReleveError as error:
        tell(error)
    _take_back(view)


def _open(desk: CentreDesk, view: RotaView, template: SessionTemplate, doses: int | None, key: str) -> None:
    vaccine = desk.library.vaccines.get(view.centre.vaccine)
    again = vaccine is not None and plans.has_two_doses(vaccine) and st.toggle(plans.interval_sentence(vaccine), key=f"{key}_again")  # fmt: skip
    plan = plans.additions(view.centre, template, view.sessions, today=desk.today, vaccine=vaccine if again else None)
    st.markdown(plain(" ".join(part for part in (plan.opening.sentence, plans.seconds_sentence(plan)) if part)))
    count = len(plan.sessions)
    label = ngettext("Ouvrir {n} séance", "Ouvrir {n} séances", count).format(n=count)
    if st.button(label, type="primary", key=f"{key}_open", disabled=not count):
        last = view.sessions[-1].id if view.sessions else None
        offers = offers_of_needs(view.needs.get(last, ()) if last else (), view.partners)
        open_sessions(
            current_actor(), current_store(), view.centre.id, plan.sessions, offers=offers, doses_per_week=doses
        )
        st.toast(ngettext("{n} séance ouverte.", "{n} séances ouvertes.", count).format(n=count))
        st.rerun()
    session_preview.show(plan.opening)


def _take_back(view: RotaView) -> None:
    names = plans.retractable(view.upcoming)
    if not names:
        return
    with st.expander(_("Retirer des séances qui ne sont pas encore publiées"), icon=":material/undo:"):
        chosen = session_form.take_back({str(id): name for id, name in names.items()}, key=KEY)
        st.button(_("Retirer"), disabled=not chosen, key=f"{KEY}_take_back_button", on_click=confirm.ask, args=(KEY,))
        question = confirm.Question(
            _("Retirer ces séances ?"),
            (
                ngettext("{n} séance disparaît avec ses postes et ses réponses.", "{n} séances disparaissent avec leurs postes et leurs réponses.", len(chosen)).format(n=len(chosen)),
                _("Personne n’est prévenu : elles n’ont jamais été publiées."),
            ),
            _("Retirer"),
            confirm.After.FINAL,
        )  # fmt: skip
        if confirm.show(question, key=KEY):
            take_back_sessions(current_actor(), current_store(), view.centre.id, [SessionId(one) for one in chosen])
            st.rerun()
