"""The fields of an exercise's frame, for the form that begins one and the one that changes it; and the frame they make."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from app.core.clock import PARIS, paris_instant
from app.exercise.exercise import (
    FASTEST,
    KIND_WORDS,
    LONGEST_FIELD,
    LONGEST_TEXT,
    LONGEST_TITLE,
    PLAYED_KINDS,
    ExerciseKind,
)
from app.services.exercise.prepare_exercise import ExerciseFrame
from app.ui.views.exercises import SPEEDS, speed_words
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Sequence

QUARTER = timedelta(minutes=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What the fields hold; civil days and hours, Paris time."""

    title: str = ""
    kind: ExerciseKind = ExerciseKind.TABLETOP
    day: date
    begins: time = time(14)
    ends: time = time(17)
    t0_day: date
    t0_hour: time = time(14)
    speed: int = 1
    place: str = ""
    partners: str = ""
    instructions: str = ""
    stop_word: str = ""
    is_confidential: bool = False
    plan_version: str = ""

    @property
    def frame(self) -> ExerciseFrame:
        """The frame; a meeting that ends before it begins ends the day after."""
        after = self.day + timedelta(days=1) if self.ends <= self.begins else self.day
        return ExerciseFrame(
            title=self.title, kind=self.kind, starts_at=paris_instant(self.day, self.begins),
            ends_at=paris_instant(after, self.ends), t0=paris_instant(self.t0_day, self.t0_hour), speed=self.speed,
            place=self.place, partners=tuple(self.partners.splitlines()), instructions=self.instructions,
            stop_word=self.stop_word, is_confidential=self.is_confidential, plan_version=self.plan_version,
        )  # fmt: skip


def typed_of(frame: ExerciseFrame) -> Typed:
    """A frame as it is typed."""
    begins, ends, t0 = (at.astimezone(PARIS) for at in (frame.starts_at, frame.ends_at, frame.t0))
    return Typed(
        title=frame.title, kind=frame.kind, day=begins.date(), begins=_hour(begins), ends=_hour(ends), t0_day=t0.date(),
        t0_hour=_hour(t0), speed=frame.speed, place=frame.place, partners="\n".join(frame.partners),
        instructions=frame.instructions, stop_word=frame.stop_word, is_confidential=frame.is_confidential,
        plan_version=frame.plan_version,
    )  # fmt: skip


def draw(value: Typed, key: str, plan_versions: Sequence[str]) -> Typed:
    """The fields, inside whatever form stands around them."""
    title = st.text_input(_("Titre"), value.title, key=f"{key}_title", max_chars=LONGEST_TITLE)
    kind = st.selectbox(
        _("Nature"), PLAYED_KINDS, PLAYED_KINDS.index(value.kind), format_func=lambda one: _(KIND_WORDS[one]),
        key=f"{key}_kind",
    )  # fmt: skip
    with st.container(horizontal=True):
        day = st.date_input(_("Jour de la rencontre"), value.day, format="DD/MM/YYYY", key=f"{key}_day")
        begins = st.time_input(_("De"), value.begins, step=QUARTER, key=f"{key}_begins")
        ends = st.time_input(_("À"), value.ends, step=QUARTER, key=f"{key}_ends")
    with st.container(horizontal=True):
        t0_day = st.date_input(
            _("Jour fictif de T0"), value.t0_day, format="DD/MM/YYYY", key=f"{key}_t0_day",
            help=_("Le jour que l’on joue : ses effectifs sont ceux de la copie sur laquelle on joue."),
        )  # fmt: skip
        t0_hour = st.time_input(_("Heure fictive de T0"), value.t0_hour, step=QUARTER, key=f"{key}_t0_hour")
        speeds = sorted({*SPEEDS, min(value.speed, FASTEST)})
        speed = st.selectbox(
            _("Minutes fictives par minute"), speeds, speeds.index(value.speed), format_func=speed_words,
            key=f"{key}_speed",
        )  # fmt: skip
    place = st.text_input(_("Lieu"), value.place, key=f"{key}_place", max_chars=LONGEST_FIELD)
    partners = st.text_area(
        _("Partenaires, un par ligne"), value.partners, key=f"{key}_partners", height=80,
        placeholder=_("Centre hospitalier Bretagne Atlantique\nMairie d’Auray"),
    )  # fmt: skip
    instructions = st.text_area(
        _("Consignes aux joueurs"), value.instructions, key=f"{key}_instructions", height=100, max_chars=LONGEST_TEXT
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        stop_word = st.text_input(_("Mot d’arrêt"), value.stop_word, key=f"{key}_stop", max_chars=LONGEST_FIELD)
        known = list(dict.fromkeys(("", *plan_versions, *filter(None, (value.plan_version,)))))
        plan_version = value.plan_version
        if len(known) > 1:
            plan_version = st.selectbox(
                _("Version du plan essayée"), known, known.index(value.plan_version), key=f"{key}_plan",
                format_func=lambda one: _("version {n}").format(n=one) if one else _("aucune"),
            )  # fmt: skip
    is_confidential = st.checkbox(
        _("Confidentiel : seuls ceux qui le conduisent et ses participants le voient avant la fin"),
        value.is_confidential, key=f"{key}_confidential",
    )  # fmt: skip
    return Typed(
        title=title, kind=kind, day=day, begins=begins, ends=ends, t0_day=t0_day, t0_hour=t0_hour, speed=speed,
        place=place, partners=partners, instructions=instructions, stop_word=stop_word,
        is_confidential=is_confidential, plan_version=plan_version,
    )  # fmt: skip


def _hour(at: datetime) -> time:
    return at.time().replace(tzinfo=None)
