"""The chapters of the crisis bag that say whom to ring: the contacts, and everyone who may be asked."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from app.documents.crisis_bag import Column, Kind, Row, Section, Table
from app.documents.imprint import Contact
from app.roster.person import Mission
from app.roster.said import MISSION_WORDS
from app.services.crisis_bag.crisis_bag_cells import spoken, without_empty
from app.services.crisis_bag.crisis_bag_scene import BagScene, name_of
from app.words import _, ngettext
from app.words.first_letter import capitalised
from app.words.joined import joined
from app.words.people import list_order

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.roster.person import Person


def contacts(scene: BagScene) -> Section:
    """Whom to ring: coordination, crisis cell, centres, partners, establishments, practices."""
    tables = [
        _contact_table(_("Coordination"), _("Fonction"), [(_("coordination"), scene.call_first(), _also(scene))]),
        _crisis_cell(scene),
        _contact_table(
            _("Centres"), _("Centre"),
            [(one.name, Contact(one.contact_name, spoken(one.contact_phone)), joined(one.place.name, one.place.address, one.place.commune)) for one in scene.centres],
        ),
        _contact_table(_("Partenaires"), _("Partenaire"), [(one.name, Contact(one.contact_name, spoken(one.contact_phone)), "") for one in scene.partners]),
        _contact_table(_("Établissements"), _("Établissement"), [(one.name, Contact("", spoken(one.phone)), scene.commune(one.commune_insee)) for one in scene.sites if one.phone]),
        _contact_table(
            _("Cabinets"), _("Cabinet"),
            [(one.name, Contact("", spoken(one.phone)), joined(one.address, scene.commune(one.commune_insee))) for one in scene.practices.values() if one.phone],
        ),
    ]  # fmt: skip
    found = tuple(one for table in tables if table.rows for one in without_empty([table]))
    count = sum(len(table.rows) for table in found)
    return Section(
        code="contacts",
        short=_("Contacts"),
        title=_("Qui appeler"),
        sentence=joined(ngettext("{n} contact.", "{n} contacts.", count).format(n=count), _no_number(scene), by=" "),
        tables=found,
        names_people=True,
        count=count,
    )


def roster(scene: BagScene) -> Section:
    """Everyone who may be asked, by profession then name, with every way to reach them."""
    columns = (
        Column(_("Nom"), Kind.NAME, 1.8), Column(_("Téléphone"), Kind.PHONE, 1.4), Column(_("E-mail"), Kind.EMAIL, 2.2),
        Column(_("Commune"), Kind.TEXT, 1.2), Column(_("Volontaire pour"), Kind.TEXT, 1.8),
    )  # fmt: skip
    ordered = sorted(
        scene.people,
        key=lambda one: (list_order(_group(scene, one)), list_order(one.family_name, one.given_name), one.id),
    )
    tables = tuple(
        Table(group, columns, tuple(_person_row(scene, one) for one in held))
        for group, held in groupby(ordered, key=lambda one: _group(scene, one))
    )
    n, out = len(scene.people), scene.opted_out
    sentence = ngettext("{n} personne peut être sollicitée.", "{n} personnes peuvent être sollicitées.", n).format(n=n)
    if out:
        sentence += " " + ngettext(
            "{n} personne a demandé à ne plus l’être : elle n’y est pas.",
            "{n} personnes ont demandé à ne plus l’être : elles n’y sont pas.",
            out,
        ).format(n=out)
    return Section(
        code="effectifs", short=_("Effectifs"), title=_("Effectifs"), sentence=sentence, tables=without_empty(tables),
        names_people=bool(n), count=n,
    )  # fmt: skip


def _contact_table(title: str, what: str, rows: Iterable[tuple[str, Contact, str]]) -> Table:
    columns = (
        Column(what, Kind.NAME, 2), Column(_("Téléphone"), Kind.PHONE, 1.3), Column(_("Personne"), Kind.TEXT, 1.6),
        Column(_("Où"), Kind.TEXT, 2),
    )  # fmt: skip
    return Table(title, columns, tuple(Row((name, who.phone, who.name, where)) for name, who, where in rows))


def _no_number(scene: BagScene) -> str:
    """What is missing when nobody can ring the coordination, and where it is filled in."""
    if scene.community.coordinator_phone:
        return ""
    return _("Le téléphone de la coordination manque : il s’écrit dans Effectifs, « Communauté et territoire ».")


def _also(scene: BagScene) -> str:
    """Another way to reach the coordination, as messages say it; nothing when it is the number shown already."""
    contact, shown = scene.community.contact, scene.call_first().phone
    return "" if _digits(contact) and _digits(contact) == _digits(shown) else contact


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())


def _crisis_cell(scene: BagScene) -> Table:
    members = [one for one in scene.people if Mission.CRISIS_CELL in one.missions]
    rows = [
        (name_of(one), Contact(scene.profession(one), scene.phone(one)), scene.commune(one.commune_insee))
        for one in members
    ]
    table = _contact_table(_("Volontaires pour la cellule de crise"), _("Nom"), rows)
    columns = (*table.columns[:2], Column(_("Profession"), Kind.TEXT, 1.6), *table.columns[3:])
    return Table(table.title, columns, table.rows)


def _person_row(scene: BagScene, person: Person) -> Row:
    missions = ", ".join(_(MISSION_WORDS[one]) for one in Mission if one in person.missions)
    return Row(
        (name_of(person), scene.phone(person), person.email, scene.commune(person.commune_insee), missions)
    )  # fmt: skip


def _group(scene: BagScene, person: Person) -> str:
    """What people are sorted under: the profession without gender, or helpers."""
    if person.profession and person.profession in scene.library.professions:
        label = scene.library.professions[person.profession].label()
        return capitalised(label)
    return _("Renforts sans profession de santé")
