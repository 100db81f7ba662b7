"""The library of response plans: ``plans/<slug>/plan.yaml`` and ``plans/<slug>/cards/*.md``, the site's over the package's.

``DATA/content/plans/<slug>/plan.yaml`` replaces the shipped plan of that slug whole, a card's file the card of that name;
a new folder adds a plan. Everything a plan refers to must exist; an error names file, line, key and what would be right.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import ValidationError

from app.core.errors import N_, InvalidInput, ReleveError
from app.library.content import content_root, is_below
from app.library.plan_faults import HEADINGS, key_of, located
from app.library.yaml_file import YamlFile, read_yaml
from app.response.sheet import Card, Sheet
from app.words import _
from app.words.errors import sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from app.library.library import Library

_ITEM = re.compile(r"(?:\d{1,2}[.)]|[-*])\s+(.*)")


@dataclass(frozen=True, slots=True)
class _Source:
    """A plan or a card with where it was read."""

    file: YamlFile
    sheet: Sheet | None = None
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """What was read of a set of files, by slug, and what is wrong with the others."""

    found: dict[str, _Source]
    errors: list[ReleveError]

    def take(self, slug: str, read: Callable[..., _Source], *args: Path | str) -> None:
        """Read one file; a fault is kept for later."""
        try:
            self.found[slug] = read(*args)
        except ReleveError as error:
            self.errors.append(error)

    def or_raise(self) -> dict[str, _Source]:
        """Everything, or the first fault."""
        if self.errors:
            raise self.errors[0]
        return self.found


def _twice(path: Path, other: Path) -> InvalidInput:
    return InvalidInput(
        N_("{file} : une autre fiche porte déjà ce nom ({other}). Renommez l’une des deux."),
        file=_name(path),
        other=_name(other),
    )


class PlanLibrary:
    """Every plan and card at one moment. Build it anew when the overlay changes. Reading raises InvalidInput."""

    def __init__(self, library: Library, overlay: Path | None = None) -> None:
        """``overlay`` is ``DATA/content``; ``library`` gives the tables that plans refer to."""
        self._library = library
        self._roots = [content_root() / "plans", *([overlay / "plans"] if overlay else [])]

    @cached_property
    def sheets(self) -> Mapping[str, Sheet]:
        """The plans by slug: typologies first, in order, then transversal provisions by title."""
        found = [source.sheet for source in self._sheets.values() if source.sheet]
        found.sort(key=lambda one: (one.typology or 9, one.title))
        return {one.slug: one for one in found}

    @cached_property
    def cards(self) -> Mapping[str, Card]:
        """The reflex cards by slug, in the order of the plans then of their names."""
        found = [source.card for source in self._cards.values() if source.card]
        order = list(self.sheets)
        found.sort(key=lambda one: (order.index(one.plan) if one.plan in order else len(order), one.slug))
        return {one.slug: one for one in found}

    def problems(self) -> list[str]:
        """Everything wrong, in sentences; empty when plans and cards read and hold together."""
        unread = [*self._read_sheets.errors, *self._read_cards.errors]
        if unread:
            # What refers to a file that cannot be read would be called broken too.
            return [sentence(error) for error in unread]
        sources = [*self._sheets.values(), *self._cards.values()]
        return [problem for source in sources for problem in self._broken(source)]

    @property
    def _sheets(self) -> dict[str, _Source]:
        return self._read_sheets.or_raise()

    @property
    def _cards(self) -> dict[str, _Source]:
        return self._read_cards.or_raise()

    @cached_property
    def _read_sheets(self) -> _Reading:
        reading = _Reading({}, [])
        for folder in self._folders("plan.yaml"):
            reading.take(folder.name, _sheet, folder / "plan.yaml", folder.name)
        return reading

    @cached_property
    def _read_cards(self) -> _Reading:
        reading = _Reading({}, [])
        for root in self._roots:
            own: dict[str, Path] = {}
            for path in _inside(root, "*/cards/*.md"):
                if path.stem in own:
                    reading.errors.append(_twice(path, own[path.stem]))
                    continue
                own[path.stem] = path
                reading.take(path.stem, _card, path)
        return reading

    def _folders(self, holding: str) -> list[Path]:
        chosen: dict[str, Path] = {}
        for root in self._roots:
            chosen |= {path.parent.name: path.parent for path in _inside(root, f"*/{holding}")}
        return [chosen[name] for name in sorted(chosen)]

    def _broken(self, source: _Source) -> Iterator[str]:
        """References that lead nowhere."""
        for path, value, known, table in self._references(source):
            if value not in known:
                yield _("{file}, ligne {line}, {key} : « {value} » n’est pas dans {table}. Corrigez-le ou ajoutez-le.").format(
                    file=source.file.name, line=source.file.line_of(path), key=key_of(path), value=value, table=table
                )  # fmt: skip

    def _references(self, source: _Source) -> Iterator[tuple[tuple[str | int, ...], str, frozenset[str], str]]:
        functions = frozenset(one.code for one in self._library.cell_functions)
        contacts = frozenset(one.code for one in self._library.contact_functions)
        legal = frozenset(one.code for one in self._library.legal_references)
        cards = frozenset(self._cards)
        if source.sheet:
            sheet = source.sheet
            codes = frozenset(one.key for one in self._library.orsan_codes)
            for generation, given in sheet.orsan.items():
                for index, code in enumerate(given):
                    yield (
                        ("orsan", generation.value, index),
                        f"{code}@{generation.value}",
                        codes,
                        "data/orsan_taxonomy.csv",
                    )
            for index, action in enumerate(sheet.actions):
                yield ("actions", index, "function"), action.function, functions, "data/cell_functions.csv"
                if action.card:
                    yield ("actions", index, "card"), action.card, cards, "plans/*/cards"
            for index, need in enumerate(sheet.needs):
                for rank, profession in enumerate(need.professions):
                    known = frozenset(self._library.professions.slugs)
                    yield ("needs", index, "professions", rank), profession, known, "data/professions.csv"
            for index, slug in enumerate(sheet.cards):
                yield ("cards", index), slug, cards, "plans/*/cards"
            for index, code in enumerate(sheet.legal):
                yield ("legal", index), code, legal, "data/legal_references.csv"
        if source.card:
            yield ("owner",), source.card.owner, functions, "data/cell_functions.csv"
            for index, code in enumerate(source.card.contacts):
                yield ("contacts", index), code, contacts, "data/contact_functions.csv"
            for index, code in enumerate(source.card.legal):
                yield ("legal", index), code, legal, "data/legal_references.csv"


def _inside(root: Path, pattern: str) -> list[Path]:
    """The files of a folder of plans, in order. A link that leads out of it is not read: what plans say is shown."""
    return [path for path in sorted(root.glob(pattern)) if is_below(root.parent, path)]


def _sheet(path: Path, slug: str) -> _Source:
    file = read_yaml(_name(path), _text(path))
    if not isinstance(file.value, dict):
        raise InvalidInput(N_("{file} : un plan est une suite de clés. Voyez plans/README.md."), file=file.name)
    try:
        return _Source(file, sheet=Sheet.model_validate({**file.value, **_generations(file.value), "slug": slug}))
    except ValidationError as error:
        raise located(file, error) from None


def _generations(written: dict[str, object]) -> dict[str, object]:
    """``orsan`` with keys of text: YAML reads an unquoted 2014 as a number."""
    codes = written.get("orsan")
    return {"orsan": {str(key): value for key, value in codes.items()}} if isinstance(codes, dict) else {}


def _card(path: Path) -> _Source:
    """A card: a YAML header between two ``---`` lines, then its three lists."""
    parts = re.split(r"^---[ \t]*$", _text(path), maxsplit=2, flags=re.MULTILINE)
    if len(parts) != 3 or parts[0].strip():
        raise InvalidInput(N_("{file}, ligne 1 : une fiche commence par un en-tête entre deux lignes « --- »."), file=_name(path))  # fmt: skip
    file = read_yaml(_name(path), parts[1].removeprefix("\n"), first_line=2)
    if not isinstance(file.value, dict):
        raise InvalidInput(N_("{file} : l’en-tête d’une fiche est une suite de clés. Voyez plans/README.md."), file=file.name)  # fmt: skip
    lists, lines = _lists(_name(path), parts[2], first_line=parts[1].count("\n") + 1)
    try:
        card = Card.model_validate({**file.value, **lists, "slug": path.stem, "plan": path.parent.parent.name})
    except ValidationError as error:
        raise located(file, error, lines) from None
    return _Source(file, card=card)


def _lists(name: str, body: str, first_line: int) -> tuple[dict[str, list[str]], dict[str, int]]:
    """The items below each heading, and its line; an item goes on over indented lines.

    ``first_line``: the line where ``body`` begins, that of the second « --- ».
    """
    keys = {title: key for key, title in HEADINGS.items()}
    lists: dict[str, list[str]] = {}
    lines: dict[str, int] = {}
    current: list[str] | None = None
    for number, line in enumerate(body.splitlines(), first_line):
        item = _ITEM.match(line)
        if line.startswith("## "):
            title = line.removeprefix("## ").strip()
            if title not in keys or keys[title] in lists:
                raise InvalidInput(
                    N_("{file}, ligne {line} : titre « {title} » inattendu. Les titres d’une fiche sont, une fois chacun : {known}."),
                    file=name, line=number, title=title, known=", ".join(HEADINGS.values()),
                )  # fmt: skip
            current, lines[keys[title]] = lists.setdefault(keys[title], []), number
        elif item and current is not None:
            current.append(item[1].strip())
        elif line.strip() and line.startswith(("  ", "\t")) and current:
            current[-1] += " " + line.strip()
        elif line.strip():
            raise InvalidInput(
                N_("{file}, ligne {line} : chaque ligne d’une fiche est un point de liste, sous un titre."),
                file=name,
                line=number,
            )
    return lists, lines


def _name(path: Path) -> str:
    """``plans/typologie_1/plan.yaml``, wherever the folder stands."""
    parts = path.parts
    return "/".join(parts[len(parts) - 1 - parts[::-1].index("plans") :])


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise InvalidInput(
            N_("{file} n’est pas en UTF-8 : enregistrez-le dans cet encodage."), file=_name(path)
        ) from None
