"""The roster in one sentence, in filtered rows, and the words for what people declared."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.roster.person import WEEKDAYS, HalfDay, HalfDayPart, Mission
from app.roster.phones import spoken_phone
from app.roster.said import MISSION_WORDS as MISSION_WORDS
from app.roster.spelling import fold
from app.scheduling.spoken import listed
from app.ui.parts.people_table import PersonRow
from app.ui.views.rules_words import STATUSES
from app.words import _, language, ngettext
from app.words.dates import spoken_number
from app.words.people import full_name
from app.words.plural import plural as plural

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.roster.person import Person
    from app.services.roster.read_roster import RosterDesk

SPOKEN_PROFESSIONS = 4
"""One sentence names the largest professions only."""


@dataclass(frozen=True, slots=True)
class RosterFilters:
    """What the address asks for; an empty field lets everyone through."""

    search: str = ""
    profession: str = ""
    commune: str = ""
    mission: str = ""


def roster_sentence(desk: RosterDesk) -> str:
    """« 132 volontaires : 62 infirmiers, 25 médecins et 45 autres ; 18 sans mobile. »"""
    count = len(desk.people)
    parts = [ngettext("{n} volontaire", "{n} volontaires", count).format(n=spoken_number(count))]
    parts.append(listed(_largest(desk)))
    silent = len([one for one in desk.people if not one.mobile])
    said = _("{people} : {professions}").format(people=parts[0], professions=parts[1])
    if not silent:
        return _("{said}, tous avec un mobile.").format(said=said)
    return _("{said} ; {n} sans mobile.").format(said=said, n=spoken_number(silent))


def detail_sentence(desk: RosterDesk) -> str:
    """Who has opted out, and whose usual half-days are not known; empty when there is nothing to say."""
    out = len([one for one in desk.people if not one.is_contactable_on(desk.today)])
    unknown = len([one for one in desk.people if not one.usual_half_days])
    parts = []
    if out:
        parts.append(
            ngettext(
                "{n} personne ne veut plus être sollicitée.", "{n} personnes ne veulent plus être sollicitées.", out
            )
        )
        parts[-1] = parts[-1].format(n=out)
    if unknown:
        said = ngettext("{n} sans demi-journées habituelles.", "{n} sans demi-journées habituelles.", unknown)
        parts.append(said.format(n=unknown))
    return " ".join(parts)


def filtered(desk: RosterDesk, filters: RosterFilters) -> tuple[Person, ...]:
    """The people whom the filters let through, by name; the search looks in names, organisation, commune and numbers."""
    words = fold(filters.search).split()
    return tuple(
        one
        for one in desk.people
        if (not filters.profession or one.profession == filters.profession)
        and (not filters.commune or one.commune_insee == filters.commune)
        and (not filters.mission or filters.mission in one.missions)
        and all(word in _searched(desk, one) for word in words)
    )


def header(people: Iterable[Person]) -> list[str]:
    """The columns of the table; missions only when somebody declared some."""
    missions = [_("Missions")] if _declares(people) else []
    return [_("Nom"), _("Profession"), _("Commune"), _("Mobile"), *missions, _("Demi-journées usuelles"), _("Statut")]


def rows(desk: RosterDesk, people: Sequence[Person]) -> list[PersonRow]:
    """One row a person, in the order given, under :func:`header`."""
    declares = _declares(people)
    return [
        PersonRow(
            one.id,
            (
                name_of(one),
                desk.profession(one),
                desk.commune(one.commune_insee),
                spoken_phone(one.mobile) if one.mobile else "",
                *([", ".join(mission_words(one))] if declares else []),
                ", ".join(half_day_words(one.usual_half_days)),
                _("ne plus solliciter") if not one.is_contactable_on(desk.today) else _(STATUSES[one.status]),
            ),
        )
        for one in people
    ]


def _declares(people: Iterable[Person]) -> bool:
    return any(one.missions for one in people)


def name_of(person: Person) -> str:
    """« Clarisse Palude-Deslandes »."""
    return full_name(person.given_name, person.family_name)


def mission_words(person: Person) -> list[str]:
    """What the person volunteers for, in the order of the list of missions."""
    return [_(MISSION_WORDS[mission]) for mission in Mission if mission in person.missions]


def half_day_words(half_days: Iterable[HalfDay]) -> list[str]:
    """« lun. matin », or « lun. » for both halves of a day."""
    by_day: dict[int, set[HalfDayPart]] = {}
    for one in half_days:
        by_day.setdefault(one.weekday, set()).add(one.part)
    return [
        day_word(day) if len(parts) == 2 else half_day_word(HalfDay(day, next(iter(parts))))
        for day, parts in sorted(by_day.items())
    ]


def day_word(weekday: int) -> str:
    """« lun. »; 0 is Monday."""
    if language() == "en":
        return ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[weekday]
    return f"{WEEKDAYS[weekday]}."


def half_day_word(half_day: HalfDay) -> str:
    """« lun. matin »."""
    part = _("matin") if half_day.part is HalfDayPart.AM else _("après-midi")
    return f"{day_word(half_day.weekday)} {part}"


def profession_choices(desk: RosterDesk) -> dict[str, str]:
    """Professions present in the roster, by slug, in the order of the table."""
    present = {one.profession for one in desk.people}
    return {one.slug: one.label() for one in desk.library.professions if one.slug in present}


def commune_choices(desk: RosterDesk) -> dict[str, str]:
    """Communes present in the roster, by INSEE code, in alphabetical order."""
    present = {one.commune_insee for one in desk.people if one.commune_insee}
    return dict(sorted(((code, desk.commune(code)) for code in present), key=lambda pair: fold(pair[1])))


def mission_choices(desk: RosterDesk) -> dict[str, str]:
    """Missions somebody of the roster volunteers for."""
    present = {mission for one in desk.people for mission in one.missions}
    return {mission.value: _(MISSION_WORDS[mission]) for mission in Mission if mission in present}


def _largest(desk: RosterDesk) -> list[str]:
    counts = Counter(one.profession for one in desk.people)
    ranked: Sequence[tuple[str | None, int]] = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0] or ""))
    named = [(slug, n) for slug, n in ranked if slug][:SPOKEN_PROFESSIONS]
    said = [f"{n} {plural(desk.library.professions[slug].label(), n)}" for slug, n in named]
    others = len(desk.people) - sum(n for _slug, n in named)
    if others:
        said.append(ngettext("{n} autre", "{n} autres", others).format(n=others))
    return said


def _searched(desk: RosterDesk, person: Person) -> str:
    numbers = [spoken_phone(number).replace(" ", "") for number in (person.mobile, person.phone) if number]
    words = (
        name_of(person),
        desk.profession(person),
        person.organisation,
        desk.commune(person.commune_insee),
        *numbers,
    )
    return fold(" ".join(words))
