"""The plan in the ARS's or the URPS's own DOCX, kept by the site: ``DATA/content/templates/<name>.docx`` + ``<name>.yaml``.

The YAML says where each section goes: a mark ``{{…}}`` that stands in the document, or a heading under which to write::

    title: Trame de l’ARS Bretagne
    sections:
      territory: "{{territoire}}"
      people: 3. Ressources humaines
    fields:
      community: "{{cpts}}"
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.access.permissions import Action, may, require
from app.core.clock import paris_date
from app.core.errors import N_, InvalidInput, NotFound, ReleveError
from app.documents.imprint import Imprint
from app.library.content import is_below
from app.library.yaml_file import read_yaml
from app.response.plan import PLAN_STATE_WORDS, SECTIONS, Block, BlockKind, blocks
from app.roster.phones import spoken_phone
from app.services.crisis.note_reading import Read, note_reading
from app.services.plans.own_plan_document import edition, imprint_of
from app.services.plans.plan_annexes import plan_annexes
from app.services.plans.read_plan import read_plan
from app.words import _
from app.words.dates import spoken_date
from app.words.errors import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from app.access.actor import Actor
    from app.documents.docx_template import Pouring
    from app.library.yaml_file import YamlFile
    from app.services.plans.plan_annexes import Annex
    from app.services.plans.read_plan import PlanView
    from app.store.database import Store

FOLDER = "templates"
FIELDS = {
    "community": N_("Nom de la CPTS"),
    "version": N_("Numéro de version"),
    "state": N_("État de la version"),
    "date": N_("Date de la version"),
    "validated_by": N_("Qui a validé"),
    "validated_on": N_("Date de validation"),
    "review_on": N_("Date de révision"),
    "coordinator": N_("Nom du coordinateur"),
    "phone": N_("Téléphone de la coordination"),
}
"""What else a template may ask for, in a line."""

ANNEXES = {
    "annuaire": N_("Annuaire"),
    "cellule": N_("Cellule de crise"),
    "risques": N_("Risques par commune"),
    "etablissements": N_("Établissements"),
    "inventaire": N_("Inventaire"),
    "relais": N_("Cabinets et relais"),
    "aides": N_("Aides et services à distance"),
}
"""Tables that a template may ask for, made from what is kept today."""

PARTS: Mapping[str, Mapping[str, str]] = {"sections": SECTIONS, "fields": FIELDS, "tables": ANNEXES}
NAME = re.compile(r"[^\W_][\w .()’'-]{0,80}")
"""Names of templates: no folder, nothing hidden."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template of the site. ``fault``: why it can't be filled, in a sentence; else where everything goes, part → key → place."""

    name: str
    title: str
    places: Mapping[str, Mapping[str, str]]
    fault: str = ""
    unfilled: tuple[str, ...] = ()
    """Marks of the document that nothing fills."""

    @property
    def left_out(self) -> tuple[str, ...]:
        """Keys of sections that have no place in it."""
        return tuple(key for key in SECTIONS if key not in self.places.get("sections", {}))


@dataclass(frozen=True, slots=True)
class FilledTemplate:
    """The file, marks that nothing filled, and titles of the sections that have no place in it."""

    content: bytes
    unfilled: tuple[str, ...]
    left_out: tuple[str, ...]


def read_templates(actor: Actor, store: Store) -> tuple[Template, ...]:
    """The site's templates by name; one that can't be filled says why before anybody needs it. Raises NotAllowed."""
    require(actor, Action.READ_PLANS)
    return tuple(_template(path, store) for path in _found(store))


def fill_template(actor: Actor, store: Store, name: str, number: int | None = None) -> FilledTemplate:
    """A version (the newest by default) poured into a template. Raises InvalidInput (file, line, what to mend), NotFound,
    NotAllowed."""
    require(actor, Action.READ_PLANS)
    from app.documents.docx_template import fill_docx

    path = next((one for one in _found(store) if one.stem == name), None)
    if path is None:
        raise NotFound(N_("La trame « {name} » n’est plus dans content/templates. Rechargez la page."), name=name)
    template = _read_places(path)
    view = read_plan(actor, store, number)
    if view is None:
        raise NotFound(N_("Le plan n’est pas commencé : il n’y a encore rien à imprimer."))
    shows_numbers = may(actor, Action.READ_DIRECTORY)
    with store.reading() as conn:
        annexes = plan_annexes(store, conn, shows_numbers=shows_numbers) if template.places["tables"] else ()
    note_reading(actor, store, Read.CONTACTS, {person for one in annexes for person in one.people})
    imprint = imprint_of(store, view.community, edition(view.version))
    filled = fill_docx(path.name, path.read_bytes(), _pourings(template, view, annexes), imprint)
    left_out = tuple(_(SECTIONS[key]) for key in template.left_out)
    return FilledTemplate(filled.content, filled.unfilled, left_out)


def starting_places(actor: Actor, store: Store, name: str) -> bytes:
    """A ``.yaml`` to begin with: every mark and heading of the template, the sections whose title it holds already placed.

    Raises InvalidInput for a document that does not open, NotFound, NotAllowed.
    """
    require(actor, Action.READ_PLANS)
    from app.documents.docx_template import bare, headings_of, marks_of, opened

    path = next((one for one in _found(store) if one.stem == name), None)
    if path is None:
        raise NotFound(N_("La trame « {name} » n’est plus dans content/templates. Rechargez la page."), name=name)
    document = opened(path.name, path.read_bytes())
    headings, marks = headings_of(document), marks_of(document)
    lines = [f"title: {_quoted(name)}", "sections:"]
    for key, title in SECTIONS.items():
        place = next((one for one in headings if _alike(bare(one), bare(_(title)))), "")
        lines.append(f"  {key}: {_quoted(place)}" if place else f"  # {key}: ")
    lines += ["fields:", *(f"  # {key}: " for key in FIELDS), "tables:", *(f"  # {key}: " for key in ANNEXES)]
    lines += ["", f"# {_('Marques trouvées')} :", *(f"#   {{{{{one}}}}}" for one in marks)]
    lines += [f"# {_('Titres trouvés')} :", *(f"#   {one}" for one in headings)]
    return ("\n".join(lines) + "\n").encode()


def _alike(heading: str, title: str) -> bool:
    """Whether a heading of theirs plainly is one of our sections: the same, or one inside the other."""
    return bool(heading) and (heading == title or (len(heading) > 6 and (heading in title or title in heading)))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _found(store: Store) -> list[Path]:
    """The site's DOCX by name; word processors' own leftovers (« ~$… ») and links that lead out are no templates."""
    folder = store.folder.content / FOLDER
    return [path for path in sorted(folder.glob("*.docx")) if NAME.fullmatch(path.stem) and is_below(folder, path)]


def _template(path: Path, store: Store) -> Template:
    """A template tried with nothing in it: whatever is missing in the document is found out here."""
    from app.documents.docx_template import Pouring, fill_docx

    try:
        template = _read_places(path)
        tried = [Pouring(place, called, ()) for place, called in _names(template)]
        empty = fill_docx(path.name, path.read_bytes(), tried, Imprint(store.now(), "", ""))
    except ReleveError as error:
        return Template(path.stem, path.stem, {}, sentence(error))
    return replace(template, unfilled=empty.unfilled)


def _names(template: Template) -> list[tuple[str, str]]:
    """(Place, what goes there), each place once."""
    found: dict[str, str] = {}
    for part, known in PARTS.items():
        for key, place in template.places[part].items():
            found.setdefault(place, _(known[key]))
    return list(found.items())


def _read_places(path: Path) -> Template:
    """Where everything goes, from the YAML beside the document. Raises InvalidInput naming file and line."""
    beside = path.with_suffix(".yaml")
    if not beside.is_file():
        raise InvalidInput(
            N_("{file} n’a pas de correspondance : ajoutez {yaml} à côté, qui dit où va chaque section."),
            file=path.name, yaml=beside.name,
        )  # fmt: skip
    try:
        text = beside.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise InvalidInput(N_("{file} n’est pas lisible : enregistrez-le en UTF-8."), file=beside.name) from None
    file = read_yaml(beside.name, text)
    if not isinstance(file.value, dict):
        raise InvalidInput(
            N_("{file} ne dit rien : écrivez la clé « sections », puis une ligne par section."), file=beside.name
        )
    for key in file.value:
        if key != "title" and key not in PARTS:
            raise _fault(file, (str(key),), ("title", *PARTS))
    places = {part: _places(file, part, known) for part, known in PARTS.items()}
    if not any(places.values()):
        raise InvalidInput(
            N_("{file} ne dit rien : écrivez la clé « sections », puis une ligne par section."), file=beside.name
        )
    return Template(path.stem, str(file.value.get("title") or path.stem), places)


def _places(file: YamlFile, part: str, known: Mapping[str, str]) -> dict[str, str]:
    assert isinstance(file.value, dict)
    held = file.value.get(part) or {}
    if not isinstance(held, dict):
        raise _wrong(file, (part,))
    for key, place in held.items():
        if key not in known:
            raise _fault(file, (part, str(key)), tuple(known))
        if not isinstance(place, str) or not place.strip():
            raise _wrong(file, (part, str(key)))
    return {str(key): place.strip() for key, place in held.items()}


def _fault(file: YamlFile, path: tuple[str, ...], known: tuple[str, ...]) -> InvalidInput:
    return InvalidInput(
        N_("{file}, ligne {line} : « {key} » n’est pas connu. Écrivez l’un de : {known}."),
        file=file.name, line=file.line_of(path), key=path[-1], known=", ".join(known),
    )  # fmt: skip


def _wrong(file: YamlFile, path: tuple[str, ...]) -> InvalidInput:
    return InvalidInput(
        N_("{file}, ligne {line} : dites où va « {key} » : une marque entre guillemets, \"{{{{…}}}}\", ou un titre du document."),
        file=file.name, line=file.line_of(path), key=path[-1],
    )  # fmt: skip


def _pourings(template: Template, view: PlanView, annexes: tuple[Annex, ...]) -> list[Pouring]:
    """Everything to write; sections that share a place keep the order of the plan."""
    from app.documents.docx_template import Pouring

    fields, tables = _fields(view), {one.name: one for one in annexes}
    lines = template.places["fields"]
    made = [Pouring(place, _(FIELDS[key]), _line(fields[key])) for key, place in lines.items()]
    places = template.places["sections"]
    for place in dict.fromkeys(places[key] for key in SECTIONS if key in places):
        keys = [key for key in SECTIONS if places.get(key) == place]
        called = ", ".join(_(SECTIONS[key]) for key in keys)
        made.append(Pouring(place, called, _together(view, keys)))
    for key, place in template.places["tables"].items():
        annex = tables.get(key)
        made.append(Pouring(place, _(ANNEXES[key]), (), (annex.table,) if annex else ()))
    return made


def _together(view: PlanView, keys: list[str]) -> tuple[Block, ...]:
    """The blocks of the sections of one place; where there are several, each under its title."""
    made: list[Block] = []
    for key in keys:
        section = view.version.section(key)
        if section is not None:
            made += [Block(BlockKind.HEADING, section.title)] if len(keys) > 1 else []
            made += blocks(section)
    return tuple(made)


def _line(text: str) -> tuple[Block, ...]:
    return (Block(BlockKind.PARAGRAPH, text),)


def _fields(view: PlanView) -> dict[str, str]:
    version, settings = view.version, view.community
    return {
        "community": settings.name,
        "version": str(version.number),
        "state": _(PLAN_STATE_WORDS[version.state]),
        "date": spoken_date(paris_date(version.changed_at)),
        "validated_by": ", ".join(part for part in (version.validated_by, version.validated_as) if part),
        "validated_on": spoken_date(paris_date(version.validated_at)) if version.validated_at else "",
        "review_on": spoken_date(version.review_on) if version.review_on else "",
        "coordinator": "" if view.is_masked else settings.coordinator,
        "phone": "" if view.is_masked else spoken_phone(settings.coordinator_phone),
    }
