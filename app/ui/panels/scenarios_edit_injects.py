"""The injects of a scenario: one chosen, its message, what is awaited, what it does; or a new one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from app.drills.scenario_draft import an_inject, with_inject, without_inject
from app.drills.shock import EffectKind
from app.ui.panels import scenarios_edit_effects
from app.ui.panels.scenarios_keep import afresh, form_key, keep, same
from app.ui.panels.scenarios_open import INJECT
from app.ui.parts import address, confirm
from app.ui.parts.plain import plain
from app.ui.views import scenarios as view
from app.words import _

if TYPE_CHECKING:
    from app.drills.scenario import Inject, Scenario
    from app.services.laboratory.read_scenarios import ScenarioPage

CHOICE, NEW, BASE = "scenario_inject_choice", "nouveau", "scenario_inject"
"""In the address injects are numbered from 1; ``NEW`` is one to write."""
MORE = 1
"""Empty rows of awaited actions below those held."""


def show(page: ScenarioPage) -> None:
    """The choice, then the form of the one chosen, then its effects."""
    injects = page.scenario.injects
    titles = {str(number): view.inject_title(one) for number, one in enumerate(injects, 1)}
    chosen = address.select(_("Inject"), {**titles, NEW: _("Nouvel inject")}, address=INJECT, key=CHOICE)
    if chosen == NEW:
        _new(page)
        return
    rank = int(chosen) - 1
    _change(page, rank, injects[rank])
    st.header(_("Ce que fait cet inject"), anchor=False)
    scenarios_edit_effects.show(page, "effects", injects[rank].effects, tuple(EffectKind), inject=rank)


def _new(page: ScenarioPage) -> None:
    base = f"{BASE}_{page.scenario.code}_new"
    with st.form(form_key(base), border=False):
        typed = draw(form_key(base), page, None)
        pressed = st.form_submit_button(_("Ajouter l’inject"), type="primary", icon=":material/add:")
    if pressed and keep(page, lambda: with_inject(page.scenario, an_inject(typed)), _("Inject ajouté.")):
        afresh(base)


def _change(page: ScenarioPage, rank: int, one: Inject) -> None:
    key = f"{BASE}_{page.scenario.code}_{rank}"
    opened: Inject = st.session_state.setdefault(f"{key}_opened", one)
    with st.form(f"{key}_form", border=False):
        typed = draw(key, page, opened)
        pressed = st.form_submit_button(_("Enregistrer l’inject"), type="primary", icon=":material/check:")
    st.button(_("Retirer cet inject"), icon=":material/delete:", key=f"{key}_remove", on_click=confirm.ask, args=(key,))
    question = confirm.Question(
        _("Retirer l’inject {number} ?").format(number=one.number),
        (_("Son message, ce qui en est attendu et ses effets s’en vont ; les suivants sont renumérotés."),),
        _("Retirer"),
        confirm.After.FINAL,
    )
    gone = confirm.show(question, key=key)

    def make() -> Scenario:
        if gone:
            return without_inject(page.scenario, rank)
        same(opened.model_copy(update={"effects": one.effects}), one)
        return with_inject(page.scenario, an_inject({**typed, "effects": one.effects}), rank)

    if pressed or gone:
        done = keep(page, make, _("Inject retiré.") if gone else _("Inject enregistré."))
        if done or opened != one:
            _forget()
        if done:
            address.close(INJECT)
            st.rerun()


def draw(key: str, page: ScenarioPage, held: Inject | None, *, least: int | None = None) -> dict[str, Any]:
    """The fields of an inject inside whatever form stands around them; what is typed, by key of the file. ``least``: the
    minute that a new one begins from; None: that of the last inject."""
    if least is None:
        least = page.scenario.injects[-1].minutes if page.scenario.injects else 0
    minutes = held.minutes if held else least
    with st.container(horizontal=True):
        hours = st.number_input(_("Heures après T0"), 0, 24 * 60, minutes // 60, step=1, key=f"{key}_hours")
        rest = st.number_input(_("et minutes"), 0, 59, minutes % 60, step=1, key=f"{key}_minutes")
    with st.container(horizontal=True):
        sender = st.text_input(_("De"), held.sender if held else "", key=f"{key}_from", placeholder=_("SAMU"))
        to = st.text_input(_("À"), held.to if held else _("Cellule"), key=f"{key}_to")
        channels = list(dict.fromkeys((*map(_, view.CHANNELS), *((held.channel,) if held else ()))))
        channel = st.selectbox(
            _("Canal"), channels, channels.index(held.channel) if held else 0, key=f"{key}_channel",
            accept_new_options=True,
        )  # fmt: skip
    text = st.text_area(_("Message"), held.text if held else "", key=f"{key}_text", height=90)
    expected = _expected(key, page, held)
    note = st.text_input(_("Note pour l’animation"), held.note if held else "", key=f"{key}_note")
    return {
        "number": held.number if held else 1, "minutes": int(hours) * 60 + int(rest), "from": sender, "to": to,
        "channel": channel or "", "text": text, "expected": expected, "note": note,
    }  # fmt: skip


def _expected(key: str, page: ScenarioPage, held: Inject | None) -> list[dict[str, Any]]:
    st.markdown(plain(_("Ce qui est attendu")))
    rows = [*(held.expected if held else ()), *[None] * MORE]
    found = []
    for row, one in enumerate(rows):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            text = st.text_input(_("Action attendue"), one.text if one else "", key=f"{key}_expected_{row}", width=560)
            minutes = st.number_input(
                _("Sous (minutes)"), 1, 60 * 24 * 7, one.within_minutes if one else None, step=5,
                key=f"{key}_within_{row}", width=150,
            )  # fmt: skip
            cards, named = list(page.cards), one.card if one else None
            card = st.selectbox(
                _("Fiche"), cards, cards.index(named) if named and named in page.cards else None,
                format_func=lambda slug: page.cards[slug], key=f"{key}_card_{row}", placeholder=_("Aucune"), width=300,
            )  # fmt: skip
        if text.strip():
            found.append({"text": text, "within_minutes": minutes, "card": card})
    return found


def _forget() -> None:
    """Ranks move: what was opened under them is read anew."""
    for name in [str(one) for one in st.session_state if str(one).startswith(BASE)]:
        del st.session_state[name]
