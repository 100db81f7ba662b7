"""The frame of a scenario: its title, where and when, what happens, where it comes from, what to watch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.drills.scenario_draft import changed
from app.drills.scenario_words import TYPOLOGY_WORDS
from app.services.laboratory.write_scenario import change_scenario
from app.ui.parts.seen import seen
from app.ui.session import current_actor, current_store
from app.ui.views.scenarios import TERRITORY_WORDS
from app.ui.written import written
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.drills.scenario import Scenario
    from app.services.laboratory.read_scenarios import ScenarioPage


@dataclass(frozen=True, slots=True)
class Frame:
    """What the form holds."""

    title: str = ""
    territory: str = "any"
    typology: int | str = 5
    starts: str = ""
    hours: int = 24
    story: str = ""
    orsan: tuple[str, ...] = ()
    sources: str = ""
    watch: str = ""

    @property
    def parts(self) -> dict[str, object]:
        """As parts of a scenario."""
        return {
            "title": self.title, "territory": self.territory, "typology": self.typology, "starts": self.starts,
            "hours": self.hours, "story": self.story, "orsan": self.orsan, "sources": _lines(self.sources),
            "watch": _lines(self.watch),
        }  # fmt: skip


def show(page: ScenarioPage) -> None:
    """The form, at the revision that was read."""
    assert page.own is not None
    one = page.scenario
    form = seen(f"scenario_frame_{one.code}", frame_of(one), page.own.revision)
    with st.form(form.key, border=False):
        typed = draw(form.value, form.key, page.orsan)
        if not st.form_submit_button(_("Enregistrer le cadre"), type="primary"):
            return
    written(
        form,
        typed,
        lambda: change_scenario(current_actor(), current_store(), changed(one, **typed.parts), form.revision),
        _("Cadre enregistré."),
    )


def frame_of(one: Scenario) -> Frame:
    """The frame of a scenario, as it is typed."""
    return Frame(
        title=one.title, territory=one.territory, typology=one.typology, starts=one.starts, hours=one.hours,
        story=one.story, orsan=one.orsan, sources="\n".join(one.sources), watch="\n".join(one.watch),
    )  # fmt: skip


def draw(value: Frame, key: str, orsan: Mapping[str, str]) -> Frame:
    """The fields, inside whatever form stands around them."""
    title = st.text_input(_("Titre"), value.title, key=f"{key}_title", max_chars=160)
    with st.container(horizontal=True):
        places, kinds = list(TERRITORY_WORDS), list(TYPOLOGY_WORDS)
        territory = st.selectbox(
            _("Territoire"), places, places.index(value.territory), format_func=lambda one: _(TERRITORY_WORDS[one]),
            key=f"{key}_territory",
            help=_("Pour en changer : choisissez « tout territoire », remplacez les lieux effet par effet, puis choisissez le vôtre."),
        )  # fmt: skip
        typology = st.selectbox(
            _("Typologie"), kinds, kinds.index(value.typology), format_func=lambda one: _(TYPOLOGY_WORDS[one]),
            key=f"{key}_typology",
        )  # fmt: skip
    with st.container(horizontal=True):
        starts = st.text_input(
            _("Jour et heure de T0, en toutes lettres"), value.starts, key=f"{key}_starts",
            placeholder=_("Un mardi de juillet, 17 h 40"), max_chars=160,
        )  # fmt: skip
        hours = st.number_input(_("Durée observée (heures)"), 1, 24 * 60, value.hours, step=1, key=f"{key}_hours")
    story = st.text_area(_("Ce qui arrive"), value.story, key=f"{key}_story", height=120, max_chars=2000)
    codes = [*orsan, *(one for one in value.orsan if one not in orsan)]
    chosen = st.multiselect(
        _("Codes ORSAN"), codes, list(value.orsan), key=f"{key}_orsan", placeholder=_("Choisir"),
        format_func=lambda code: _("{code} : {label}").format(code=code, label=orsan.get(code, "–")),
    )  # fmt: skip
    sources = st.text_area(
        _("Sources et valeurs de travail, une par ligne"), value.sources, key=f"{key}_sources", height=80
    )
    watch = st.text_area(_("À observer, un point par ligne"), value.watch, key=f"{key}_watch", height=80)
    return Frame(title, territory, typology, starts, int(hours), story, tuple(chosen), sources, watch)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
