"""A practice's own needs: what to look at first, one more, the table, and one to change or to end. Rows stay in this run."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import streamlit as st

from app.continuity.need import NeedId
from app.continuity.need_rules import NeedDraft, draft_of
from app.continuity.signature import NONE_ACTIVE
from app.core.clock import paris_date
from app.core.errors import ReleveError
from app.services.continuity.read_register import own_practices, read_register
from app.services.continuity.record_needs import Change, Read, record_needs, renew_needs
from app.ui.boundary import tell
from app.ui.panels import needs_form
from app.ui.parts import address, confirm, headline, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.speech import speaking
from app.ui.views import needs_rows as view
from app.words import _
from app.words.errors import sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.core.ids import PracticeId
    from app.roster.practice import Practice
    from app.services.continuity.read_register import NeedRow, Register

AT_ONCE = 8
"""Needs to look at that are drawn at once: each has its buttons."""
TURN = "needs_turn"
"""Counts the needs noted: the form is another one after each, hence empty."""


def show() -> None:
    """The sentence first, then what is due, then one more need."""
    practice = choose(own_practices(current_actor(), current_store()))
    register = read_register(current_actor(), current_store(), practice.id)
    headline.show(view.sentence(register), where=practice.name, detail=view.detail())
    if register.refusal is not None:
        st.warning(plain(sentence(register.refusal)), icon=":material/lock:")
    _due(register)
    if register.refusal is None and register.offered():
        _new(register)
    elif register.refusal is None:
        st.warning(plain(_(NONE_ACTIVE)), icon=":material/verified:")
    if register.rows:
        _one(register)
        header, rows = view.sheet(register)
        table.show(header, rows, caption=_("Besoins du cabinet, ce qui presse d’abord"))


def choose(practices: tuple[Practice, ...]) -> Practice:
    """The practice at hand: on a machine shared by several, the one chosen."""
    if len(practices) == 1:
        return practices[0]
    names = {one.id: one.name for one in practices}
    chosen = address.select(
        _("Cabinet"), {str(id): name for id, name in names.items()}, address="cabinet", key="needs_practice"
    )
    return next(one for one in practices if one.id == chosen)


def _due(register: Register) -> None:
    rows = view.due(register)
    for row in rows[:AT_ONCE]:
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"{view.badge(row.state)} **{plain(view.name(row))}** · {plain(view.end(row))}")
            with st.container(horizontal=True):
                if register.refusal is None:
                    st.button(
                        _("Toujours d’actualité"), icon=":material/event_repeat:", key=f"need_renew_{row.need.id}",
                        on_click=_renew, args=(register.practice.id, row.need.id, row.need.revision),
                    )  # fmt: skip
                st.button(
                    _("C’est fini"), icon=":material/done:", key=f"need_end_{row.need.id}", on_click=confirm.ask,
                    args=(_asked(row),),
                )  # fmt: skip
        _ending(register.practice.id, row)
    if len(rows) > AT_ONCE:
        st.caption(_("Et {n} autres plus bas, dans le tableau.").format(n=len(rows) - AT_ONCE))


def _renew(practice: PracticeId, need: NeedId, revision: int) -> None:
    with speaking():
        _do(
            lambda: renew_needs(current_actor(), current_store(), practice, [Read(need, revision)]),
            _("Revu, c’est noté."),
        )


def _new(register: Register) -> None:
    today = paris_date(current_store().now())
    turn = st.session_state.get(TURN, 0)
    with st.container(border=True):
        st.markdown(f"**{_('Noter un besoin')}**")
        with st.form(f"need_new_{turn}", border=False):
            blank = NeedDraft(
                pseudonym=register.next_pseudonym, category="", commune=register.last_commune, informed=False
            )
            draft = needs_form.fields(register, blank, today)
            if not st.form_submit_button(_("Noter ce besoin"), type="primary", icon=":material/add:"):
                return
    if _do(lambda: record_needs(current_actor(), current_store(), register.practice.id, [draft]), _("Besoin noté.")):
        st.session_state[TURN] = turn + 1
        st.rerun()


def _one(register: Register) -> None:
    """Change or end any need: chosen by its number, opened below."""
    rows = {row.need.id: row for row in register.rows}
    chosen = address.select(
        _("Modifier ou retirer un besoin"), {str(id): view.name(row) for id, row in rows.items()}, address="besoin",
        placeholder=_("Choisir un numéro"), key="needs_chosen",
    )  # fmt: skip
    if not chosen:
        return
    row = rows[NeedId(chosen)]
    if register.refusal is None:
        _edit(register, row)
    st.button(
        _("Ce besoin est fini"), icon=":material/done:", key=f"need_over_{chosen}", on_click=confirm.ask,
        args=(_asked(row),),
    )  # fmt: skip
    if row not in view.due(register)[:AT_ONCE]:
        _ending(register.practice.id, row)


def _edit(register: Register, row: NeedRow) -> None:
    """A need changed by a colleague meanwhile is drawn anew, at its new revision: the form sent before is refused."""
    today = paris_date(current_store().now())
    before = replace(draft_of(row.need), relays=tuple(one for one in row.need.relays if one in register.practices))
    drawn = f"need_drawn_{row.need.id}"
    revision = st.session_state.get(drawn, row.need.revision)
    with st.form(f"need_edit_{row.need.id}_{revision}", border=True):
        draft = needs_form.fields(register, before, today)
        if not st.form_submit_button(_("Enregistrer")):
            st.session_state[drawn] = row.need.revision
            return
    st.session_state.pop(drawn, None)
    change = Change(row.need.id, revision, draft)
    if _do(
        lambda: record_needs(current_actor(), current_store(), register.practice.id, changed=[change]),
        _("Besoin modifié."),
    ):
        st.rerun()


def _ending(practice: PracticeId, row: NeedRow) -> None:
    question = confirm.Question(
        _("Retirer {number} ?").format(number=row.need.pseudonym),
        (view.name(row), _("Le besoin disparaît tout de suite et personne ne le retrouvera.")),
        _("Retirer"),
    )
    if confirm.show(question, key=_asked(row)) and _do(
        lambda: record_needs(
            current_actor(), current_store(), practice, dropped=[Read(row.need.id, row.need.revision)]
        ),
        _("Besoin retiré."),
    ):
        st.rerun()


def _asked(row: NeedRow) -> str:
    """The question of ending it, as it was read: one that a colleague changed meanwhile is asked again."""
    return f"need_ending_{row.need.id}_{row.need.revision}"


def _do(act: Callable[[], object], said: str) -> bool:
    try:
        act()
    except ReleveError as error:
        tell(error)
        return False
    st.toast(said)
    return True
