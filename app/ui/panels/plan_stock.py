"""The community's stock: what to do first, every lot in a table to write, and a count for whoever takes from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Literal

import pandas as pd
import streamlit as st

from app.access.permissions import Action
from app.core.errors import ReleveError, StaleRevision
from app.core.ids import new_id
from app.response.stock import CATEGORY_WORDS, Item
from app.services.plans.keep_inventory import count_item, keep_items, read_inventory, start_stock
from app.ui.boundary import tell
from app.ui.parts import headline, table
from app.ui.parts.seen import forget, refused, seen
from app.ui.parts.typed_rows import TypedRows
from app.ui.session import current_actor, current_store, may
from app.ui.views import plan_stock as view
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.services.plans.keep_inventory import InventoryView

COLUMNS = ("label", "category", "quantity", "unit", "minimum", "expires_on", "lot", "place", "holder")


def show() -> None:
    """The sentence first, then what to do, then the table for who keeps it."""
    inventory = read_inventory(current_actor(), current_store())
    headline.show(view.sentence(inventory), detail=view.detail(inventory))
    can_edit = may(Action.EDIT_PLANS)
    _urgent(inventory)
    if not inventory.found:
        _begin(can_edit=can_edit)
    header, rows = view.sheet(inventory)
    if inventory.found and may(Action.RUN_EVENT):
        _count(inventory)
    if can_edit:
        _edit(inventory)
    elif inventory.found:
        table.show(header, rows, caption=_("Inventaire"))
    if inventory.found:
        table.download(header, rows, file_name="inventaire.csv", key="plan_stock_csv")


def _urgent(inventory: InventoryView) -> None:
    urgent = view.urgent(inventory)
    st.markdown("\n".join(f"- {view.line(one)}" for one in urgent[: view.MOST_SHOWN]))
    if rest := urgent[view.MOST_SHOWN :]:
        with st.expander(ngettext("{n} autre ligne", "{n} autres lignes", len(rest)).format(n=len(rest))):
            st.markdown("\n".join(f"- {view.line(one)}" for one in rest))


def _begin(*, can_edit: bool) -> None:
    st.markdown(
        _("Ici : chaque produit gardé pour une crise, sa quantité, son minimum, sa péremption et qui le détient.")
    )
    if can_edit and st.button(
        _("Partir d’une liste usuelle"), icon=":material/playlist_add:", type="primary", key="plan_stock_start",
        help=_("Des produits et leurs minimums, à la quantité 0 : il reste à compter ce que vous avez."),
    ):  # fmt: skip
        count = start_stock(current_actor(), current_store())
        st.toast(ngettext("{n} produit posé.", "{n} produits posés.", count).format(n=count))
        st.rerun()


def _count(inventory: InventoryView) -> None:
    items = {one.item.id: one.item for one in inventory.found}
    with (
        st.expander(_("Compter un lot"), icon=":material/pin:"),
        st.form("plan_stock_count", border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        chosen = st.selectbox(_("Lot"), list(items), format_func=lambda one: _name(items[one]), width=420)
        left = st.number_input(_("Il en reste"), min_value=0, step=1, value=0, width=140)
        if not st.form_submit_button(_("Noter le compte")):
            return
        try:
            count_item(current_actor(), current_store(), chosen, int(left), items[chosen].revision)
        except ReleveError as error:
            tell(error)
            return
    st.toast(_("Compte noté."))
    st.rerun()


def _name(item: Item) -> str:
    parts = (item.label, item.lot, item.place, view.quantity(item.quantity, item.unit))
    return " · ".join(part for part in parts if part)


def _edit(inventory: InventoryView) -> None:
    shown = {one.item.id: one.item for one in sorted(inventory.found, key=lambda one: (one.item.label, one.item.id))}
    form = seen("plan_stock", TypedRows(shown), hash(tuple((key, one.revision) for key, one in shown.items())))
    with st.form(form.key, border=False):
        edited = _table(form.value, form.key)
        # On an empty list the one primary button is the way to begin.
        kind: Literal["primary", "secondary"] = "primary" if inventory.found else "secondary"
        if not st.form_submit_button(_("Enregistrer l’inventaire"), type=kind):
            return
    typed = _typed(form.value, edited)
    if not typed:
        st.toast(_("Rien n’a changé."))
        return
    struck = [form.value.shown[key] for key, one in typed.items() if one is None]
    try:
        keep_items(current_actor(), current_store(), [one for one in typed.values() if one is not None], struck)
    except StaleRevision as error:
        refused(form, error, replace(form.value, typed=typed))
    except ReleveError as error:
        tell(error)
        return
    forget(form.base)
    st.toast(_("Inventaire enregistré."))
    st.rerun()


def _table(form: TypedRows[Item], key: str) -> pd.DataFrame:
    rows = [
        (*(getattr(one, name) if name != "category" else _(CATEGORY_WORDS[one.category]) for name in COLUMNS), one.id)
        for one in form.rows
    ]
    frame = pd.DataFrame(rows, columns=[*COLUMNS, "id"])
    frame = frame.astype({"quantity": "Int64", "minimum": "Int64"})
    frame["expires_on"] = pd.to_datetime(frame["expires_on"])
    for name in ("label", "category", "unit", "lot", "place", "holder", "id"):
        frame[name] = frame[name].astype("object")
    column = st.column_config
    edited: pd.DataFrame = st.data_editor(
        frame, hide_index=True, placeholder="–", num_rows="dynamic", key=f"{key}_table", height=min(74 + 35 * max(len(rows), 2), 520),
        column_config={
            "id": None,
            "label": column.TextColumn(_("Produit"), required=True, width="large"),
            "category": column.SelectboxColumn(_("Catégorie"), options=[_(words) for words in CATEGORY_WORDS.values()]),
            "quantity": column.NumberColumn(_("Quantité"), min_value=0, step=1, default=0),
            "unit": column.TextColumn(_("Unité"), help=_("Au singulier : boîte de 50, pièce, litre")),
            "minimum": column.NumberColumn(
                _("Minimum"), min_value=0, step=1, default=0, help=_("De ce produit, tous lots réunis, périmés exclus")
            ),
            "expires_on": column.DateColumn(_("Péremption"), format="DD/MM/YYYY"),
            "lot": column.TextColumn(_("Lot")),
            "place": column.TextColumn(_("Lieu")),
            "holder": column.TextColumn(_("Détenteur")),
        },
    )  # fmt: skip
    return edited


def _typed(form: TypedRows[Item], edited: pd.DataFrame) -> dict[str, Item | None]:
    """Lots changed, added, or struck off (None). A row without a name that was never written is nobody's."""
    categories = {_(words): code for code, words in CATEGORY_WORDS.items()}
    rows = edited.to_dict("records")
    left = {_text(row["id"]) for row in rows}
    typed: dict[str, Item | None] = {key: None for key in form.shown if key not in left}
    for row in rows:
        key = _text(row["id"])
        held = form.shown.get(key)
        if held is None and not _text(row["label"]):
            continue
        base = held or Item(id=key or new_id(), label="")
        one = replace(
            base, label=_text(row["label"]), category=categories.get(_text(row["category"]), base.category),
            quantity=_whole(row["quantity"]), unit=_text(row["unit"]), lot=_text(row["lot"]),
            expires_on=_day(row["expires_on"]), place=_text(row["place"]), holder=_text(row["holder"]),
            minimum=_whole(row["minimum"]),
        )  # fmt: skip
        if one != held:
            typed[one.id] = one
    return typed


def _text(cell: object) -> str:
    return cell.strip() if isinstance(cell, str) else ""


def _whole(cell: object) -> int:
    return 0 if cell is None or pd.isna(cell) else int(cell)  # type: ignore[call-overload]


def _day(cell: object) -> date | None:
    if isinstance(cell, pd.Timestamp):
        return cell.date()
    return cell if isinstance(cell, date) and not pd.isna(cell) else None
