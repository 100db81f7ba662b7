"""Change what a centre needs, and who it is: one form each, written at the revision that was read."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError, StaleRevision
from app.core.intervals import is_within
from app.services.keeping.reference import centre_template
from app.services.rota.set_up_centre import change_centre
from app.ui.boundary import tell
from app.ui.parts import centre_identity_form, centre_needs_form
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store
from app.ui.views.centre_creation import campaign_of
from app.ui.views.centre_roles import all_roles, needs_of_rows, offers_of_needs, offers_of_rows, role_rows
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.scheduling.centre import Centre
    from app.services.rota.read_centre import CentreDesk
    from app.services.rota.read_rota import RotaView
    from app.services.rota.set_up_centre import Offer


def show_needs(desk: CentreDesk, view: RotaView) -> None:
    """Product, pace, roles, reserved slots."""
    present = view.centre
    last = view.sessions[-1].id if view.sessions else None
    given = offers_of_needs(view.needs.get(last, ()) if last else (), view.partners)
    form = seen(f"needs_{present.id}", present, present.revision)
    centre, given = form.value, st.session_state.get(f"{form.base}_given", given)
    rows = role_rows(all_roles(centre.roles, desk.library.roles.of_centre(centre.kind)), desk.label, given)
    vaccines = {slug: one.label for slug, one in desk.library.vaccines.items() if one.is_valid_on(desk.today)}
    communes = {one.insee: one.name for one in desk.communes}
    typed, offers = centre, given
    try:
        saved = centre_needs_form.show(centre, rows, vaccines, communes, key=form.key)
        if saved:
            typed, roles = saved
            vaccine = desk.library.vaccines.get(typed.vaccine)
            campaign = campaign_of(centre.kind, vaccine) if vaccine else centre.campaign
            typed, offers = replace(typed, roles=needs_of_rows(roles), campaign=campaign), offers_of_rows(roles)
            _write(typed, offers)
            _finish(form.base)
    except StaleRevision as error:
        st.session_state[f"{form.base}_given"] = offers
        refused(form, error, typed)
    except ReleveError as error:
        tell(error)
    st.caption(
        _(
            "Les séances déjà publiées gardent leurs postes ; les autres suivent ces nombres. Ce que fournissent les partenaires vaut pour toutes."
        )
    )


def show_identity(desk: CentreDesk, view: RotaView) -> None:
    """Designation, frame of the mission, place, contact, operation, what to bring."""
    centre = view.centre
    form = seen(f"identity_{centre.id}", centre, centre.revision)
    saved: Centre | None = None
    try:
        frames = {
            one.code: one.label
            for one in desk.library.mission_frames
            if is_within(desk.today, one.valid_from, one.valid_to)
        }
        saved = centre_identity_form.show(form.value, desk.communes, frames, key=form.key)
        if saved:
            _write(_with_usual_roles(desk, saved) if saved.kind is not form.value.kind else saved)
            _finish(form.base)
    except StaleRevision as error:
        refused(form, error, saved or centre)
    except ReleveError as error:
        tell(error)


def _with_usual_roles(desk: CentreDesk, centre: Centre) -> Centre:
    """Another operation, another team: the roles of its template."""
    campaign = campaign_of(centre.kind, desk.library.vaccines.get(centre.vaccine))
    usual = centre_template(desk.library, centre.kind, campaign, desk.today)
    return replace(centre, roles=usual.roles, campaign=campaign)


def _write(centre: Centre, offers: Mapping[str, Offer] | None = None) -> None:
    change_centre(current_actor(), current_store(), centre, offers=offers)


def _finish(base: str) -> None:
    forget(base)
    st.session_state.pop(f"{base}_given", None)
    st.toast(_("Enregistré."))
    st.rerun()
