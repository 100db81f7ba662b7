"""What « Relais · Cabinets » says: its sentence, a practice in one line, physicians who take new patients."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.practice_care import NEW_PATIENTS_WORDS, is_current
from app.ui.views.relays_words import listed
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_number
from app.words.people import full_name

if TYPE_CHECKING:
    from app.continuity.practice_care import Locum
    from app.roster.person import Person
    from app.services.continuity.read_relays import CareRow, CaresView


def sentence(view: CaresView) -> str:
    """« 12 cabinets sur 40 ont dit ce qu’ils absorbent ; ensemble, 96 patients de plus par jour. »"""
    if not view.rows:
        return _("Aucun cabinet n’est connu.")
    said = sum(one.is_said for one in view.rows)
    first = ngettext(
        "{said} cabinet sur {n} a dit ce qu’il peut absorber", "{said} cabinets sur {n} ont dit ce qu’ils peuvent absorber", said
    ).format(said=said, n=len(view.rows))  # fmt: skip
    room = sum(one.capacity for one in view.rows)
    return _("{first} ; tous ensemble, {room} patients de plus par jour.").format(first=first, room=spoken_number(room))


def detail(view: CaresView) -> str:
    """Without a pair, without a practice; what stands for what was not said, marked indicative."""
    pieces = []
    if n := sum(one.care.paired is None or one.care.agreed_on is None for one in view.rows):
        pieces.append(
            ngettext(
                "{n} cabinet n’a pas de binôme avec accord écrit.", "{n} cabinets n’ont pas de binôme avec accord écrit.", n
            ).format(n=n)
        )  # fmt: skip
    if n := len(view.alone):
        pieces.append(
            ngettext("{n} professionnel n’a pas de cabinet.", "{n} professionnels n’ont pas de cabinet.", n).format(n=n)
        )
    held = view.defaults
    pieces.append(
        _("Ce qu’un cabinet n’a pas dit vaut {percent} % de {visits} patients par jour et par membre, {minutes} min de trajet (valeur indicative).").format(
            percent=held.absorbable_percent, visits=held.daily_visits_per_member, minutes=held.radius_minutes
        )
    )  # fmt: skip
    return " ".join(pieces)


def label(row: CareRow, view: CaresView) -> str:
    """« Cabinet infirmier de Fégréac · Fégréac · 4 membres »."""
    members = ngettext("{n} membre", "{n} membres", len(row.members)).format(n=len(row.members))
    commune = view.communes.get(row.commune, "")
    return " · ".join(filter(None, (view.names[row.practice.id], commune, members)))


def facts(row: CareRow, view: CaresView) -> list[str]:
    """What is known of one practice, as lines."""
    return [one for one in (_who(row), _room(row, view), _pair(row, view), _new_patients(row, view)) if one]


def _who(row: CareRow) -> str:
    names = listed([full_name(one.given_name, one.family_name) for one in row.members], 8)
    if not names:
        return _("Personne n’y exerce : il ne peut relayer personne.")
    return _("{professions} : {names}").format(professions=", ".join(row.professions), names=names)


def _room(row: CareRow, view: CaresView) -> str:
    said = ngettext(
        "Peut prendre {n} patient de plus par jour", "Peut prendre {n} patients de plus par jour", row.capacity
    ).format(n=row.capacity)
    radius = row.care.radius_minutes
    minutes = view.defaults.radius_minutes if radius is None else radius
    indicative = (row.care.absorbable_percent is None or row.care.daily_visits is None or radius is None)  # fmt: skip
    mark = _(" (valeur indicative)") if indicative else ""
    return _("{said}, à {minutes} min au plus{mark}.").format(said=said, minutes=minutes, mark=mark)


def _pair(row: CareRow, view: CaresView) -> str:
    care = row.care
    if care.paired is None:
        return _("Pas de binôme.")
    name = view.names.get(care.paired, "")
    if care.agreed_on is None:
        return _("Binôme : {name}, sans accord écrit.").format(name=name)
    return _("Binôme : {name}, accord écrit du {day}.").format(name=name, day=spoken_date(care.agreed_on))


def _new_patients(row: CareRow, view: CaresView) -> str:
    care = row.care
    if not care.new_patients or care.new_patients_on is None:
        return ""
    said = _("Nouveaux patients : {said}, dit le {day}.").format(
        said=_(NEW_PATIENTS_WORDS[care.new_patients]), day=spoken_date(care.new_patients_on)
    )
    return said if is_current(care, view.today) else " ".join((said, _("À redemander : c’est ancien.")))


def taking_line(row: CareRow, view: CaresView) -> str:
    """« Cabinet médical du Port · Auray · oui, dit le 20 novembre 2026 »."""
    assert row.care.new_patients_on is not None
    said = _("{said}, dit le {day}").format(
        said=_(NEW_PATIENTS_WORDS[row.care.new_patients]), day=spoken_date(row.care.new_patients_on)
    )
    return " · ".join(filter(None, (view.names[row.practice.id], view.communes.get(row.commune, ""), said)))


def locum_line(one: Locum, view: CaresView) -> str:
    """« Maïwenn Fictif, du 1er au 15 décembre 2026 »."""
    name = view.people.get(one.person, "") if one.person else one.name
    if one.from_day and one.until_day:
        days = _("du {first} au {last}").format(first=spoken_date(one.from_day), last=spoken_date(one.until_day))
    elif one.from_day:
        days = _("à partir du {day}").format(day=spoken_date(one.from_day))
    elif one.until_day:
        days = _("jusqu’au {day}").format(day=spoken_date(one.until_day))
    else:
        days = _("sans date")
    return " · ".join(filter(None, (name or _("personne partie de l’effectif"), days)))


def alone_label(person: Person, view: CaresView) -> str:
    """« Erwan Fictif · kinésithérapeute · Auray »."""
    known = view.professions.get(person.profession or "", "")
    commune = view.communes.get(person.commune_insee, "")
    return " · ".join(filter(None, (full_name(person.given_name, person.family_name), known, commune)))


def header() -> list[str]:
    """Columns of the table of practices."""
    return [
        _("cabinet"), _("commune"), _("métiers"), _("membres"), _("file de la semaine"), _("patients par jour"),
        _("part absorbable"), _("peut prendre en plus"), _("rayon"), _("binôme"), _("accord du"), _("nouveaux patients"),
        _("logiciel"),
    ]  # fmt: skip


def table_row(row: CareRow, view: CaresView) -> list[str]:
    """One practice as cells; what was not said stays empty."""
    care = row.care
    return [
        view.names[row.practice.id], view.communes.get(row.commune, ""), ", ".join(row.professions), str(len(row.members)),
        _cell(care.weekly_patients), _cell(care.daily_visits), _cell(care.absorbable_percent, "\u00a0%"), str(row.capacity),
        _cell(care.radius_minutes, "\u00a0min"), view.names.get(care.paired, "") if care.paired else "",
        spoken_date(care.agreed_on) if care.agreed_on else "",
        _(NEW_PATIENTS_WORDS[care.new_patients]) if care.new_patients else "", care.software,
    ]  # fmt: skip


def _cell(number: int | None, unit: str = "") -> str:
    return "" if number is None else f"{spoken_number(number)}{unit}"
