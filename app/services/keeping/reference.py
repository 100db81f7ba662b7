"""The reference tables in force for a community: package, overlay and its own rows; and the edit of its own rows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from app.access.permissions import Action, require
from app.core.errors import N_, InvalidInput, NotFound
from app.library import TABLES, Library
from app.scheduling.assembly import Regulation
from app.scheduling.out_of_hours import UsualHours, usual_hours
from app.scheduling.templates import RoleTemplate, role_template, template_row
from app.scheduling.travel import Road
from app.store import community, journal, reference

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from app.access.actor import Actor
    from app.scheduling.centre import CentreKind
    from app.store.database import Connection, Store


_built: dict[tuple[object, ...], Library] = {}

_CONTENT = frozenset({".csv", ".yaml", ".md"})
"""How files of tables, plans and cards end."""


def read_library(store: Store, conn: Connection) -> Library:
    """The library of this state of the database; built again only when rows or overlay files changed."""
    overlay = store.folder.content
    files = tuple(sorted((str(p), p.stat().st_mtime_ns) for p in overlay.rglob("*") if p.suffix in _CONTENT))
    rows = reference.rows(conn)
    key = (overlay, files, json.dumps(rows))
    if key not in _built:
        _built.clear()
        _built[key] = Library(overlay=overlay, rows=rows)
    return _built[key]


def commune_names(store: Store, conn: Connection) -> dict[str, str]:
    """INSEE code → name, of the community's territory; empty until one is chosen."""
    return communes_by_code(read_library(store, conn), community.read(conn).territory)


def communes_by_code(library: Library, territory: str) -> dict[str, str]:
    """INSEE code → name, of a territory; empty for none."""
    return {one.insee: one.name for one in library.communes(territory)} if territory else {}


def regulation(library: Library) -> Regulation:
    """The dated tables that staffing rests on."""
    groups = library.file("target_groups.csv")
    ages = {g.cells["slug"]: (int(g.cells["youngest"]), int(g.cells["oldest"])) for g in groups}
    return Regulation(roles=library.roles, rules=library.competence_rules, vaccines=library.vaccines, ages=ages)


def centre_template(library: Library, kind: CentreKind, campaign: str, on: date) -> RoleTemplate:
    """What a kind of centre needs by default on a civil day, for a campaign."""
    rows = [template_row(record.cells) for record in library.file("reference/centre_templates.csv")]
    return role_template(rows, kind, campaign, on)


def duty_hours(library: Library) -> list[UsualHours]:
    """The usual hours of the out-of-hours rota (PDSA)."""
    return [usual_hours(record.cells) for record in library.file("reference/out_of_hours.csv")]


def roads(library: Library, territory: str) -> list[Road]:
    """The territory's road table; empty where the territory has none."""
    if not territory:
        return []
    try:
        rows = [record.cells for record in library.file(f"territories/routes_{territory}.csv")]
    except NotFound:
        # Ploërmel ships its communes without a road table.
        return []
    return [Road(row["from_code"], row["to_code"], float(row["minutes_est"])) for row in rows]


def read_reference(actor: Actor, store: Store) -> tuple[Library, dict[str, list[Mapping[str, str]]]]:
    """The content in force, and the community's own rows by table. Raises NotAllowed."""
    require(actor, Action.READ_REFERENCE)
    with store.reading() as conn:
        return read_library(store, conn), reference.rows(conn)


def edit_reference(actor: Actor, store: Store, table: str, rows: Sequence[Mapping[str, str]], source: str) -> None:
    """Make ``rows`` the community's own rows of a table, above those shipped. Refused whole when one does not read."""
    require(actor, Action.EDIT_REFERENCE)
    if table not in TABLES:
        raise InvalidInput(N_("La table « {table} » n’existe pas."), table=table)
    if not source.strip():
        raise InvalidInput(
            N_("Dites d’où viennent ces lignes (texte, article, date) : la source s’affiche à côté des règles.")
        )
    with store.transaction() as conn:
        reference.replace(conn, table, rows, source, store.now())
        proposed = Library(overlay=store.folder.content, rows=reference.rows(conn))
        proposed.validate(table)
        journal.write(
            conn, store.now(), actor.id, "reference_edited", table, {"rows": list(map(dict, rows)), "source": source}
        )
