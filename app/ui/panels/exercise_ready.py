"""Is the exercise ready: each point with the way to mend it; the whole chronogramme played dry; kept as a scenario."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.exercise.readiness import WHERE_WORDS, Where
from app.services.exercise.check_readiness import check_readiness, dry_run
from app.services.exercise.prepare_exercise import save_as_scenario
from app.ui.acted import acted
from app.ui.navigation import leads_to
from app.ui.panels.exercise_injects import open_inject
from app.ui.parts import charts_frame, exercise_choice, panel_choice
from app.ui.parts.charts_lines import Curve, CurveTone, lines_figure
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import exercises as words
from app.words import _

if TYPE_CHECKING:
    from app.exercise.readiness import Point
    from app.services.exercise.check_readiness import DryRun
    from app.services.exercise.read_exercise import ExerciseView

KEPT = "exercise_dry_run"


def show(view: ExerciseView) -> None:
    """The points, the way to play it, the dry run, the way to keep it."""
    ready = check_readiness(current_actor(), current_store(), view.exercise.id)
    if leads_to("conduct") and st.button(
        _("Aller à la conduite"), icon=":material/play_circle:", key="exercise_conduct"
    ):
        st.switch_page("screens/conduct.py", query_params={exercise_choice.ADDRESS: view.exercise.id})
    for rank, point in enumerate(ready.points):
        _point(rank, point)
    st.header(_("Jouer à blanc"), anchor=False)
    _dry(view)
    with st.expander(_("Garder ce chronogramme comme scénario"), icon=":material/save:"):
        _keep(view)


def _point(rank: int, point: Point) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key=f"exercise_point_{rank}"):
        st.markdown(f"{words.weight_badge(point.weight)} {plain(point.said)}", width="stretch")
        st.button(
            _(WHERE_WORDS[point.where]), icon=":material/arrow_forward:", key=f"exercise_mend_{rank}", on_click=_mend,
            args=(point.where, point.inject_id),
        )  # fmt: skip


def _mend(where: Where, inject_id: str) -> None:
    panel_choice.open_on(where.value)
    if inject_id:
        open_inject(inject_id)


def _dry(view: ExerciseView) -> None:
    one = view.exercise
    st.caption(
        plain(
            _(
                "Tout le chronogramme passe dans le moteur de couverture, sur une copie des effectifs ; rien n’est écrit."
            )
        )
    )
    mark = (one.id, one.revision, tuple((each.id, each.revision, each.minutes) for each in view.injects))
    if st.button(_("Jouer à blanc"), type="primary", icon=":material/science:", key="exercise_dry"):
        st.session_state[KEPT] = (mark, dry_run(current_actor(), current_store(), one.id))
    held: tuple[object, DryRun] | None = st.session_state.get(KEPT)
    if held is not None and held[0] == mark:
        _show(held[1])


def _show(run: DryRun) -> None:
    if not run.steps:
        st.info(plain(words.dry_sentence(run)), icon=":material/map:")
        return
    header, rows = words.dry_table(run)
    # Short, so that twenty of them stand side by side on a telephone; the table says when each is sent.
    labels = [_("n° {n}").format(n=one.number) if one.number else _("T0") for one in run.steps]
    curves = [
        Curve(header[2], tuple(words.share(one.ordinary, one.demand) for one in run.steps), CurveTone.BASELINE),
        Curve(header[3], tuple(words.share(one.unmet, one.demand) for one in run.steps), CurveTone.SHOCK),
        Curve(header[4], tuple(words.share(one.with_plan, one.demand) for one in run.steps), CurveTone.PLAN),
    ]
    said = _("Demandes servies après chaque inject")
    charts_frame.show(
        lines_figure(labels, curves, charts_frame.theme(), fill=(CurveTone.SHOCK, CurveTone.PLAN), unit=" %"),
        words.dry_sentence(run), charts_frame.Twin(header, tuple(rows)), key="exercise_dry", title=said,
        file_name="exercice-a-blanc.csv",
    )  # fmt: skip
    if run.assumptions:
        with st.expander(_("Ce que ces chiffres supposent")):
            st.markdown("\n".join(f"- {plain(one)}" for one in run.assumptions))


def _keep(view: ExerciseView) -> None:
    st.caption(
        plain(
            _(
                "Une copie rejoint Scénarios : objectifs, effets, injects tels qu’ils sont écrits ici. Elle ne nomme personne."
            )
        )
    )
    with st.form("exercise_keep", border=False):
        title = st.text_input(_("Titre du scénario"), view.exercise.title, key="exercise_keep_title", max_chars=160)
        pressed = st.form_submit_button(_("Garder comme scénario"), icon=":material/save:")
    if pressed:
        write = lambda: save_as_scenario(current_actor(), current_store(), view.exercise.id, title)  # noqa: E731
        acted(write, _("Scénario gardé : il est dans Scénarios."))
