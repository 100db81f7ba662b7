"""The text of the plan, a section at a time: read, written over, brought up to date; the address carries the section."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError, StaleRevision
from app.response.plan import written
from app.response.plan_diff import compare
from app.services.plans.edit_plan import (
    drop_draft,
    keep_as_written,
    section_mark,
    take_again,
    write_section,
)
from app.ui.boundary import tell
from app.ui.panels import plan_own_outdated
from app.ui.parts import address, confirm
from app.ui.parts.plain import plain
from app.ui.parts.seen import forget, refused, seen
from app.ui.session import current_actor, current_store, may
from app.ui.views import plan_own as view
from app.ui.views import plan_versions as diff_view
from app.words import _

if TYPE_CHECKING:
    from app.response.plan import Section
    from app.services.plans.read_plan import PlanView
    from app.services.plans.read_plan_desk import PlanDesk

SECTION = "section"
CHOICE, EDITED, SAID = "plan_section_choice", "plan_section_edited", "plan_section_said"


@dataclass(frozen=True, slots=True)
class Typed:
    """A section as it stands in the form, and the mark of the text it was drawn from."""

    body: str
    mark: str


def show(desk: PlanDesk) -> None:
    """The choice of a section, then the section; for a draft, how to write it over."""
    assert desk.view is not None
    if said := st.session_state.pop(SAID, ""):
        st.toast(said, icon=":material/edit_note:")
    may_write = desk.view.may_change and may(Action.EDIT_PLANS)
    if may_write:
        plan_own_outdated.show(desk)
    section = _chosen(desk)
    st.header(plain(section.title), anchor=False)
    said = [section.source] if section.source else []
    if section.modified:
        said.append(_("écrite par nous"))
    st.caption(plain(" · ".join(said)))
    if st.session_state.get(EDITED) != section.key:
        st.session_state.pop(EDITED, None)
    elif may_write:
        _form(desk.view, section)
        return
    if may_write:
        _offer(desk, section)
        st.button(_("Modifier cette section"), icon=":material/edit:", key="plan_edit", on_click=_open, args=(section.key,))  # fmt: skip
    _draw(section)
    _follow(desk.view, section)
    if may_write:
        _give_up(desk.view)


def _chosen(desk: PlanDesk) -> Section:
    assert desk.view is not None
    sections = {one.key: one for one in desk.view.version.sections}
    labels = {
        key: view.section_label(one, n, has_moved=key in desk.moved) for n, (key, one) in enumerate(sections.items(), 1)
    }
    return sections[address.select(_("Section"), labels, address=SECTION, key=CHOICE, width=640)]


def _offer(desk: PlanDesk, section: Section) -> None:
    """A section written by hand whose figures moved: what would be written today, beside what stands."""
    assert desk.view is not None
    today = desk.proposed.get(section.key)
    if not section.modified or today is None:
        return
    [diff] = compare([section], [today])
    if section.key in desk.moved:
        st.info(_("Ce qui est connu a changé depuis que vous avez écrit cette section."), icon=":material/sync:")
    with st.expander(_("Comparer au texte proposé aujourd’hui"), icon=":material/compare_arrows:"):
        st.caption(diff_view.legend())
        st.markdown(diff_view.markdown(diff.around()))
        with st.container(horizontal=True):
            args = (desk.view, section.key)
            st.button(_("Reprendre le texte proposé"), key="plan_take_again", on_click=_take, args=args)
            if section.key in desk.moved:
                st.button(_("Garder le nôtre"), key="plan_keep", on_click=_keep, args=args)


def _form(shown: PlanView, section: Section) -> None:
    base = f"plan_section_{section.key}"
    mark = section_mark(section)
    form = seen(base, Typed(section.body, mark), int(mark, 16))
    _beside(section, form.value.body)
    with st.form(f"{form.key}_form", border=False):
        st.text_area(_("Texte de la section"), form.value.body, key=f"{form.key}_body", height=460, label_visibility="collapsed")  # fmt: skip
        st.caption(plain(_("Une ligne qui commence par « # » est un intertitre, par « – » un point ; une ligne vide sépare deux paragraphes. N’écrivez de noms et de numéros que dans les sections réservées.")))  # fmt: skip
        with st.container(horizontal=True):
            sent = st.form_submit_button(
                _("Enregistrer"), type="primary", icon=":material/save:", key=f"{form.key}_send"
            )
            left = st.form_submit_button(_("Annuler"), key=f"{form.key}_leave")
    if sent:
        _write(shown, section, replace(form.value, body=str(st.session_state[f"{form.key}_body"])), base)
    elif left:
        _close(base)
        st.rerun()


def _beside(section: Section, typed: str) -> None:
    """Somebody wrote first: what the text typed changes in theirs, which would otherwise be written over unread."""
    if typed == section.body:
        return
    text, items = written(typed)
    [diff] = compare([section], [replace(section, text=text, items=items)])
    with st.container(border=True):
        st.markdown(f"**{plain(_('Ce qui change'))}** · {diff_view.legend()}")
        st.markdown(diff_view.markdown(diff.around()))


def _write(shown: PlanView, section: Section, typed: Typed, base: str) -> None:
    form = st.session_state[f"{base}_drawn"]
    try:
        # The mark of the text it was drawn from decides: whoever writes another section is no obstacle.
        write_section(
            current_actor(), current_store(), shown.version.number, section.key, typed.body, 0, seen=form.value.mark
        )
    except StaleRevision as error:
        refused(form, error, typed)
    except ReleveError as error:
        tell(error)
        return
    _close(base)
    st.session_state[SAID] = _("Section enregistrée.")
    st.rerun()


def _draw(section: Section) -> None:
    for fold in view.folds(section):
        if fold.heading:
            with st.expander(plain(fold.heading)):
                st.markdown(view.markdown(fold.blocks))
        else:
            st.markdown(view.markdown(fold.blocks))


def _follow(shown: PlanView, section: Section) -> None:
    """The way on to the next section: the plan is read from end to end without going up to the choice."""
    sections = list(shown.version.sections)
    rank = next(n for n, one in enumerate(sections, 1) if one.key == section.key)
    if rank < len(sections):
        after = sections[rank]
        label = _("Suite : {section}").format(section=after.title)
        st.button(plain(label), icon=":material/arrow_downward:", key="plan_after", on_click=address.put, args=(SECTION, after.key))  # fmt: skip


def _give_up(shown: PlanView) -> None:
    st.button(
        _("Abandonner ce brouillon"), type="tertiary", icon=":material/delete:", key="plan_drop",
        on_click=confirm.ask, args=("plan_drop",),
    )  # fmt: skip
    question = confirm.Question(_("Abandonner ce brouillon ?"), view.withdrawn_question(shown), _("Abandonner"))
    if confirm.show(question, key="plan_drop"):
        drop_draft(current_actor(), current_store(), shown.version.number, shown.version.revision)
        address.close("version")
        st.rerun()


def _open(key: str) -> None:
    st.session_state[EDITED] = key


def _close(base: str) -> None:
    forget(base)
    st.session_state.pop(EDITED, None)


def _take(shown: PlanView, key: str) -> None:
    take_again(current_actor(), current_store(), shown.version.number, [key], shown.version.revision)


def _keep(shown: PlanView, key: str) -> None:
    keep_as_written(current_actor(), current_store(), shown.version.number, key, shown.version.revision)
