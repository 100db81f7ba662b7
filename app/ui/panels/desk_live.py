"""A « point cabinets » as answers come: the silent first with a number to dial and one tap for what they say; then the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.response.desk_survey import Answer, DeskState, SurveyKind
from app.services.continuity.answer_survey_desk import answer_survey_desk
from app.services.continuity.ask_practices import remind_desks
from app.services.continuity.close_survey_desk import close_survey_desk, extend_survey_desk
from app.services.continuity.read_practices import read_practices
from app.ui.boundary import guarded, tell
from app.ui.navigation import leads_to
from app.ui.parts import address, confirm, headline, panel_choice, simulated, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.speech import speaking
from app.ui.views import desk as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.continuity.read_practices import DeskRow, PracticesView

EVERY_SECONDS = 5
AT_ONCE = 10
"""Silent practices drawn at once: each has its buttons."""

TAP_ICONS = {state: icon for state, (icon, _colour) in view.LOOKS.items()}


def show(survey_id: str) -> None:
    """Draw one survey; it draws itself again every few seconds as long as it takes answers."""
    found = read_practices(current_actor(), current_store(), survey_id)
    running = found is not None and found.is_open

    @st.fragment(run_every=EVERY_SECONDS if running else None)
    def live() -> None:
        with speaking():
            guarded(lambda: _draw(survey_id, running))

    simulated.show(survey_id)
    live()
    if found is not None and found.is_open and may(Action.ALERT):
        _closing(found)


def _draw(survey_id: str, was_running: bool) -> None:
    found = read_practices(current_actor(), current_store(), survey_id)
    if found is None or found.survey.id != survey_id:
        st.rerun()
    assert found is not None
    if was_running and not found.is_open:
        st.rerun()
    detail = " ".join(filter(None, (view.detail(found), view.unsent(found) if may(Action.ALERT) else "")))
    headline.show(view.sentence(found), where=view.where(found), detail=detail)
    _steps(found)
    _silent(found)
    _to_look_at(found)
    _questions(found)
    _totals(found)
    _table(found)


def _steps(found: PracticesView) -> None:
    """Remind, leave open longer, close: while it runs."""
    if not found.is_open or not may(Action.ALERT):
        return
    survey = found.survey
    waits = bool(view.unsent(found)) and leads_to("messages")
    with st.container(horizontal=True):
        if waits and st.button(_("Passer les messages"), icon=":material/outbox:", type="primary", key="desk_messages"):
            st.switch_page("screens/messages.py", query_params={panel_choice.ADDRESS: "partenaires"})
        if any(row.reply.address for row in found.silent):
            st.button(
                _("Relancer ceux qui n’ont pas répondu"), icon=":material/forward_to_inbox:",
                type="secondary" if waits else "primary", key="desk_remind", on_click=_remind, args=(survey.id,),
            )  # fmt: skip
        st.button(
            _("Prolonger de 2 heures"), icon=":material/more_time:", key="desk_extend", on_click=_extend,
            args=(survey.id, survey.revision),
        )  # fmt: skip


def _closing(found: PracticesView) -> None:
    """Close it before its hour; outside what draws itself again, which would shut the question."""
    survey, left = found.survey, len(found.silent)
    st.button(
        _("Clore ce point"), icon=":material/lock:", key="desk_close", on_click=confirm.ask, args=("desk_closing",)
    )
    silent = ngettext("{n} n’a pas répondu.", "{n} n’ont pas répondu.", left).format(n=left) if left else ""
    question = confirm.Question(
        _("Clore ce point ?"),
        tuple(filter(None, (silent, _("Plus personne ne pourra répondre ; les réponses restent.")))),
        _("Clore"),
        confirm.After.FINAL,
    )
    if confirm.show(question, key="desk_closing"):
        _do(lambda: close_survey_desk(current_actor(), current_store(), survey.id, survey.revision), rerun=True)


def _remind(survey_id: str) -> None:
    with speaking():
        _do(
            lambda: st.toast(
                ngettext("{n} relance part.", "{n} relances partent.", n := remind_desks(current_actor(), current_store(), survey_id)).format(n=n)
            )
        )  # fmt: skip


def _extend(survey_id: str, revision: int) -> None:
    with speaking():
        _do(lambda: extend_survey_desk(current_actor(), current_store(), survey_id, revision, 2))


def _silent(found: PracticesView) -> None:
    rows = found.silent
    if not rows:
        return
    st.header(ngettext("Sans réponse ({n})", "Sans réponse ({n})", len(rows)).format(n=len(rows)), anchor=False)
    key = f"desk_all_{found.survey.id}"
    for row in rows if address.is_on("silencieux", key) else rows[:AT_ONCE]:
        _silent_row(found, row)
    if len(rows) > AT_ONCE:
        address.toggle(_("Montrer les {n} sans réponse").format(n=len(rows)), address="silencieux", key=key)


def _silent_row(found: PracticesView, row: DeskRow) -> None:
    with st.container(border=True, gap="xsmall", key=f"desk_row_{_key(row)}"):
        number = view.phone(row)
        digits = "".join(one for one in row.phone if one in "+0123456789")
        call = f" [:material/call: {plain(number)}](tel:{digits})" if number else ""
        st.markdown(f"**{plain(view.line(row, found.communes))}**{call}")
        if may(Action.ALERT):
            st.caption(plain(view.letter_fate(row)))
        if not found.is_open or not may(Action.ALERT) or found.survey.kind is not SurveyKind.STATE:
            return
        with st.container(horizontal=True, gap="small"):
            for state in DeskState:
                st.button(
                    _(view.TAP_WORDS[state]), icon=f":material/{TAP_ICONS[state]}:", key=f"desk_tap_{state}_{_key(row)}",
                    help=_("Noter ce que dit le cabinet au téléphone"), on_click=_tap,
                    args=(found.survey.id, row.subject, state),
                )  # fmt: skip


def _key(row: DeskRow) -> str:
    return row.subject.replace(":", "_")


def _tap(survey_id: str, subject: str, state: DeskState) -> None:
    with speaking():
        _do(lambda: answer_survey_desk(current_actor(), current_store(), survey_id, subject, Answer(state=state)))


def _to_look_at(found: PracticesView) -> None:
    rows = [row for row in found.answered if view.needs_a_look(row)]
    if not rows:
        return
    st.header(_("Fermés, réduits ou dans le besoin ({n})").format(n=len(rows)), anchor=False)
    for row in rows:
        with st.container(gap=None):
            st.markdown(f"{view.badge(row.reply.state)} **{plain(view.line(row, found.communes))}**")
            st.caption(plain(view.said(row.reply, found.survey)))


def _questions(found: PracticesView) -> None:
    if not found.questions:
        return
    st.header(_("Questions"), anchor=False)
    for one in found.questions:
        st.markdown(f"- {plain(view.question_words(one))}")
        for name, text in one.texts:
            st.caption(plain(_("{name} : {text}").format(name=name, text=text)))


def _totals(found: PracticesView) -> None:
    st.header(_("Par commune"), anchor=False)
    survey = found.survey
    every = address.is_on("communes", f"desk_communes_{survey.id}")
    shown = [one for one in found.by_commune if every or view.is_troubled(one[1])]
    if shown:
        table.show(
            view.totals_header(survey, _("commune")),
            [view.totals_row(survey, name, total) for name, total in shown],
            caption=_("Réponses par commune, celles où il en manque le plus d’abord"),
        )
    else:
        st.markdown(_("Tout le monde a répondu, et tout est ouvert."))
    if every or len(shown) < len(found.by_commune):
        label = ngettext("Montrer la commune", "Montrer les {n} communes", len(found.by_commune))
        address.toggle(label.format(n=len(found.by_commune)), address="communes", key=f"desk_communes_{survey.id}")
    if len(found.by_kind) > 1:
        table.show(
            view.totals_header(survey, _("type")),
            [view.totals_row(survey, view.kind_words(kind), total) for kind, total in found.by_kind],
            caption=_("Réponses par type"),
        )


def _table(found: PracticesView) -> None:
    survey = found.survey
    header = view.table_header(survey)
    rows = [view.table_row(row, survey, found.communes) for row in found.rows]
    if address.toggle(_("Voir toutes les réponses en tableau"), address="tableau", key=f"desk_table_{survey.id}"):
        table.show(header, rows, caption=_("Toutes les réponses, les absentes d’abord"))
    table.download(header, rows, file_name="point-cabinets.csv", key=f"desk_csv_{survey.id}")


def _do(act: Callable[[], object], *, rerun: bool = False) -> None:
    try:
        act()
    except ReleveError as error:
        tell(error)
        return
    if rerun:
        st.rerun()
