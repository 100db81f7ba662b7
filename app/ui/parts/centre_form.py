"""The few questions that make a centre: doses, lines, name and place, product and pace, roles. Everything has a default."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.scheduling.centre import KIND_WORDS, CentreKind, Place
from app.ui.parts import role_table
from app.words import _
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.roster.commune import Commune, Communes
    from app.ui.parts.role_table import RoleRow

MOST_DOSES = 100_000
MOST_LINES = 60


@dataclass(frozen=True, slots=True)
class RoleChoice:
    """A role offered: its code, its name, and whether it is part of the default."""

    code: str
    label: str
    proposed: bool


def doses(*, key: str, label: str = "", value: int | None = None) -> int | None:
    """The doses of a week; None until typed."""
    typed = st.number_input(
        label or _("Doses par semaine"), 0, MOST_DOSES, value, step=60, placeholder="2400", key=f"{key}_doses"
    )
    return int(typed) if typed else None


def lines(proposed: int, *, key: str) -> int:
    """How many lines run together: the number proposed, which a new proposal brings back, or another."""
    return int(
        st.number_input(
            _("Lignes"), 1, MOST_LINES, min(proposed, MOST_LINES), key=f"{key}_lines_{proposed}",
            help=_("Relève propose le nombre de lignes qu’il faut pour les doses ; vous pouvez en mettre un autre."),
        )
    )  # fmt: skip


def identity(kind: CentreKind, communes: Communes, commune: Commune | None, *, key: str) -> tuple[str, Place]:
    """The name of the centre and where it stands."""
    proposed = capitalised(_(KIND_WORDS[kind]))
    columns = st.columns(3)
    name = columns[0].text_input(_("Nom du centre"), proposed, key=f"{key}_name_{kind}")
    building = columns[1].text_input(_("Lieu"), key=f"{key}_place", placeholder=_("Salle, gymnase, maison de santé…"))
    with columns[2]:
        chosen = _commune(communes, commune, key)
    if chosen is None:
        return name, Place(building.strip())
    where = building.strip() or chosen.name
    return name, Place(
        where, commune_insee=chosen.insee, commune=chosen.name, latitude=chosen.latitude, longitude=chosen.longitude
    )


def kind(*, key: str) -> CentreKind:
    """What the operation is for."""
    chosen = st.selectbox(
        _("Opération"), list(CentreKind), format_func=lambda one: _(KIND_WORDS[one]).capitalize(), key=f"{key}_kind"
    )
    return chosen or CentreKind.VACCINATION


def vaccine(labels: Mapping[str, str], *, key: str) -> str | None:
    """The product, by its slug; None when nothing is injected or no product is in force."""
    return st.selectbox(
        _("Vaccin"), list(labels), index=0 if labels else None, format_func=labels.__getitem__, key=f"{key}_vaccine",
        placeholder=_("Aucun vaccin en vigueur"), help=_("Les produits viennent de Règles et tarifs."),
    )  # fmt: skip


def pace(proposed: int, *, key: str) -> int:
    """Injections an hour on one line."""
    return int(st.number_input(_("Injections par heure et par ligne"), 1, 60, proposed, key=f"{key}_pace"))


def roles(choices: Sequence[RoleChoice], *, key: str) -> tuple[list[str], bool]:
    """The roles to hold, and whether each takes one person a line instead of the usual ratio."""
    labels = {one.code: one.label for one in choices}
    kept = st.pills(
        _("Rôles à tenir"), list(labels), selection_mode="multi", format_func=labels.__getitem__, key=f"{key}_roles",
        default=[one.code for one in choices if one.proposed],
    )  # fmt: skip
    each = st.toggle(_("Une personne par ligne pour chaque rôle"), key=f"{key}_each")
    return [code for code in labels if code in kept], each


def details(rows: Sequence[RoleRow], *, key: str) -> tuple[RoleRow, ...]:
    """Ratios and partners, behind a fold: the usual ones need no look."""
    with st.expander(_("Nombre de personnes et partenaires (mairie, hôpital…)"), icon=":material/tune:"):
        signature = "-".join(f"{row.code}{row.per_line}{row.per_centre}" for row in rows)
        return role_table.show(rows, key=f"{key}_rows_{signature}")


def _commune(communes: Communes, proposed: Commune | None, key: str) -> Commune | None:
    known = sorted(communes, key=lambda one: one.name)
    if not known:
        st.text_input(
            _("Commune"), key=f"{key}_commune", disabled=True,
            placeholder=_("Choisissez d’abord un territoire dans Effectifs"),
        )  # fmt: skip
        return None
    index = known.index(proposed) if proposed in known else 0
    return st.selectbox(_("Commune"), known, index=index, format_func=lambda one: one.name, key=f"{key}_commune")
