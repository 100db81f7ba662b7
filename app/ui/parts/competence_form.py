"""The dated competences of one person as a table to edit, behind a save button."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from app.core.errors import N_, InvalidInput
from app.roster.competence import Competence
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.core.ids import PersonId

_COLUMNS = ("competence", "valid_from", "valid_to", "source")


def show(
    person: PersonId, held: Sequence[Competence], words: Mapping[str, str], *, key: str
) -> tuple[Competence, ...] | None:
    """Draw the table; once saved, what the person holds, else None. ``words``: code → how it is said."""
    named = {**{one.code: one.code for one in held}, **words}
    frame = pd.DataFrame(
        [(named[one.code], one.valid_from, one.valid_to, one.source) for one in held], columns=list(_COLUMNS)
    ).astype({"competence": "str", "source": "str"})
    frame[["valid_from", "valid_to"]] = frame[["valid_from", "valid_to"]].apply(pd.to_datetime)
    with st.form(f"{key}_competences", border=False):
        edited = st.data_editor(
            frame, hide_index=True, num_rows="dynamic", key=f"{key}_table", column_config=_columns(named)
        )
        if not st.form_submit_button(_("Enregistrer les compétences")):
            return None
    codes = {name: code for code, name in named.items()}
    rows: list[dict[str, object]] = [{str(k): v for k, v in row.items()} for row in edited.to_dict("records")]
    return tuple(_competence(person, row, codes) for row in rows if row["competence"] in codes)


def _columns(named: Mapping[str, str]) -> dict[str, st.column_config.ColumnConfig]:  # type: ignore[name-defined]
    column = st.column_config
    return {
        "competence": column.SelectboxColumn(
            _("Compétence"), options=sorted(named.values()), required=True, width="large"
        ),
        "valid_from": column.DateColumn(_("Depuis"), format="DD/MM/YYYY"),
        "valid_to": column.DateColumn(_("Jusqu’à"), format="DD/MM/YYYY"),
        "source": column.TextColumn(_("Source"), help=_("Attestation, déclaration à l’Ordre, date")),
    }


def _competence(person: PersonId, row: Mapping[str, object], codes: Mapping[str, str]) -> Competence:
    first, last = _day(row["valid_from"]), _day(row["valid_to"])
    if first and last and last < first:
        raise InvalidInput(N_("« {name} » finirait avant de commencer : corrigez les dates."), name=row["competence"])
    source = row["source"]
    return Competence(
        person=person,
        code=codes[str(row["competence"])],
        valid_from=first,
        valid_to=last,
        source=source.strip() if isinstance(source, str) else "",
    )


def _day(cell: object) -> date | None:
    if isinstance(cell, pd.Timestamp):
        return cell.date()
    return cell if isinstance(cell, date) and not pd.isna(cell) else None
