"""« May this profession do this, for this vaccine and age, there, on that day? » asked in choices, answered in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from app.ui.parts import address
from app.ui.parts.plain import plain
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from streamlit.delta_generator import DeltaGenerator

OLDEST = 120
ADULT = 40


@dataclass(frozen=True, slots=True)
class RuleQuestion:
    """What is asked: codes of the tables, an age in whole years, a civil day."""

    act: str
    profession: str
    vaccine: str
    age: int
    setting: str
    on: date
    trained: bool
    status: str


@dataclass(frozen=True, slots=True)
class RuleChoices:
    """The words of every choice, code → words, in the order offered."""

    acts: Mapping[str, str]
    professions: Mapping[str, str]
    vaccines: Mapping[str, str]
    settings: Mapping[str, str]
    statuses: Mapping[str, str]


def ask(choices: RuleChoices, today: date) -> RuleQuestion:
    """Draw the question; every choice stands in the address."""
    first, second, third = st.columns(3)
    profession = _pick(first, _("Cette profession"), choices.professions, "profession")
    act = _pick(second, _("peut-elle"), choices.acts, "acte")
    vaccine = _pick(third, _("avec ce vaccin"), choices.vaccines, "vaccin")
    fourth, fifth, sixth, seventh = st.columns(4)
    with fourth:
        age = address.typed(_("à cet âge"), 0, OLDEST, address="age", usual=ADULT)
    setting = _pick(fifth, _("dans ce lieu"), choices.settings, "lieu")
    on = sixth.date_input(_("à cette date"), today, format="DD/MM/YYYY", key="le", bind="query-params")
    status = _pick(seventh, _("Statut"), choices.statuses, "statut")
    trained = st.toggle(_("Formation à la vaccination valide"), value=True, key="formation", bind="query-params")
    return RuleQuestion(act, profession, vaccine, age, setting, on, trained, status)


def answer(state: str, sentence: str) -> None:
    """Draw the answer: ``state`` is ``yes``, ``with_physician``, ``no`` or ``unknown``."""
    said = plain(sentence)
    if state == "yes":
        st.success(said, icon=":material/check_circle:")
    elif state == "with_physician":
        st.warning(said, icon=":material/stethoscope:")
    elif state == "no":
        st.error(said, icon=":material/block:")
    else:
        st.info(said, icon=":material/help:")


def _pick(where: DeltaGenerator, label: str, options: Mapping[str, str], key: str) -> str:
    with where:
        return address.select(label, options, address=key)
