"""What effects may be made of on this territory: communes, roads, professions, kinds of care and of site, practices, people."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.errors import NotFound, ReleveError
from app.drills.effect_choices import Choices
from app.drills.scenario_references import SERVICES
from app.drills.supply import SUPPLIERS
from app.drills.territory import BOAT, road_id
from app.library.scenarios import TERRITORIES, suppliers_of
from app.response.desk_survey import KIND_WORDS, PRACTICE
from app.roster.practice import SiteKind
from app.roster.spelling import fold
from app.services.keeping.reference import read_library
from app.store import community, people
from app.words import _, language
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from app.access.actor import Actor
    from app.library import Library
    from app.store.database import Connection, Store


def effect_choices(actor: Actor, store: Store, territory: str = "", *, named: bool = False) -> Choices:
    """Codes and words of a territory (empty: the community's; « any »: every one).

    ``named``: for whoever may read them, practices, people and sites by name besides. Raises NotAllowed.
    """
    require(actor, Action.READ_DRILLS)
    with store.reading() as conn:
        found = choices_of(read_library(store, conn), territory or community.read(conn).territory)
        return _with_names(conn, found) if named and may(actor, Action.RUN_DRILLS) else found


def choices_of(library: Library, territory: str) -> Choices:
    """The same without a name of anybody. A table that cannot be read offers nothing: ``releve check`` tells why."""
    among = (territory,) if territory in TERRITORIES else TERRITORIES
    return Choices(
        communes=_sorted(_read(lambda: _communes(library, among))),
        professions=_read(lambda: library.professions.labels),
        skills=_read(lambda: _skills(library)),
        roads=_sorted(_read(lambda: _roads(library, among))),
        site_kinds={
            str(kind): _(words) for kind, words in KIND_WORDS.items() if kind not in (PRACTICE, SiteKind.OTHER)
        },
        services={code: _(words) for code, words in SERVICES.items()},
        suppliers=_sorted(
            {one: supplier_words(one) for one in _read(lambda: dict.fromkeys(suppliers_of(library), ""))}
        ),
    )


def supplier_words(name: str) -> str:
    """« grossiste », « oxygène »: a supplier as it is read; its own name where none is known."""
    return _(SUPPLIERS[name]) if name in SUPPLIERS else name.replace("_", " ")


def _with_names(conn: Connection, found: Choices) -> Choices:
    sites = people.sites(conn)
    named = {f"person:{one.id}": full_name(one.given_name, one.family_name) for one in people.every(conn)}
    return replace(
        found,
        practices=_sorted({str(one.id): one.name for one in people.practices(conn)}),
        providers={**_sorted(named), **_sorted({f"site:{one.id}": one.name for one in sites})},
    )


def _read(read: Callable[[], Mapping[str, str]]) -> Mapping[str, str]:
    try:
        return read()
    except ReleveError:
        return {}


def _communes(library: Library, territories: Iterable[str]) -> dict[str, str]:
    return {
        one.cells["insee_code"]: one.cells["name"]
        for territory in territories
        for one in library.file(f"territories/communes_{territory}.csv")
    }


def _roads(library: Library, territories: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for territory in territories:
        rows = _read_rows(library, f"territories/routes_{territory}.csv")
        for row in rows:
            said = f"{row['from_name']} – {row['to_name']}"
            if row["mode"] == BOAT:
                said = _("{ends} (bateau)").format(ends=said)
            found[road_id(row["from_code"], row["to_code"], row["mode"])] = said
    return found


def _read_rows(library: Library, name: str) -> list[Mapping[str, str]]:
    """None for a territory whose roads have no table."""
    try:
        return [one.cells for one in library.file(name)]
    except NotFound:
        return []


def _skills(library: Library) -> dict[str, str]:
    column = "label_en" if language() == "en" else "label_fr"
    return {one.cells["code"]: one.cells[column] for one in library.file("coverage_skills.csv")}


def _sorted(words: Mapping[str, str]) -> dict[str, str]:
    return dict(sorted(words.items(), key=lambda one: (fold(one[1]), one[0])))
