"""« Vacations et indemnités »: what must be signed first, the slips, each person's statement, settling, indemnities."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.activity.yearly_cap import CapState
from app.core.clock import paris_date
from app.core.errors import ReleveError
from app.services.activity.pay_documents import slip_xlsx, statements_pdf
from app.services.activity.settle_vacations import settle_vacations
from app.services.rota.close_past import close_past
from app.ui.boundary import tell
from app.ui.panels import pay_indemnities, pay_person
from app.ui.panels.pay_downloads import PDF, XLSX, button
from app.ui.parts import confirm, people_table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import pay as view
from app.words import _, ngettext
from app.words.joined import colon

if TYPE_CHECKING:
    from app.services.activity.read_vacations import VacationsView

SIGNING, SETTLING = "pay_signing", "pay_settling"


def show(found: VacationsView) -> None:
    """Draw what stops pay first, then the papers, then the people."""
    _to_sign(found)
    _overlaps(found)
    if found.people:
        _papers(found)
        chosen = people_table.show(
            view.header(), view.rows(found), key="pay", file_name=f"vacations-{found.period.code}.csv"
        )
        _settling(found)
        pay_person.show(found, chosen)
    st.divider()
    pay_indemnities.show(found)


def _to_sign(found: VacationsView) -> None:
    if not found.to_sign:
        return
    n = len(found.to_sign)
    with st.container(border=True):
        st.markdown("\n".join(f"- {plain(one)}" for one in view.sessions_to_sign(found)))
        if n > 5:
            st.caption(ngettext("et {n} autre", "et {n} autres", n - 5).format(n=n - 5))
        st.button(
            ngettext("Émarger cette séance", "Émarger ces {n} séances", n).format(n=n),
            icon=":material/how_to_reg:", type="primary", key=f"{SIGNING}_ask", on_click=confirm.ask, args=(SIGNING,),
        )  # fmt: skip
    question = confirm.Question(
        ngettext("Émarger {n} séance ?", "Émarger {n} séances ?", n).format(n=n),
        (
            _("Les absents, retards et renforts déjà notés le restent ; tous les autres attendus comptent présents."),
            _("Chaque feuille se corrige encore ensuite, au Jour J : l’écart viendra sur le relevé suivant."),
        ),
        _("Émarger"),
    )
    if confirm.show(question, key=SIGNING):
        try:
            with st.spinner(_("Émargement en cours…")):
                done = close_past(current_actor(), current_store(), [one.id for one in found.to_sign])
        except ReleveError as error:
            tell(error)
            return
        st.toast(ngettext("{n} séance émargée.", "{n} séances émargées.", done).format(n=done))
        st.rerun()


def _overlaps(found: VacationsView) -> None:
    if held := view.overlaps(found):
        st.error(
            _("Ces heures seraient payées deux fois : corrigez l’une des deux feuilles de présence.")
            + "\n"
            + "\n".join(f"- {plain(one)}" for one in held),
            icon=":material/content_copy:",
        )


def _papers(found: VacationsView) -> None:
    """The slips of the weeks where that circuit applies, and everyone's statements."""
    with st.container(horizontal=True):
        for slip in found.slips:
            name = f"bordereau-{slip.monday}-{slip.centre.name.lower().replace(' ', '-')}.xlsx"
            button(
                view.slip_label(slip), partial(slip_xlsx, found, slip.centre.id, slip.monday), file_name=name,
                mime=XLSX, icon="table_view", key=f"pay_slip_{slip.monday}_{slip.centre.id}",
            )  # fmt: skip
        button(
            _("Relevés de chacun (PDF)"), partial(statements_pdf, found), file_name=f"releves-{found.period.code}.pdf",
            mime=PDF, icon="receipt_long", key="pay_statements",
        )  # fmt: skip
    if not found.slips:
        st.caption(
            _("Aucun bordereau hebdomadaire : personne n’est payé par la structure sur cette période, d’après la table des payeurs et la fiche du centre.")
        )  # fmt: skip


def _settling(found: VacationsView) -> None:
    waiting = found.to_settle
    if not waiting:
        return
    if found.period.last > paris_date(found.now):
        st.caption(_("Cette période court encore : choisissez une semaine ou un mois finis pour arrêter les relevés."))
        return
    over = [one for one in waiting if one.cap.state is CapState.OVER]
    reason = ""
    if over:
        st.warning("\n".join(f"- {colon(plain(one.name), plain(one.cap.sentence))}" for one in over))
        reason = st.text_input(_("Pourquoi dépasser le plafond (gardé sur le relevé)"), key="pay_reason")
    n = len(waiting)
    st.button(
        ngettext("Arrêter ce relevé", "Arrêter ces {n} relevés", n).format(n=n), icon=":material/lock:",
        type="secondary" if found.to_sign else "primary", key=f"{SETTLING}_ask", on_click=confirm.ask, args=(SETTLING,),
    )  # fmt: skip
    question = confirm.Question(
        ngettext("Arrêter {n} relevé ?", "Arrêter {n} relevés ?", n).format(n=n),
        (
            _("Un relevé arrêté ne change plus jamais : une correction vient, en différence, sur le suivant."),
            _("Les noms des renforts de passage s’effacent : téléchargez d’abord leurs bordereaux et relevés."),
        ),
        _("Arrêter"),
    )
    if confirm.show(question, key=SETTLING):
        _settle(found, reason)


def _settle(found: VacationsView, reason: str) -> None:
    seen = {one.key: one.total_cents for one in found.to_settle}
    try:
        done = settle_vacations(current_actor(), current_store(), found.period, seen, reason=reason)
    except ReleveError as error:
        tell(error)
        return
    st.toast(ngettext("{n} relevé arrêté.", "{n} relevés arrêtés.", done.statements).format(n=done.statements))
    st.rerun()
