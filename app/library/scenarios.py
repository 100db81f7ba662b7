"""The library of scenarios: ``scenarios/<code>.yaml``, the site's over the package's; read, checked, and written back.

``DATA/content/scenarios/<code>.yaml`` replaces the shipped scenario of that code whole, a new file adds one. Everything a
scenario refers to must exist; an error names file, line, key and what would be right. One file that cannot be read takes
no other with it.
"""

from __future__ import annotations

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

import yaml
from pydantic import ValidationError

from app.core.errors import N_, InvalidInput, ReleveError
from app.drills.scenario import Scenario
from app.drills.scenario_faults import fault_words, path_of
from app.drills.scenario_references import SERVICES, TABLE_WORDS, Table, Tables, faults, lost
from app.drills.territory import road_id
from app.library.content import content_root, is_below
from app.library.plan_faults import key_of
from app.library.yaml_file import LONGEST_KEPT, read_yaml
from app.response.orsan import Generation
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from app.drills.shock import AnyEffect
    from app.library.library import Library
    from app.library.yaml_file import YamlFile

K = TypeVar("K", bound=str)

TERRITORIES = ("auray", "redon", "ploermel")
"""Whose communes scenarios may name; roads are known of those that have a table of them."""


class ScenarioLibrary:
    """Every scenario shipped or put into the folder, at one moment. Build it anew when the overlay changes."""

    def __init__(self, library: Library, overlay: Path | None = None) -> None:
        """``overlay`` is ``DATA/content``; ``library`` gives the tables that scenarios refer to."""
        self._library = library
        self._roots = [content_root() / "scenarios", *([overlay / "scenarios"] if overlay else [])]

    @property
    def scenarios(self) -> Mapping[str, Scenario]:
        """Those that can be read, by code."""
        return {code: one for code, (_file, one) in self._read[0].items()}

    @property
    def errors(self) -> tuple[ReleveError, ...]:
        """Why the others can't be read."""
        return self._read[1]

    def problems(self) -> list[str]:
        """What is wrong in those that can be read, in sentences; :attr:`errors` tells the others."""
        return [said for file, one in self._read[0].values() for said in problems_of(one, self.tables, file)]

    @cached_property
    def tables(self) -> Tables:
        """The codes that scenarios may refer to; a table that cannot be read is left out, and told elsewhere."""
        library = self._library
        codes: dict[Table, Callable[[], Iterable[str]]] = {
            Table.PROFESSION: lambda: library.professions.slugs,
            Table.SKILL: lambda: _column(library, "coverage_skills.csv", "code"),
            Table.SITE_KIND: lambda: set(library.site_kinds.values()),
            Table.SERVICE: lambda: SERVICES,
            Table.SUPPLIER: lambda: suppliers_of(library),
            Table.CARD: lambda: library.plans.cards,
            Table.ORSAN: lambda: (one.code for one in library.orsan_codes if one.generation is Generation.CURRENT),
        }
        return Tables(
            codes=_readable(codes),
            communes=_readable({one: _communes(library, one) for one in TERRITORIES}),
            roads=_readable({one: _roads(library, one) for one in TERRITORIES}),
        )

    @cached_property
    def _read(self) -> tuple[dict[str, tuple[YamlFile, Scenario]], tuple[ReleveError, ...]]:
        found: dict[str, tuple[YamlFile, Scenario]] = {}
        errors: list[ReleveError] = []
        for path in (path for root in self._roots for path in _inside(root)):
            try:
                found[path.stem] = _of_file(path)
            except ReleveError as error:
                errors.append(error)
        return found, tuple(errors)


def read_scenario(name: str, text: str) -> Scenario:
    """The scenario of a text; ``name`` is how errors call it. Raises InvalidInput: file, line, key, fault and remedy.

    The same text is read once a process.
    """
    return (_parsed if len(text) <= LONGEST_KEPT else _parsed.__wrapped__)(name, text)[1]


def problems_of(scenario: Scenario, tables: Tables, file: YamlFile | None = None) -> Iterator[str]:
    """Everything a scenario refers to that is not there and every effect that would do nothing, in sentences."""
    for one in lost(scenario, tables):
        yield _said(
            file,
            one.path,
            _("« {value} » n’est pas dans {table}").format(value=one.value, table=_(TABLE_WORDS[one.table])),
            _("Corrigez-le ou ajoutez-le."),
        )
    for fault in faults(scenario):
        yield _said(file, fault.path, _(fault.said.wrong), _(fault.said.right))


def written(scenario: Scenario) -> str:
    """The file of a scenario, which reads back as the same one; what is as usual is left out."""
    value = _plain(scenario)
    for key, effects in (("effects", scenario.effects), ("plan", scenario.plan)):
        if effects:
            value[key] = [_typed(one) for one in effects]
    for inject, row in zip(scenario.injects, value.get("injects", ()), strict=True):
        if inject.effects:
            row["effects"] = [_typed(one) for one in inject.effects]
    text: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=110)
    return text


def suppliers_of(library: Library) -> frozenset[str]:
    """Names that something depends on in ``coverage_supply.csv`` (« supplier:grossiste=48 » → « grossiste »)."""
    cells = _column(library, "coverage_supply.csv", "depends_on")
    held = (one.split("=")[0] for cell in cells for one in cell.split("|"))
    return frozenset(one.removeprefix("supplier:") for one in held if one.startswith("supplier:"))


def _plain(scenario: Scenario) -> dict[str, Any]:
    return scenario.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _typed(effect: AnyEffect) -> dict[str, Any]:
    """The kind of an effect is as usual for its model, and yet says which model it is."""
    return {"type": effect.type, **effect.model_dump(mode="json", exclude_defaults=True)}


@lru_cache(maxsize=256)
def _parsed(name: str, text: str) -> tuple[YamlFile, Scenario]:
    file = read_yaml(name, text)
    if not isinstance(file.value, dict):
        raise InvalidInput(N_("{file} : un scénario est une suite de clés. Voyez scenarios/README.md."), file=name)
    try:
        return file, Scenario.model_validate(file.value)
    except ValidationError as error:
        found = error.errors(include_url=False)
        first = next((one for one in found if one["type"] == "extra_forbidden"), found[0])
        path, said = path_of(first), fault_words(first)
        raise InvalidInput(
            N_("{file}, ligne {line}, {key} : {wrong}. {right}"),
            file=name, line=file.line_of(path), key=key_of(path) or "type", wrong=said.wrong, right=said.right,
        ) from None  # fmt: skip


def _of_file(path: Path) -> tuple[YamlFile, Scenario]:
    name = f"scenarios/{path.name}"
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(N_("{file} n’est pas en UTF-8 : enregistrez-le dans cet encodage."), file=name) from None
    file, scenario = _parsed(name, text)
    if scenario.code != path.stem:
        raise InvalidInput(
            N_("{file}, ligne {line} : le code « {code} » n’est pas le nom du fichier. Donnez-leur le même."),
            file=name,
            line=file.line_of(("code",)),
            code=scenario.code,
        )
    return file, scenario


def _said(file: YamlFile | None, path: tuple[str | int, ...], wrong: str, right: str) -> str:
    if file is None:
        return _("{key} : {wrong}. {right}").format(key=key_of(path), wrong=wrong, right=right)
    return _("{file}, ligne {line}, {key} : {wrong}. {right}").format(
        file=file.name, line=file.line_of(path), key=key_of(path), wrong=wrong, right=right
    )


def _inside(root: Path) -> list[Path]:
    """The files of a folder, in order. A link that leads out of it is not read: what scenarios say is shown."""
    return [path for path in sorted(root.glob("*.yaml")) if is_below(root.parent, path)]


def _readable(reads: Mapping[K, Callable[[], Iterable[str]]]) -> dict[K, frozenset[str]]:
    found = {}
    for key, read in reads.items():
        try:
            found[key] = frozenset(read())
        except ReleveError:
            continue
    return found


def _column(library: Library, name: str, column: str) -> list[str]:
    return [one.cells[column] for one in library.file(name)]


def _communes(library: Library, territory: str) -> Callable[[], Iterable[str]]:
    """Neighbouring communes too: they carry needs."""
    return lambda: _column(library, f"territories/communes_{territory}.csv", "insee_code")


def _roads(library: Library, territory: str) -> Callable[[], Iterable[str]]:
    return lambda: (
        road_id(one.cells["from_code"], one.cells["to_code"], one.cells["mode"])
        for one in library.file(f"territories/routes_{territory}.csv")
    )
