"""Comparer: two saved runs side by side, what tells them apart first."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import NotFound
from app.services.laboratory.compare_drills import compare_runs
from app.services.laboratory.read_laboratory import read_all_saved
from app.ui.boundary import tell
from app.ui.panels import laboratory_report
from app.ui.panels.laboratory_saved import FIRST, SECOND
from app.ui.parts import address, charts_frame, exercise_strip, headline, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import laboratory_saved as view
from app.words import _

if TYPE_CHECKING:
    from app.services.laboratory.read_laboratory import ReadRun


def show() -> None:
    """The difference in sentences, the two results as one table, then each course."""
    runs = {one.id: one for one in read_all_saved(current_actor(), current_store())}
    if len(runs) < 2:
        headline.show(
            _("Il faut deux essais gardés pour comparer."),
            detail=_("Composez-en un, gardez-le, changez-en une chose, gardez le second."),
        )
        return
    exercise_strip.show(_("les deux essais sont supposés ; rien de cela n’est arrivé."))
    top = st.container()
    first, second = _choice(runs)
    try:
        found = compare_runs(current_actor(), current_store(), first, second)
    except NotFound as error:
        tell(error)
        return
    with top:
        sentences = found.sentences if found.same_roster else (*found.sentences[1:], found.sentences[0])
        headline.show(sentences[0], detail=" ".join(sentences[1:]))
    one, two = runs[first], runs[second]
    if one.told is None or two.told is None or one.shared is None or two.shared is None:
        return
    twin, shared = (
        view.compared(*pair, (one.title, two.title)) for pair in ((one.told, two.told), (one.shared, two.shared))
    )
    table.show(twin.header, twin.rows, caption=sentences[0])
    table.download(shared.header, shared.rows, file_name="laboratoire-comparaison.csv", key="laboratory_compare_csv")
    for column, run, key in zip(st.columns(2, gap="large"), (one, two), ("first", "second"), strict=True):
        with column:
            _side(run, key)


def _side(run: ReadRun, key: str) -> None:
    assert run.told is not None
    assert run.shared is not None
    st.header(plain(run.title), anchor=False)
    st.markdown(f"{view.badge(run)} {plain(view.when(run))}")
    st.markdown(plain(run.told.sentence))
    charts_frame.show(
        laboratory_report.falls_figure(run.told), run.told.falls_sentence,
        laboratory_report.falls_twin(run.told, run.shared), key=f"laboratory_{key}_falls",
    )  # fmt: skip
    laboratory_report.over_time(run.told, run.shared, key=f"laboratory_{key}")


def _choice(runs: dict[str, ReadRun]) -> tuple[str, str]:
    """Two of them; the latest two where the address names none."""
    labels = {id: f"{one.title} · {view.when(one)}" for id, one in runs.items()}
    with st.container(horizontal=True):
        first = _pick(labels, FIRST, _("Premier essai"))
        second = _pick({id: said for id, said in labels.items() if id != first}, SECOND, _("Second essai"))
    return first, second


def _pick(labels: dict[str, str], name: str, label: str) -> str:
    present = address.among(name, labels)
    return address.select(label, labels, address=name, present=present, key=f"laboratory_pick_{name}", width=420)
