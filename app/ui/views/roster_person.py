"""One person as spoken: who they are, how to reach them, which competences hold until when, which roles they could take."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.roster.eligibility import NO_PROFESSION, SessionFrame, roles_allowed
from app.roster.phones import spoken_phone
from app.ui.views.roster import name_of
from app.ui.views.rules_words import STATUSES, TRAININGS
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.roster.competence import Competence
    from app.roster.person import Person
    from app.services.roster.read_roster import RosterDesk


def title(person: Person) -> str:
    """« Clarisse Palude-Deslandes »."""
    return name_of(person) or _("Sans nom")


def description(desk: RosterDesk, person: Person) -> str:
    """« infirmière, en activité, Auray, Cabinet des Embruns »."""
    practice = desk.practices.get(person.practice) if person.practice else None
    parts = [
        desk.profession(person), person.specialty, _(STATUSES[person.status]), desk.commune(person.commune_insee),
        practice.name if practice else "", person.organisation if person.profession else "",
    ]  # fmt: skip
    return ", ".join(part for part in parts if part)


def contact(person: Person) -> str:
    """« 06 39 98 00 02 · clarisse@example.org », or that no way to reach them is known."""
    numbers = [spoken_phone(number) for number in (person.mobile, person.phone) if number]
    return " · ".join([*numbers, *([person.email] if person.email else [])]) or _("aucun contact connu")


def competence_header() -> list[str]:
    """The columns of :func:`competence_rows`."""
    return [_("Compétence"), _("Depuis"), _("Jusqu’à"), _("Source")]


def competence_rows(desk: RosterDesk, person: Person) -> list[tuple[str, ...]]:
    """Each dated competence, oldest first."""
    return [_competence(one) for one in desk.competences.get(person.id, ())]


def helper_roles(desk: RosterDesk) -> dict[str, str]:
    """Roles that today's rules leave to people without a health profession, code → words."""
    frame = SessionFrame(
        campaign="calendar", vaccine=None, youngest=18, oldest=150, setting="centre", on=desk.today
    )  # fmt: skip
    allowed = roles_allowed(desk.library.roles, (), frame, desk.library.competence_rules)
    return {one.code: one.label for one in desk.library.roles if NO_PROFESSION in allowed[one.code]}


def _competence(one: Competence) -> tuple[str, ...]:
    words = TRAININGS.get(one.code)
    return (
        _(words) if words else one.code.replace("_", " "),
        spoken_date(one.valid_from) if one.valid_from else "–",
        spoken_date(one.valid_to) if one.valid_to else _("sans fin connue"),
        one.source or "–",
    )
