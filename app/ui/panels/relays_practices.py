"""Practices: what each can take over, how far, its pair, who stands in; physicians who take new patients; those without one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError
from app.core.ids import PersonId, PracticeId
from app.services.continuity.keep_practice import give_practice
from app.services.continuity.read_relays import read_cares
from app.ui.boundary import tell
from app.ui.panels import continuity_first, relays_locums, relays_practice_form
from app.ui.parts import address, headline, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store, may
from app.ui.speech import speaking
from app.ui.views import relays_practices as view
from app.ui.views.relays_words import phone_link
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.continuity.read_relays import CareRow, CaresView

ADDRESS, KEY = "cabinet", "relays_practice"
AT_ONCE = 8


def show() -> None:
    """The sentence, one practice to read and write, then the lists and the table."""
    found = read_cares(current_actor(), current_store())
    headline.show(view.sentence(found), detail=view.detail(found))
    row = _chosen(found)
    if row is not None:
        _sheet(found, row)
    if found.rows:
        _taking(found)
    _alone(found)
    if found.rows:
        _table(found)


def _chosen(found: CaresView) -> CareRow | None:
    """The practice of the address, else the first that said nothing."""
    if not found.rows:
        st.markdown(_("Ici : chaque cabinet, ce qu’il peut prendre en plus, son binôme et qui le remplace."))
        continuity_first.people()
        return None
    labels = {str(one.practice.id): view.label(one, found) for one in found.rows}
    return found.row(PracticeId(address.select(_("Cabinet"), labels, address=ADDRESS, key=KEY)))


def _sheet(found: CaresView, row: CareRow) -> None:
    lines = [f"- {plain(one)}" for one in view.facts(row, found)]
    st.markdown("\n".join(lines))
    if row.practice.phone:
        st.markdown(phone_link(row.practice.phone))
    relays_practice_form.show(found, row)
    relays_locums.show(found, row)


def _taking(found: CaresView) -> None:
    st.header(_("Médecins qui prennent de nouveaux patients"), anchor=False)
    if not found.taking:
        st.markdown(_("Aucun cabinet médical ne l’a dit depuis trois mois : demandez-le, puis notez-le ci-dessus."))
        return
    lines = [f"- {plain(view.taking_line(row, found))} {phone_link(row.practice.phone)}" for row in found.taking]
    st.markdown("\n".join(lines))


def _alone(found: CaresView) -> None:
    if not found.alone:
        return
    n = len(found.alone)
    st.header(
        ngettext("Professionnel sans cabinet ({n})", "Professionnels sans cabinet ({n})", n).format(n=n), anchor=False
    )
    st.markdown(_("Sans cabinet, ni fermeture, ni relais, ni suivi ne peut être noté pour eux."))
    if not may(Action.IMPORT_ROSTER):
        return
    for person in found.alone if address.is_on("tous", "relays_alone_all") else found.alone[:AT_ONCE]:
        with st.container(horizontal=True, vertical_alignment="center", key=f"relays_alone_row_{person.id}"):
            st.markdown(plain(view.alone_label(person, found)))
            st.button(
                _("Lui donner un cabinet"), icon=":material/add_home_work:", key=f"relays_alone_{person.id}",
                on_click=_give, args=((person.id,),),
            )  # fmt: skip
    if n > AT_ONCE:
        address.toggle(
            _("Montrer les {n} professionnels sans cabinet").format(n=n), address="tous", key="relays_alone_all"
        )
        st.button(
            _("Donner un cabinet à chacun"), icon=":material/add_home_work:", key="relays_alone_each", on_click=_give,
            args=(tuple(one.id for one in found.alone),),
        )  # fmt: skip


def _give(person_ids: tuple[PersonId, ...]) -> None:
    with speaking():
        try:
            given, refused = give_practice(current_actor(), current_store(), person_ids)
        except ReleveError as error:
            tell(error)
            return
        for why in sorted({one.why for one in refused}):
            st.warning(plain(_(why)), icon=":material/error:")
        st.toast(ngettext("{n} cabinet créé.", "{n} cabinets créés.", given).format(n=given))


def _table(found: CaresView) -> None:
    header, rows = view.header(), [view.table_row(one, found) for one in found.rows]
    if address.toggle(_("Voir tous les cabinets en tableau"), address="tableau", key="relays_practices_table"):
        table.show(header, rows, caption=_("Tous les cabinets, ceux qui n’ont rien dit d’abord"))
    table.download(header, rows, file_name="cabinets.csv", key="relays_practices_csv")
