"""The lists of a plan that say who: recipients, the roster counted, the crisis cell, whom to ring. No number of a volunteer."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.response.plan_facts import MEMBERS
from app.response.plan_words import pair, phone
from app.roster.person import Mission
from app.roster.said import MISSION_WORDS
from app.words import _, ngettext
from app.words.joined import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.response.directory import Contact
    from app.response.plan_facts import Holder, PlanFacts

DELAYS = (1, 3, 12, 24)
"""Hours by which people are counted, those of the board."""

AUTHORITIES = ("authority", "payer")
"""Groups of ``data/contact_functions.csv`` that stand in the section of the alert."""


def recipient_words(facts: PlanFacts, code: str, department: str = "") -> str:
    """« Délégation départementale de l’ARS, Morbihan (56) »; « Membres de la communauté »."""
    if code == MEMBERS:
        return _("Membres de la communauté")
    function = facts.contact_function(code)
    return ", ".join(part for part in (function.label if function else code, facts.department(department)) if part)


def recipient_lines(facts: PlanFacts) -> Iterator[str]:
    """Who is sent the plan."""
    for one in facts.recipients:
        function = facts.contact_function(one.code)
        if function and function.per_department and facts.departments:
            yield pair(function.label, ", ".join(facts.department(each) for each in facts.departments))
        else:
            yield recipient_words(facts, one.code)


def profession_lines(facts: PlanFacts) -> Iterator[str]:
    """How many of each profession, the most frequent first."""
    counted = Counter(one.profession or "" for one in facts.people)
    for slug, count in sorted(counted.items(), key=lambda one: (not one[0], -one[1], one[0])):
        yield pair(facts.professions.get(slug, slug) if slug else _("sans profession de santé"), str(count))


def mission_lines(facts: PlanFacts) -> Iterator[str]:
    """How many would do each mission."""
    for mission in Mission:
        count = sum(mission in one.missions for one in facts.people)
        if count:
            yield pair(_(MISSION_WORDS[mission]), str(count))


def delay_lines(facts: PlanFacts) -> Iterator[str]:
    """How many could be there within so many hours; no line when nobody said."""
    known = [one.delay_to_mobilise_hours for one in facts.people if one.delay_to_mobilise_hours is not None]
    if not known:
        return
    for hours in DELAYS:
        count = sum(one <= hours for one in known)
        yield pair(ngettext("en {n} heure", "en {n} heures", hours).format(n=hours), str(count))
    unknown = len(facts.people) - len(known)
    if unknown:
        yield pair(_("délai non dit"), str(unknown))


def cell_lines(facts: PlanFacts) -> Iterator[str]:
    """Who holds each function of the crisis cell and who deputises."""
    for function in facts.functions:
        held = facts.cell.get(function.code, ())
        yield pair(function.label, f"{_holders(held)} {function.does}".strip())


def _holders(held: tuple[Holder, ...]) -> str:
    if not held:
        return _("[à compléter : titulaire et suppléant].")
    deputies = ", ".join(one.name for one in held[1:]) or _("[à compléter : suppléant]")
    return _("{lead} ; suppléance : {deputies}.").format(lead=held[0].name, deputies=deputies)


def authority_lines(facts: PlanFacts) -> Iterator[str]:
    """Whom to ring among authorities and payers, day and night."""
    for function in facts.contact_functions:
        if function.group in AUTHORITIES:
            for one in facts.contacts:
                if one.function == function.code and one.numbers:
                    where = f", {facts.department(one.department)}" if one.department else ""
                    yield pair(f"{function.label}{where}", _numbers(one))


def _numbers(one: Contact) -> str:
    day, night = phone(one.day_phone), phone(one.night_phone)
    if day == night or not night:
        said = day if night else _("{number} (jour)").format(number=day)
    else:
        said = _("{day} (jour), {night} (nuit)").format(day=day, night=night) if day else _("{number} (nuit)").format(number=night)  # fmt: skip
    return joined(one.organisation, said)
