"""« Conservation et droits » on Données: what has outlived its use, one person's data, everything as tables, the notices."""

from __future__ import annotations

import streamlit as st

from app.core.errors import ReleveError
from app.services.keeping.purge_data import purge_data
from app.services.keeping.read_retention import How, RetentionView, read_retention
from app.ui.boundary import tell
from app.ui.panels import data_export, data_notices, data_person
from app.ui.parts import confirm, table
from app.ui.parts.plain import plain
from app.ui.session import current_actor, current_store
from app.ui.views import data_rights as view
from app.words import _

PREVIEW, SAID = "retention_preview", "retention_said"


def show() -> None:
    """The sentence and what would go, then one person, then everything as tables, then the notices, then the whole table."""
    retention = read_retention(current_actor(), current_store())
    st.header(plain(view.sentence(retention)), anchor=False)
    for said in st.session_state.pop(SAID, ()):
        st.success(plain(said), icon=":material/check_circle:")
    _purge(retention)
    data_person.show(retention.silent)
    data_export.show()
    data_notices.show()
    with st.expander(_("Ce qui est gardé, combien de temps, pourquoi"), icon=":material/schedule:"):
        table.show(view.header(), view.rows(retention), caption=_("Durées de conservation"))
        st.caption(plain(view.where_changed(current_store().folder.content)))
        table.download(view.header(), view.rows(retention), file_name="conservation.csv", key="retention_csv")
        for line in view.runs(retention):
            st.caption(plain(line))


def _purge(retention: RetentionView) -> None:
    """Choose among what has outlived its use, then confirm: the purge takes what this preview counted."""
    found = {one.rule.code: one for one in retention.purgeable}
    if not found:
        return
    usual = [code for code, one in found.items() if one.rule.how is not How.LAW]
    chosen = st.multiselect(
        _("À effacer"), list(found), default=usual, format_func=lambda code: view.outlived(found[code]),
        placeholder=_("Choisir"), key="retention_chosen", select_all=False,
    )  # fmt: skip
    if st.button(
        _("Effacer ce qui a dépassé sa durée"), icon=":material/auto_delete:", disabled=not chosen,
        on_click=confirm.ask, args=("retention_purge",),
    ):  # fmt: skip
        st.session_state[PREVIEW] = retention.at
    lines = tuple(view.outlived(found[code]) for code in chosen)
    question = confirm.Question(
        _("Effacer ce qui a dépassé sa durée ?"), (*lines, _("Cela ne se défait pas ; les sauvegardes le gardent jusqu’à leur rotation.")), _("Effacer"),
    )  # fmt: skip
    if confirm.show(question, key="retention_purge"):
        try:
            counts = purge_data(current_actor(), current_store(), st.session_state.pop(PREVIEW, retention.at), chosen)
        except ReleveError as error:
            tell(error)
            return
        st.session_state[SAID] = (view.removed(counts, retention),)
        st.rerun()
