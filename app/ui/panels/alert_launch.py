"""Launch an alert or a test: filled from the event under way, sent in two presses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.core.ids import new_id
from app.response.alert import EVERYONE, EXERCISE_BAND, TEXT_MOST, TITLE_MOST, AlertKind, Audience
from app.services.crisis.launch_alert import AlertRequest, launch_alert, muster_alert, prepare_alert
from app.services.exercise.exercise_guard import read_leaving
from app.services.plans.read_plans import read_plans
from app.ui.boundary import tell
from app.ui.panels import alert_live, event_choice
from app.ui.panels.home_tasks import go_to
from app.ui.parts import address, confirm, headline, panel_choice, simulated
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import alert_launch as view
from app.words import _

if TYPE_CHECKING:
    from app.services.crisis.alert_muster import Muster
    from app.services.crisis.launch_alert import Draft
    from app.services.crisis.read_alert import Alerts

KIND, TITLE, TEXT, FRAME, PLANS = "alert_kind", "alert_title", "alert_text", "alert_frame", "alert_plans"
QUESTION, REQUEST = "alert_launching", "alert_request"
EVENT, HELD = "alert_event", "alert_event_held"
"""The event chosen; the one that the plans shown were taken from."""


def show(_found: Alerts) -> None:
    """Draw what would leave and to whom; launch it once it is confirmed."""
    top = st.container()
    kind = st.segmented_control(
        _("Quoi"), list(AlertKind), required=True, default=AlertKind.ALERT, key=KIND,
        format_func=lambda one: _(view.KINDS[one]),
    )  # fmt: skip
    draft = _draft(kind)
    professions = dict(read_plans(current_actor(), current_store()).professions)
    writing, choosing = st.columns([3, 2], gap="large")
    with writing:
        _event(draft)
    with choosing:
        chosen = _plans(draft) if kind is AlertKind.ALERT else ()
        audience = _audience(draft, professions)
    with writing:
        _write(draft, kind)
    muster = muster_alert(current_actor(), current_store(), audience, chosen)
    with top:
        is_simulated = _played(draft)
        headline.show(view.headline(muster, kind), detail=view.detail(draft, muster))
        if not muster.places and audience == EVERYONE and not muster.left_out:
            go_to("roster", _("Importer l’effectif"), {})
    with choosing:
        _counts(muster, professions, is_simulated=is_simulated)
    with writing:
        _button(draft, kind, muster, audience, chosen, professions, is_simulated=is_simulated)


def _played(draft: Draft) -> bool:
    """Draw that the event is played, when it is; whether nothing then leaves."""
    if draft.event is None or not draft.event.is_exercise:
        return False
    st.markdown(f":violet-badge[:material/theater_comedy: {plain(_(EXERCISE_BAND))}]")
    leaving = simulated.show(draft.event.id)
    return leaving is not None and leaving.is_simulated


def _draft(kind: AlertKind) -> Draft:
    """What the form starts from, for the event of the address, the one chosen here, else the foremost."""
    before = st.session_state.get(HELD, "")
    wanted = str(st.query_params.get(event_choice.ADDRESS) or st.session_state.get(EVENT) or before)
    plans = tuple(st.session_state[PLANS]) if PLANS in st.session_state and wanted == before else None
    draft = prepare_alert(current_actor(), current_store(), kind, plans, wanted)
    found = draft.event.id if draft.event else ""
    if found != before:
        st.session_state.pop(PLANS, None)
        draft = prepare_alert(current_actor(), current_store(), kind, None, found)
    st.session_state[HELD] = found
    return draft


def _event(draft: Draft) -> None:
    """Which event it is about, asked only where several go on: an alert never leaves for another one."""
    if draft.event is None or len(draft.events) < 2:
        return
    names = {one.id: f"{one.title} ({_('Exercice')})" if one.is_exercise else one.title for one in draft.events}
    address.select(_("Pour l’événement"), names, address=event_choice.ADDRESS, present=draft.event.id, key=EVENT)


def _write(draft: Draft, kind: AlertKind) -> None:
    _fill(TITLE, draft.title)
    _fill(TEXT, draft.text)
    if kind is AlertKind.ALERT:
        _fill(FRAME, draft.frame if draft.frame in draft.frames else next(iter(draft.frames), ""))
    st.text_input(_("Objet"), key=TITLE, max_chars=TITLE_MOST)
    st.text_area(_("Ce que chacun lira"), key=TEXT, max_chars=TEXT_MOST, height=150)
    if kind is AlertKind.ALERT:
        st.selectbox(
            _("Cadre de la mission"), list(draft.frames), key=FRAME, format_func=lambda code: draft.frames[code],
            help=_("Il est écrit dans le message : c’est lui qui dit qui protège, qui paie et qui assure."),
        )  # fmt: skip


def _fill(key: str, proposed: str) -> None:
    """What is proposed stands in the field until somebody writes over it."""
    held, before = st.session_state.get(key), st.session_state.get(f"{key}_proposed")
    if held is None or held == before:
        st.session_state[key] = proposed
    st.session_state[f"{key}_proposed"] = proposed


def _plans(draft: Draft) -> tuple[str, ...]:
    """The plans whose needs are compared with who comes; those of the event to start from."""
    if PLANS not in st.session_state:
        st.session_state[PLANS] = list(draft.plans)
    st.multiselect(
        _("Besoins de quels plans"), list(draft.sheets), select_all=False, key=PLANS, format_func=lambda slug: draft.sheets[slug],
        placeholder=_("Aucun : les disponibles sont comptés sans objectif"),
    )  # fmt: skip
    return tuple(st.session_state[PLANS])


def _audience(draft: Draft, professions: dict[str, str]) -> Audience:
    with st.expander(_("À qui (tout le monde par défaut)"), icon=":material/groups:"):
        if draft.cell and st.toggle(_("Seulement la cellule de crise ({n})").format(n=draft.cell), key="alert_cell"):
            return Audience(cell=True)
        missions = st.multiselect(
            _("Volontaires pour"), list(view.MISSIONS), select_all=False, key="alert_missions", format_func=lambda one: _(view.MISSIONS[one]),
            placeholder=_("Toutes les missions"),
        )  # fmt: skip
        jobs = st.multiselect(
            _("Professions"), list(draft.professions), select_all=False, key="alert_jobs", format_func=lambda one: professions.get(one, one),
            placeholder=_("Toutes"),
        )  # fmt: skip
        zone = ""
        if draft.zones:
            zone = st.selectbox(
                _("Secteur"), ["", *draft.zones], key="alert_zone",
                format_func=lambda name: name or _("Tout le territoire"),
            )  # fmt: skip
    if not (missions or jobs or zone):
        return EVERYONE
    return Audience(
        missions=tuple(one.value for one in missions),
        professions=tuple(jobs),
        zone=zone,
        communes=draft.zones.get(zone, ()),
    )


def _counts(muster: Muster, professions: dict[str, str], *, is_simulated: bool) -> None:
    """Who is asked, by profession; who is not, and why."""
    named = [
        f"{n} {professions.get(slug, slug) if slug else _('sans profession de santé')}"
        for slug, n in sorted(muster.professions.items(), key=lambda pair: (-pair[1], pair[0]))
    ]
    if named:
        st.caption(plain(", ".join(named)))
    if muster.left_out:
        st.caption(f":material/person_off: {plain(muster.left_out)}")
    if not is_simulated:
        st.caption(f":material/nightlight: {plain(_(view.NOTHING_HOLDS_IT))}")


def _button(
    draft: Draft,
    kind: AlertKind,
    muster: Muster,
    audience: Audience,
    plans: tuple[str, ...],
    professions: dict[str, str],
    *,
    is_simulated: bool,
) -> None:
    st.button(
        view.button(muster, kind), type="primary", icon=":material/campaign:", key="alert_launch",
        disabled=not muster.places, on_click=confirm.ask, args=(QUESTION,),
    )  # fmt: skip
    st.caption(plain(_(view.WHO_TRIGGERS)))
    st.session_state.setdefault(REQUEST, new_id())
    frame = str(st.session_state.get(FRAME, "")) if kind is AlertKind.ALERT else ""
    question = confirm.Question(
        view.button(muster, kind),
        view.question(
            muster,
            kind,
            view.audience_words(audience, professions),
            draft.frames.get(frame, ""),
            draft.event,
            is_simulated=is_simulated,
        ),
        _("Lancer"),
    )
    if confirm.show(question, key=QUESTION):
        _launch(
            AlertRequest(
                id=str(st.session_state[REQUEST]),
                kind=kind,
                title=str(st.session_state[TITLE]),
                text=str(st.session_state[TEXT]),
                frame=frame,
                audience=audience,
                event_id=draft.event.id if draft.event else "",
                plans=plans,
            )
        )


def _launch(request: AlertRequest) -> None:
    try:
        launched = launch_alert(current_actor(), current_store(), request)
        leaving = read_leaving(current_actor(), current_store(), launched)
    except ReleveError as error:
        tell(error)
        return
    is_simulated = leaving is not None and leaving.is_simulated
    for key in (REQUEST, TITLE, TEXT, FRAME, PLANS, EVENT, HELD):
        st.session_state.pop(key, None)
    address.close(event_choice.ADDRESS)
    st.query_params[alert_live.ADDRESS] = launched
    st.session_state[alert_live.SAID] = (
        _("Alerte simulée : personne n’a reçu de message. Répondez pour chacun, comme au téléphone.")
        if is_simulated
        else _("C’est parti : les messages s’en vont, les réponses arrivent ici.")
    )
    panel_choice.open_on("direct")
    st.rerun()
