"""How seats, roles and sessions are said: « ligne 2, injection », « un préparateur », « lundi matin ». No rule lives here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from babel.dates import format_date

from app.core.errors import N_
from app.words import _, language, ngettext
from app.words.dates import half_day_name, spoken_day

if TYPE_CHECKING:
    from app.scheduling.session import Seat, Session

RoleLabel = Callable[[str], str]
"""Role code → its name in the current language (``data/roles.csv``)."""

PersonName = Callable[[str], str]
"""Person id → how they are named, « Clarisse P. »."""

WEEK_AHEAD = timedelta(days=6)
"""« lundi » alone means the next one: at most six days away."""


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A role with its article (source text) and the people who hold it, for a count."""

    the: str
    people: Callable[[int], str]


ROLE_WORDS: dict[str, RoleWords] = {
    "centre_lead": RoleWords(
        N_("la coordination du centre"), lambda n: ngettext("un coordinateur", "{n} coordinateurs", n)
    ),
    "supervising_physician": RoleWords(N_("le médecin référent"), lambda n: ngettext("un médecin", "{n} médecins", n)),
    "reinforcement_physician": RoleWords(
        N_("le médecin en renfort"), lambda n: ngettext("un médecin en renfort", "{n} médecins en renfort", n)
    ),
    "reinforcement_nurse": RoleWords(
        N_("l’infirmier en renfort"), lambda n: ngettext("un infirmier en renfort", "{n} infirmiers en renfort", n)
    ),
    "reception": RoleWords(
        N_("l’accueil"), lambda n: ngettext("une personne à l’accueil", "{n} personnes à l’accueil", n)
    ),
    "prevax_interview": RoleWords(
        N_("l’entretien pré-vaccinal"),
        lambda n: ngettext(
            "une personne pour l’entretien pré-vaccinal", "{n} personnes pour l’entretien pré-vaccinal", n
        ),
    ),
    "dose_preparer": RoleWords(
        N_("la préparation des doses"), lambda n: ngettext("un préparateur", "{n} préparateurs", n)
    ),
    "injector": RoleWords(N_("l’injection"), lambda n: ngettext("un vaccinateur", "{n} vaccinateurs", n)),
    "data_entry": RoleWords(
        N_("la saisie"), lambda n: ngettext("une personne à la saisie", "{n} personnes à la saisie", n)
    ),
    "observation": RoleWords(N_("la surveillance"), lambda n: ngettext("un surveillant", "{n} surveillants", n)),
    "pharmacist_lead": RoleWords(
        N_("le pharmacien référent"), lambda n: ngettext("un pharmacien", "{n} pharmaciens", n)
    ),
    "logistics": RoleWords(N_("la logistique"), lambda n: ngettext("un logisticien", "{n} logisticiens", n)),
    "it_lead": RoleWords(
        N_("le référent informatique"), lambda n: ngettext("un informaticien", "{n} informaticiens", n)
    ),
    "sampler": RoleWords(N_("le prélèvement"), lambda n: ngettext("un préleveur", "{n} préleveurs", n)),
    "care": RoleWords(N_("le soin"), lambda n: ngettext("un soignant", "{n} soignants", n)),
    "psychological_support": RoleWords(N_("l’écoute"), lambda n: ngettext("un écoutant", "{n} écoutants", n)),
    "driver": RoleWords(N_("la conduite"), lambda n: ngettext("un conducteur", "{n} conducteurs", n)),
}


def the_role(role: str, label: RoleLabel) -> str:
    """« l’injection »; a role without words of its own is quoted: « nouveau rôle »."""
    words = ROLE_WORDS.get(role)
    return _(words.the) if words else f"« {label(role)} »"


def some_people(role: str, count: int, label: RoleLabel) -> str:
    """« un préparateur », « 2 médecins »; « 2 personnes (nouveau rôle) » for a role without words of its own."""
    words = ROLE_WORDS.get(role)
    if words:
        return words.people(count).format(n=count)
    return ngettext("une personne ({role})", "{n} personnes ({role})", count).format(n=count, role=label(role))


def place_of(seat: Seat, label: RoleLabel) -> str:
    """« ligne 2, injection », or « surveillance » for a seat that serves the whole centre."""
    if seat.line is None:
        return label(seat.role)
    return _("ligne {line}, {role}").format(line=seat.line, role=label(seat.role))


def half_day_of(session: Session) -> str:
    """« lundi 30 novembre, matin »."""
    return f"{spoken_day(session.day)}, {half_day_name(session.starts_at, session.ends_at)}"


def day_near(day: date, today: date | None) -> str:
    """« lundi » within six days of ``today``, « lundi 7 décembre » otherwise."""
    if today is not None and timedelta() <= day - today <= WEEK_AHEAD:
        return weekday_name(day)
    return spoken_day(day)


def moment_near(session: Session, today: date | None) -> str:
    """« lundi matin » within six days of ``today`` (Paris), « lundi 7 décembre, matin » otherwise."""
    half = half_day_name(session.starts_at, session.ends_at)
    near = today is not None and timedelta() <= session.day - today <= WEEK_AHEAD
    if near and half != _("journée"):
        return f"{weekday_name(session.day)} {half}"
    return f"{day_near(session.day, today)}, {half}"


def weekday_name(day: date) -> str:
    """« lundi »."""
    return format_date(day, "EEEE", locale="en_GB" if language() == "en" else "fr_FR")


def listed(parts: Iterable[str]) -> str:
    """« a », « a et b », « a, b et c »."""
    items = list(parts)
    if len(items) < 2:
        return "".join(items)
    return _("{first} et {last}").format(first=", ".join(items[:-1]), last=items[-1])
