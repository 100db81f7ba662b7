"""Sealed copies of the key tables: whose are overdue first, then one practice's two holders, what is noted of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

import streamlit as st

from app.continuity.sealed_copy import FORM_WORDS, CopyForm, CopyState, CopyStep, Holder, SealedCopy
from app.core.errors import ReleveError
from app.core.ids import PracticeId
from app.services.continuity.keep_sealed_copy import keep_copy, note_step, take_back
from app.services.continuity.print_key_table import MOST_ROWS, ROWS, print_key_table
from app.services.continuity.read_sealed_copies import read_sealed_copies
from app.ui.boundary import tell
from app.ui.parts import address, headline, table
from app.ui.parts.later import later
from app.ui.parts.plain import plain
from app.ui.parts.seen import Seen, seen
from app.ui.session import current_actor, current_store
from app.ui.views import needs_copies as view
from app.ui.written import written
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.services.continuity.read_sealed_copies import CopiesView, HeldCopy, PracticeCopies

ADDRESS = "cabinet"


@dataclass(frozen=True, slots=True)
class _Typed:
    """A deposit as typed: who holds it (id), in what form, since when."""

    who: str
    form: CopyForm
    day: date


def show() -> None:
    """The sentence first, then the two copies of the practice that is most overdue, then every practice in a table."""
    found = read_sealed_copies(current_actor(), current_store())
    headline.show(view.sentence(found), detail=view.detail())
    chosen = _choose(found)
    if chosen is None:
        return
    first = next((one for one in chosen.held if one.state is not CopyState.FINE), None)
    for held in chosen.held:
        _holder(found, chosen, held, is_first=held is first)
    _print(chosen.practice)
    if found.practices:
        header, rows = view.sheet(found)
        with st.expander(_("Tous les cabinets"), icon=":material/table:"):
            table.show(header, rows, caption=_("Copies scellées par cabinet"))


def _choose(found: CopiesView) -> PracticeCopies | None:
    """One of those that hold needs, the most overdue first; any other practice may be chosen too."""
    names: dict[str, str] = {one.practice: view.choice(one) for one in found.practices}
    names |= {id: label for id, label in found.others.items() if found.find(id) is None}
    if not names:
        return None
    return found.of(PracticeId(address.select(_("Cabinet"), names, address=ADDRESS, key="needs_copies_practice")))


def _holder(found: CopiesView, chosen: PracticeCopies, held: HeldCopy, *, is_first: bool) -> None:
    key = f"needs_copy_{chosen.practice}_{held.holder.value}"
    with st.container(border=True):
        st.markdown(view.line(held))
        if words := view.dates(held, found):
            st.markdown(plain(words))
        # Drawn at the revision that was read, so that whoever presses second is told.
        drawn = seen(f"{key}_steps", held.copy, held.copy.revision) if held.copy is not None else None
        if drawn is not None:
            with st.container(horizontal=True):
                _step(found, held, CopyStep.CHECKED, _("Vérifiée aujourd’hui"), drawn, is_first=is_first)
                _step(found, held, CopyStep.TESTED, _("Ouverture essayée aujourd’hui"), drawn, is_first=is_first)
        words = _("Noter le dépôt") if held.copy is None else _("Corriger ou remplacer ce dépôt")
        with st.expander(words, expanded=is_first and held.copy is None):
            _deposit(found, chosen, held, key, is_first=is_first)
            if drawn is not None:
                _give_back(drawn)


def _step(
    found: CopiesView, held: HeldCopy, step: CopyStep, words: str, drawn: Seen[SealedCopy], *, is_first: bool
) -> None:
    copy = drawn.value
    wanted = {CopyStep.CHECKED: CopyState.TO_CHECK, CopyStep.TESTED: CopyState.TO_TEST}[step]
    kind: Literal["primary", "secondary"] = "primary" if is_first and held.state is wanted else "secondary"
    if not st.button(words, key=f"{drawn.key}_send_{step.value}", type=kind):
        return
    try:
        note_step(current_actor(), current_store(), copy.practice, copy.holder, step, found.today, drawn.revision)
    except ReleveError as error:
        tell(error)
        return
    st.toast(_("C’est noté."))
    st.rerun()


def _deposit(found: CopiesView, chosen: PracticeCopies, held: HeldCopy, key: str, *, is_first: bool) -> None:
    names: Mapping[str, str] = found.pharmacies
    if held.holder is Holder.PAIRED:
        names = {id: name for id, name in found.others.items() if id != chosen.practice}
    if not names:
        st.markdown(
            plain(_("Aucune pharmacie n’est dans la liste des établissements : ajoutez-la d’abord (Effectifs)."))
        )
        return
    revision = held.copy.revision if held.copy else 0
    form = seen(key, _as_shown(found, chosen, held, names), revision)
    with st.form(form.key, border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        ids = list(names)
        who = st.selectbox(
            _("Qui la garde"), ids, index=ids.index(form.value.who) if form.value.who in names else None,
            format_func=names.__getitem__, placeholder=_("Choisir"), key=f"{form.key}_who", width=320,
        )  # fmt: skip
        shape = st.selectbox(
            _("Forme"), list(CopyForm), index=list(CopyForm).index(form.value.form), key=f"{form.key}_form",
            format_func=lambda one: _(FORM_WORDS[one]), width=200,
        )  # fmt: skip
        day = st.date_input(
            _("Déposée le"),
            form.value.day,
            max_value=found.today,
            format="DD/MM/YYYY",
            key=f"{form.key}_day",
            width=160,
        )
        kind: Literal["primary", "secondary"] = "primary" if is_first and held.copy is None else "secondary"
        if not st.form_submit_button(_("Enregistrer"), type=kind):
            return
    typed = _Typed(str(who or ""), shape or CopyForm.ENVELOPE, day)
    written(
        form,
        typed,
        lambda: keep_copy(current_actor(), current_store(), _copy(chosen.practice, held, typed, form.revision)),
        _("C’est noté."),
    )


def _as_shown(found: CopiesView, chosen: PracticeCopies, held: HeldCopy, names: Mapping[str, str]) -> _Typed:
    if held.copy is not None:
        return _Typed(held.copy.holder_practice or held.copy.holder_site, held.copy.form, held.copy.deposited_on)
    paired = chosen.paired_practice if held.holder is Holder.PAIRED else None
    return _Typed(paired if paired in names else "", CopyForm.ENVELOPE, found.today)  # type: ignore[arg-type]


def _copy(practice: PracticeId, held: HeldCopy, typed: _Typed, revision: int) -> SealedCopy:
    """What is written. Another deposit is another copy: it was neither checked nor tested yet."""
    is_paired = held.holder is Holder.PAIRED
    made = SealedCopy(
        practice=practice, holder=held.holder, form=typed.form, deposited_on=typed.day, revision=revision,
        holder_practice=typed.who if is_paired and typed.who else None,  # type: ignore[arg-type]
        holder_site="" if is_paired else typed.who,
    )  # fmt: skip
    before = held.copy
    if before is None or before.deposited_on != typed.day:
        return made
    return replace(made, checked_on=before.checked_on, tested_on=before.tested_on)


def _give_back(drawn: Seen[SealedCopy]) -> None:
    if not st.button(_("Cette copie n’y est plus (rendue ou détruite)"), key=f"{drawn.key}_send_gone"):
        return
    copy = drawn.value
    try:
        take_back(current_actor(), current_store(), copy.practice, copy.holder, drawn.revision)
    except ReleveError as error:
        tell(error)
        return
    st.toast(_("C’est noté : une copie est de nouveau à déposer ici."))
    st.rerun()


def _print(practice: PracticeId) -> None:
    with st.expander(_("Imprimer une table des clés vide"), icon=":material/print:"):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            first = st.number_input(_("À partir de P-"), 1, 9999, 1, key="needs_copies_first", width=140)
            rows = st.number_input(_("Combien de numéros"), 1, MOST_ROWS, ROWS, key="needs_copies_rows", width=180)
            st.download_button(
                _("Imprimer (PDF)"),
                data=later(
                    lambda: print_key_table(
                        current_actor(), current_store(), practice, first=int(first), rows=int(rows)
                    )
                ),
                file_name="table-des-cles.pdf", mime="application/pdf", icon=":material/print:", on_click="ignore",
                key="needs_copies_pdf",
            )  # fmt: skip
        st.caption(plain(_("Elle se remplit à la main et reste au cabinet : Relève ne la lit jamais.")))
