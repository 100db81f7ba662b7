"""Composer: what strikes and what the plan answers, effect by effect; the address holds all of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING
from zlib import crc32

import streamlit as st

from app.core.clock import PARIS, paris_instant
from app.drills.composition import LONGEST_DAYS, MOST_EFFECTS, Composition, document, numbered, of_scenario
from app.drills.shock import PLAN_ACTIONS, EffectKind, is_plan_action
from app.services.laboratory.read_laboratory import read_bench
from app.ui.panels import laboratory_first
from app.ui.parts import address, exercise_strip, headline, panel_choice
from app.ui.parts.effect_form import effect_form
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import laboratory_compose as view
from app.ui.views.laboratory_address import packed
from app.words import _

if TYPE_CHECKING:
    from app.drills.effect_choices import Choices
    from app.drills.shock import AnyEffect
    from app.services.laboratory.read_laboratory import Bench

OPEN = "laboratory_open"
"""Which form is open: « shock », « plan », or the rank of an effect."""
CHOICE = "laboratory_scenario"
TITLE, DAY, HOUR, DAYS = "laboratory_title", "laboratory_day", "laboratory_hour", "laboratory_days"
RESULT = "resultat"


def show() -> None:
    """What is composed in a sentence, the button that runs it, then its effects one by one."""
    bench = read_bench(current_actor(), current_store())
    exercise_strip.show(_("rien n’est envoyé, l’effectif n’est pas touché : tout se passe sur une copie."))
    if not bench.has_territory:
        laboratory_first.no_territory()
        return
    composition = asked(bench) or view.empty(bench.now)
    if view.is_unread(st.query_params.to_dict(), bench.scenarios):
        st.warning(
            _("Cette adresse ne se lit plus : le lien a été coupé, ou le scénario n’est pas de ce territoire."),
            icon=":material/link_off:",
        )
    headline.show(
        view.sentence(composition),
        where=composition.title,
        detail=""
        if composition.supposes_something
        else _("Composez ce qui frappe et ce que le plan répond, ou partez d’un scénario tout prêt."),
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if composition.supposes_something:
            st.button(
                _("Voir ce que cela donne"), type="primary", icon=":material/play_arrow:", key="laboratory_run",
                on_click=panel_choice.open_on, args=(RESULT,),
            )  # fmt: skip
        _scenario(bench, composition)
    _settings(composition)
    for is_plan, title in ((False, _("Ce qui frappe")), (True, _("Ce que le plan répond"))):
        st.header(title, anchor=False)
        _side(bench.choices, composition, is_plan=is_plan)


def asked(bench: Bench) -> Composition | None:
    """What the address composes; put there whole when it came as a scenario's code."""
    found = view.asked(st.query_params.to_dict(), bench.scenarios, bench.now)
    if found is not None and view.TRIAL not in st.query_params:
        keep(found)
    return found


def keep(composition: Composition) -> None:
    """Into the address; what was there before is behind the browser's « back »."""
    address.close(view.SCENARIO)
    st.query_params[view.TRIAL] = packed(document(composition))


def _scenario(bench: Bench, composition: Composition) -> None:
    codes = list(bench.scenarios)
    st.session_state[CHOICE] = composition.scenario if composition.scenario in codes else None
    st.selectbox(
        _("Partir d’un scénario"), codes, format_func=lambda code: bench.scenarios[code].title, key=CHOICE,
        placeholder=_("Choisir"), on_change=_begin, args=(bench,), width=420,
    )  # fmt: skip


def _begin(bench: Bench) -> None:
    code = st.session_state[CHOICE]
    st.session_state.pop(OPEN, None)
    if code:
        keep(of_scenario(bench.scenarios[code], view.usual_start(bench.now)))


def _side(choices: Choices, composition: Composition, *, is_plan: bool) -> None:
    rows = [(number, one) for number, one in numbered(composition) if is_plan_action(one) is is_plan]
    if not rows:
        st.markdown(
            _("Aucune action : la courbe dira ce que le choc fait seul.")
            if is_plan
            else _("Aucun choc : ajoutez une absence, une fermeture, une route coupée, une demande en hausse…")
        )
    for number, effect in rows:
        _row(choices, composition, number, effect)
    side = "plan" if is_plan else "shock"
    if st.session_state.get(OPEN) == side:
        with st.container(border=True):
            _form(choices, composition, None, is_plan=is_plan)
    elif len(rows) < MOST_EFFECTS:
        st.button(
            _("Ajouter une action du plan") if is_plan else _("Ajouter un choc"), icon=":material/add:",
            key=f"laboratory_add_{side}", on_click=_open, args=(side,),
        )  # fmt: skip


def _row(choices: Choices, composition: Composition, number: int, effect: AnyEffect) -> None:
    rank = number - 1
    with st.container(border=True, gap="xsmall", key=f"laboratory_effect_{number}"):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            with st.container(gap="xsmall", width="stretch"):
                st.markdown(view.effect_line(number, effect, choices))
                st.caption(" · ".join(plain(one) for one in (view.times(composition, effect), effect.note) if one))
            _buttons(composition, rank)
        if st.session_state.get(OPEN) == rank:
            _form(choices, composition, rank, is_plan=is_plan_action(effect))


def _buttons(composition: Composition, rank: int) -> None:
    """Beside the words on a wide screen, below them on a phone."""
    with st.container(horizontal=True, gap="small", width="content"):
        # Always there, so that buttons stand under one another and go below the words of every row on a phone.
        can_rise = composition.can_rise(rank)
        st.button(
            _("Monter"), icon=":material/arrow_upward:", key=f"laboratory_rise_{rank}", type="tertiary",
            on_click=partial(_put, composition.rising(rank) if can_rise else composition), disabled=not can_rise,
            help=_("L’ordre compte dans la décomposition"),
        )  # fmt: skip
        st.button(
            _("Changer"), icon=":material/edit:", key=f"laboratory_change_{rank}", type="tertiary", on_click=_open,
            args=(rank,),
        )  # fmt: skip
        st.button(
            _("Retirer"), icon=":material/delete:", key=f"laboratory_remove_{rank}", type="tertiary",
            on_click=partial(_put, composition.replacing(rank, None)), help=_("Le retour du navigateur le remet"),
        )  # fmt: skip


def _form(choices: Choices, composition: Composition, rank: int | None, *, is_plan: bool) -> None:
    kinds = tuple(one for one in EffectKind if (one in PLAN_ACTIONS) is is_plan)
    # Another composition is another form: nothing typed for one effect is left in the next.
    key = f"laboratory_form_{'new' if rank is None else rank}_{is_plan}_{crc32(document(composition))}"
    value = None if rank is None else composition.effects[rank]
    made = effect_form(key, _of_kinds(choices, kinds), value)
    st.button(_("Annuler"), icon=":material/close:", key=f"{key}_cancel", on_click=_open, args=(None,))
    if made is not None:
        _put(composition.adding(made) if rank is None else composition.replacing(rank, made))
        st.rerun()


def _of_kinds(choices: Choices, kinds: tuple[EffectKind, ...]) -> Choices:
    return replace(choices, kinds=kinds)


def _open(what: str | int | None) -> None:
    st.session_state[OPEN] = what


def _put(composition: Composition) -> None:
    st.session_state.pop(OPEN, None)
    keep(composition)


def _settings(composition: Composition) -> None:
    """Under which title, from when, for how long; each is in the address as soon as it is changed."""
    start = composition.starts_at.astimezone(PARIS)
    st.session_state[TITLE], st.session_state[DAYS] = composition.title, composition.days
    st.session_state[DAY], st.session_state[HOUR] = start.date(), start.time().replace(second=0, microsecond=0)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small", key="laboratory_settings"):
        st.text_input(
            _("Titre"), max_chars=160, key=TITLE, width=320, on_change=_set, args=(composition,),
            placeholder=_("Par exemple : grippe et pont coupé"),
        )  # fmt: skip
        st.date_input(
            _("T0, le"), format="DD/MM/YYYY", key=DAY, width=150, on_change=_set, args=(composition,),
            help=_("L’heure où tout commence : celles des effets comptent depuis T0."),
        )  # fmt: skip
        st.time_input(_("à"), step=timedelta(hours=1), key=HOUR, width=120, on_change=_set, args=(composition,))
        st.number_input(
            _("Jours regardés"), 1, LONGEST_DAYS, key=DAYS, width=150, on_change=_set, args=(composition,)
        )  # fmt: skip


def _set(composition: Composition) -> None:
    found = st.session_state
    starts_at = paris_instant(found[DAY], found[HOUR])
    keep(
        composition.model_copy(
            update={"title": " ".join(found[TITLE].split()), "starts_at": starts_at, "days": int(found[DAYS])}
        )
    )
