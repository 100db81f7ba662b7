"""A dated table to read, and the community's own rows to edit: nothing is written before its button."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

import pandas as pd
import streamlit as st

from app.ui.parts import address, table
from app.ui.parts.plain import plain
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from streamlit.elements.lib.column_types import ColumnConfig

Value = str | int | float | bool | date | list[str] | None
"""What an editable cell holds."""


class Kind(StrEnum):
    """How a cell is typed."""

    TEXT = "text"
    WHOLE = "whole"
    MONEY = "money"
    DAY = "day"
    FLAG = "flag"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name in the table, its label, how it is typed and, for a choice, the words of each code."""

    name: str
    label: str
    kind: Kind = Kind.TEXT
    options: Mapping[str, str] = field(default_factory=dict)
    required: bool = False
    hidden: bool = False
    """Kept with its row and never shown: the key of a product or campaign."""

    @property
    def words(self) -> dict[str, str]:
        """Code → what the cell itself holds, each word once: a screen reader and the clipboard read cells, not their formats."""
        said = list(self.options.values())
        return {code: f"{word} ({code})" if said.count(word) > 1 else word for code, word in self.options.items()}

    def in_words(self, value: Value) -> Value:
        """What is stored, as the cell holds it; a code without words stays as it is written."""
        return _each(self.words, value)

    def in_codes(self, value: Value) -> Value:
        """What the cell holds, as it is stored."""
        return _each({word: code for code, word in self.words.items()}, value)


def _each(known: Mapping[str, str], value: Value) -> Value:
    if isinstance(value, list):
        return [known.get(one, one) for one in value]
    return known.get(value, value) if isinstance(value, str) else value


MOST_EUROS = 10_000
SHORT, LONG, WORD = 16, 70, 9
"""Characters: a column is small up to the first, large beyond the second; a word, or a name, as long as the third fits in a small one."""


def read(header: Sequence[str], rows: Sequence[Sequence[str]], sentence: str, *, key: str, file_name: str) -> None:
    """Draw the rows to sort and search, a plain twin, and the CSV file."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(plain(sentence))
        plainly = address.toggle(
            _("Tableau simple"),
            address="tableau",
            key=f"{key}_plain",
            explained=_("Pour l’impression et les lecteurs d’écran"),
        )
    if not rows:
        return
    if plainly:
        table.show(header, rows, caption=sentence)
    else:
        st.dataframe(
            pd.DataFrame(rows, columns=list(header)), hide_index=True, key=f"{key}_rows", row_height=66,
            column_config={name: _width(name, [row[rank] for row in rows]) for rank, name in enumerate(header)},
            alt=_("Lignes de la table. « Tableau simple » donne les mêmes lignes en texte."),
        )  # fmt: skip
    table.download(header, rows, file_name=file_name, key=f"{key}_csv")


def start_from(choices: Mapping[int, str], *, key: str) -> int | None:
    """A row to copy into one's own, by its rank; None until « Reprendre » is pressed."""
    left, right = st.columns([4, 1], vertical_alignment="bottom")
    chosen = left.selectbox(
        _("Partir d’une ligne existante"), list(choices), index=None, format_func=choices.__getitem__,
        key=f"{key}_from", placeholder=_("Choisissez une ligne à corriger ou à prolonger"),
    )  # fmt: skip
    pressed = right.button(_("Reprendre"), key=f"{key}_copy", disabled=chosen is None, width="stretch")
    return chosen if pressed else None


def edit(
    rows: Sequence[Mapping[str, Value]], columns: Sequence[Column], *, key: str
) -> tuple[list[dict[str, Value]], str] | None:
    """Draw one's own rows to edit, add and remove; once saved, the rows and the source typed below, else None."""
    names = [column.name for column in columns]
    frame = pd.DataFrame([[one.in_words(row[one.name]) for one in columns] for row in rows], columns=names)
    frame = frame.astype({column.name: _DTYPES[column.kind] for column in columns if column.kind in _DTYPES})
    with st.form(f"{key}_form", border=False):
        edited = st.data_editor(
            frame, hide_index=True, num_rows="dynamic", key=f"{key}_editor", placeholder="–",
            column_config={column.name: None if column.hidden else _config(column) for column in columns},
            alt=_("Vos lignes, une par règle"),
        )  # fmt: skip
        source = st.text_input(
            _("Source de ces lignes (texte, article, date)"), key=f"{key}_source",
            placeholder=_("Arrêté du … publié le …, article …"),
        )  # fmt: skip
        if not st.form_submit_button(_("Enregistrer ces lignes"), type="primary"):
            return None
    return [_values(cells, columns) for cells in edited.to_dict("records")], source


def _width(name: str, cells: Sequence[str]) -> ColumnConfig:
    longest = max((len(cell) for cell in cells), default=0)
    word = max((len(one) for cell in cells for one in cell.split()), default=0)
    is_small = longest <= SHORT and word <= WORD and len(name) <= WORD
    return st.column_config.TextColumn(width="large" if longest > LONG else "small" if is_small else "medium")


_DTYPES = {Kind.WHOLE: "Int64", Kind.MONEY: "float64", Kind.FLAG: "bool", Kind.TEXT: "str", Kind.CHOICE: "str"}


def _values(cells: Mapping[object, object], columns: Sequence[Column]) -> dict[str, Value]:
    return {column.name: column.in_codes(_value(cells.get(column.name))) for column in columns}


def _value(cell: object) -> Value:
    if isinstance(cell, list | tuple):
        return [str(one) for one in cell]
    if isinstance(cell, datetime):
        return None if pd.isna(cell) else cell.date()
    if cell is None or (isinstance(cell, float) and pd.isna(cell)) or cell is pd.NA:
        return None
    if isinstance(cell, bool | int | float | date):
        return cell
    return str(cell)


def _narrow(column: Column) -> Literal["small"] | None:
    """Small, unless its name would be cut."""
    return "small" if len(column.label) <= WORD else None


def _config(column: Column) -> ColumnConfig:
    config, words = st.column_config, list(column.words.values())
    match column.kind:
        case Kind.CHOICES:
            return config.MultiselectColumn(column.label, options=words, required=column.required, width="medium")
        case Kind.CHOICE:
            return config.SelectboxColumn(column.label, options=words, required=column.required)
        case Kind.WHOLE:
            return config.NumberColumn(column.label, min_value=0, max_value=999, step=1, width=_narrow(column))
        case Kind.MONEY:
            return config.NumberColumn(column.label, min_value=0, max_value=MOST_EUROS, format="%.2f €", width="small")
        case Kind.DAY:
            return config.DateColumn(column.label, format="DD/MM/YYYY")
        case Kind.FLAG:
            return config.CheckboxColumn(column.label, width=_narrow(column))
        case _:
            return config.TextColumn(column.label, required=column.required, width="medium")
