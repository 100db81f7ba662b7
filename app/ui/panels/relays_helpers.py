"""Services that lend hands: where they would serve as things stand, the table that keeps them, and the town halls' calls."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.continuity.helping import HELPER_WORDS, Helper, HelperKind
from app.core.errors import ReleveError, StaleRevision
from app.core.ids import new_id
from app.roster.phones import spoken_phone
from app.services.continuity.help_ccas import read_ccas
from app.services.continuity.keep_helpers import keep_helpers, read_helpers
from app.ui.boundary import tell
from app.ui.panels import relays_ccas
from app.ui.parts import headline
from app.ui.parts.plain import plain
from app.ui.parts.seen import forget, refused, seen
from app.ui.parts.typed_rows import TypedRows
from app.ui.session import current_actor, current_store
from app.ui.views import relays_helpers as view
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.services.continuity.keep_helpers import HelpersView

TEXTS = ("kind", "name", "communes", "phone", "said_on", "id")


def show() -> None:
    """The sentence, who goes where, the town halls, then the table."""
    found, calls = read_helpers(current_actor(), current_store()), read_ccas(current_actor(), current_store())
    headline.show(view.sentence(found, calls), detail=view.detail(found))
    if lines := view.sent(found):
        st.header(_("Où ils serviraient"), anchor=False)
        st.markdown("\n".join(f"- {line}" for line in lines))
        st.caption(_("Proposition en nombres : convenez-en avec le service, puis avec le cabinet de chaque personne."))
    if said := view.left(found):
        st.warning(plain(said), icon=":material/priority_high:")
    st.header(_("Services qui peuvent aider"), anchor=False)
    _edit(found)
    relays_ccas.show(calls)


def _edit(found: HelpersView) -> None:
    shown = {one.id: one for one in found.helpers}
    form = seen("relays_helpers", TypedRows(shown), hash(tuple((key, one.revision) for key, one in shown.items())))
    with st.form(form.key, border=False):
        edited = _table(form.value, form.key, found)
        if not st.form_submit_button(_("Enregistrer les services"), type="primary"):
            return
    typed = _typed(form.value, edited, found)
    if not typed:
        st.toast(_("Rien n’a changé."))
        return
    struck = [form.value.shown[key] for key, one in typed.items() if one is None]
    try:
        keep_helpers(current_actor(), current_store(), [one for one in typed.values() if one is not None], struck)
    except StaleRevision as error:
        refused(form, error, replace(form.value, typed=typed))
    except ReleveError as error:
        tell(error)
        return
    forget(form.base)
    st.toast(_("Services enregistrés."))
    st.rerun()


def _table(form: TypedRows[Helper], key: str, found: HelpersView) -> pd.DataFrame:
    rows = [
        (
            _(HELPER_WORDS[one.kind]), one.name, one.people, one.capacity,
            ", ".join(sorted(found.communes.get(code, code) for code in one.communes)),
            spoken_phone(one.phone) if one.phone else "", spoken_date(one.said_on) if one.said_on else "", one.id,
        )
        for one in form.rows
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=["kind", "name", "people", "capacity", "communes", "phone", "said_on", "id"])
    frame = frame.astype({"people": "Int64", "capacity": "Int64", **dict.fromkeys(TEXTS, "object")})
    column = st.column_config
    edited: pd.DataFrame = st.data_editor(
        frame, hide_index=True, placeholder="–", num_rows="dynamic", key=f"{key}_table",
        column_config={
            "id": None,
            "kind": column.SelectboxColumn(_("Genre"), options=[_(words) for words in HELPER_WORDS.values()]),
            "name": column.TextColumn(_("Service"), required=True, width="medium"),
            "people": column.NumberColumn(_("Personnes mobilisables"), min_value=0, step=1, default=0),
            "capacity": column.NumberColumn(
                _("Patients par jour"), min_value=0, step=1, default=0, help=_("De plus que d’habitude, tous ensemble")
            ),
            "communes": column.TextColumn(
                _("Communes"), help=_("Séparées par des virgules ; vide : tout le territoire"), width="medium"
            ),
            "phone": column.TextColumn(_("Téléphone")),
            "said_on": column.TextColumn(_("Dit le"), disabled=True, help=_("Le jour où la ligne a été écrite")),
        },
    )  # fmt: skip
    return edited


def _typed(form: TypedRows[Helper], edited: pd.DataFrame, found: HelpersView) -> dict[str, Helper | None]:
    """Services changed, added, or struck off (None). A nameless row that was never written is nobody's."""
    kinds = {_(words): kind for kind, words in HELPER_WORDS.items()}
    places = {name.casefold(): code for code, name in found.communes.items()}
    rows = edited.to_dict("records")
    ids = {_text(row["id"]) for row in rows}
    typed: dict[str, Helper | None] = {key: None for key in form.shown if key not in ids}
    for row in rows:
        key = _text(row["id"])
        held = form.shown.get(key)
        if held is None and not _text(row["name"]):
            continue
        base = held or Helper(id=key or new_id(), kind=HelperKind.OTHER, name="")
        named = [one.strip() for one in _text(row["communes"]).split(",") if one.strip()]
        phone = _text(row["phone"])
        one = replace(
            base, kind=kinds.get(_text(row["kind"]), base.kind), name=_text(row["name"]), people=_whole(row["people"]),
            capacity=_whole(row["capacity"]),
            communes=frozenset(places.get(name.casefold(), name) for name in named),
            phone=base.phone if base.phone and phone == spoken_phone(base.phone) else phone,
        )  # fmt: skip
        if one != held:
            typed[one.id] = replace(one, said_on=found.today)
    return typed


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""


def _whole(cell: object) -> int:
    return 0 if cell is None or pd.isna(cell) else int(cell)  # type: ignore[call-overload]
