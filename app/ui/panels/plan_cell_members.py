"""Who holds each function of the cell and who stands in; where it meets, where it falls back, what opens it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from app.core.errors import ReleveError
from app.core.ids import PersonId
from app.response.cell import CellPlace, Member
from app.response.said import ORSAN_RULE
from app.services.plans.staff_cell import set_function, set_place, start_cell
from app.ui.boundary import tell
from app.ui.parts.plain import plain
from app.ui.parts.seen import seen
from app.ui.session import current_actor, current_store
from app.ui.views import plan_cell as view
from app.ui.written import written
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.plans.read_cell import CellView


@dataclass(frozen=True, slots=True)
class _Held:
    """What is typed for a function: keys of its people in order, and somebody who is not of the roster.

    ``shown``: the members as they were read when the form was drawn.
    """

    shown: tuple[Member, ...] = ()
    keys: tuple[str, ...] = ()
    name: str = ""
    phone: str = ""


def show(cell: CellView, *, can_edit: bool) -> None:
    """Draw each function with its people, then the places."""
    if can_edit and any(code not in cell.members for code in cell.functions):
        _start()
    for code, function in cell.functions.items():
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{plain(function.label)}**")
            st.caption(plain(function.does))
            st.markdown("\n".join(f"- {line}" for line in view.member_lines(cell, code)))
            if can_edit:
                with st.expander(_("Changer"), icon=":material/edit:"):
                    _function(cell, code)
    st.header(_("Où et quand elle se réunit"), anchor=False)
    if can_edit:
        _place(cell)
    else:
        _read_place(cell.place)
    st.caption(plain(_(ORSAN_RULE)))


def _start() -> None:
    if st.button(
        _("Proposer des membres"), icon=":material/group_add:", type="primary", key="plan_cell_start",
        help=_("Un titulaire et un suppléant par fonction vide : volontaires pour la cellule, puis adhérents. À confirmer."),
    ):  # fmt: skip
        try:
            count = start_cell(current_actor(), current_store())
        except ReleveError as error:
            tell(error)
            return
        said = ngettext(
            "{n} personne proposée : confirmez avec elle.", "{n} personnes proposées : confirmez avec chacune.", count
        )
        st.toast(said.format(n=count))
        st.rerun()


def _function(cell: CellView, code: str) -> None:
    held = cell.members.get(code, ())
    present = _Held(held, tuple(one.key for one in held))
    form = seen(f"plan_cell_{code}", present, hash(tuple((one.key, one.revision) for one in held)))
    names = {**cell.offered, **{key: cell.who(key) for key in (*present.keys, *form.value.keys)}}
    with st.form(form.key, border=False):
        keys = st.multiselect(
            _("Titulaire, puis suppléants dans l’ordre d’appel"), list(names), default=list(form.value.keys),
            format_func=lambda key: names[key], key=f"{form.key}_people", placeholder=_("Choisir dans l’effectif"), select_all=False,
        )  # fmt: skip
        with st.container(horizontal=True):
            name = st.text_input(_("Ou quelqu’un hors effectif"), value=form.value.name, key=f"{form.key}_name")
            phone = st.text_input(_("Son téléphone"), value=form.value.phone, key=f"{form.key}_phone")
        if not st.form_submit_button(_("Enregistrer cette fonction")):
            return
    typed = replace(form.value, keys=tuple(keys), name=name, phone=phone)
    by_name = {one.key: one for one in (m for some in cell.members.values() for m in some) if one.person_id is None}
    members = [by_name[key] if key in by_name else _of_roster(code, key) for key in keys]
    if name.strip():
        members.append(Member(function=code, rank=len(members), name=name, phone=phone))
    written(
        form,
        typed,
        lambda: set_function(current_actor(), current_store(), code, members, form.value.shown),
        _("Fonction enregistrée."),
    )


def _of_roster(code: str, key: str) -> Member:
    return Member(function=code, rank=0, person_id=PersonId(key))


def _place(cell: CellView) -> None:
    form = seen("plan_cell_place", cell.place, cell.place_revision)
    held, key = form.value, form.key
    with st.form(key, border=False):
        place = st.text_input(_("Lieu de réunion"), value=held.place, key=f"{key}_place")
        fallback = st.text_input(
            _("Lieu de repli"),
            value=held.fallback,
            key=f"{key}_fallback",
            help=_("Si le premier est inondé, sans courant…"),
        )
        video = st.text_input(
            _("Lien de visioconférence"),
            value=held.video,
            key=f"{key}_video",
            placeholder="https://visio.example.org/cellule",
        )
        phone = st.text_input(_("Téléphone de la cellule"), value=held.phone, key=f"{key}_phone")
        criteria = st.text_area(
            _("Ce qui ouvre la cellule"), value=held.criteria, key=f"{key}_criteria", height=120,
            placeholder=_("Un critère par ligne : appel de l’ARS, plan blanc voisin, trois cabinets fermés le même jour…"),
        )  # fmt: skip
        whole = all(code in cell.members for code in cell.functions)
        if not st.form_submit_button(_("Enregistrer le lieu"), type="primary" if whole else "secondary"):
            return
    typed = CellPlace(place, fallback, video, phone, criteria)
    written(
        form, typed, lambda: set_place(current_actor(), current_store(), typed, form.revision), _("Lieu enregistré.")
    )


def _read_place(place: CellPlace) -> None:
    for words, value in (
        (_("Lieu de réunion"), place.place),
        (_("Lieu de repli"), place.fallback),
        (_("Visioconférence"), place.video),
    ):
        if value:
            st.markdown(f"**{plain(words)}** · {plain(value)}")
    if place.phone:
        st.markdown(f"**{plain(_('Téléphone'))}** · {view.phone_link(place.phone)}")
    if criteria := [line for line in place.criteria.splitlines() if line.strip()]:
        st.markdown(
            f"**{plain(_('Ce qui ouvre la cellule'))}**\n\n" + "\n".join(f"- {plain(line)}" for line in criteria)
        )
