"""The lists of a plan that say where: communes, risks, establishments and what was agreed with them."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from app.response.articulation import SITE_KIND_WORDS, lacks, plan_word
from app.response.plan_words import pair
from app.response.risk import LEVEL_WORDS, SEASON_WORDS, Risk, Season, worst_first
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_number
from app.words.joined import joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.response.plan_facts import PlanFacts
    from app.roster.practice import Site, SiteKind

MOST_COMMUNES = 6
"""Communes of one hazard that are named; beyond, they are counted."""


def commune_lines(facts: PlanFacts) -> Iterator[str]:
    """By department, the most peopled commune first."""
    ordered = sorted(facts.communes, key=lambda one: (one.department, -one.population))
    for department, group in groupby(ordered, key=lambda one: one.department):
        named = (
            _("{commune} ({people} habitants)").format(commune=one.name, people=spoken_number(one.population))
            for one in group
        )
        yield pair(facts.department(department), ", ".join(named))


def risk_lines(facts: PlanFacts) -> Iterator[str]:
    """By hazard, the worst first, with where it is."""
    by_hazard: dict[str, list[Risk]] = {}
    for one in worst_first(facts.risks):
        by_hazard.setdefault(one.hazard, []).append(one)
    for hazard, risks in by_hazard.items():
        worst = risks[0]
        where = [facts.commune(one.commune_insee) for one in risks]
        named = ", ".join(where[:MOST_COMMUNES])
        if len(where) > MOST_COMMUNES:
            more = len(where) - MOST_COMMUNES
            named += " " + ngettext("et {n} autre commune", "et {n} autres communes", more).format(n=more)
        said = _("{level} (probabilité {probability}, gravité {impact})").format(
            level=_(LEVEL_WORDS[worst.level]), probability=worst.probability, impact=worst.impact
        )
        season = "" if worst.season is Season.ALL_YEAR else _(SEASON_WORDS[worst.season])
        sources = sorted({one.source for one in risks if one.source})
        source = _("source : {sources}").format(sources=", ".join(sources)) if sources else _("cotation à vérifier")
        yield pair(facts.hazards.get(hazard, hazard), joined(said, season, named, source, by="\u00a0; "))


def site_lines(facts: PlanFacts) -> Iterator[str]:
    """By kind, with places, emergency plan and generator."""
    order = list(SITE_KIND_WORDS)
    ordered = sorted(facts.sites, key=lambda one: (order.index(one.kind), one.name))
    for kind, group in groupby(ordered, key=lambda one: one.kind):
        sites = list(group)
        places = sum(one.places or 0 for one in sites)
        beds = ngettext("{n} place", "{n} places", places).format(n=places) if places else ""
        yield pair(f"{_(SITE_KIND_WORDS[kind])} ({joined(str(len(sites)), beds)})", _named_sites(facts, kind, sites))


def _named_sites(facts: PlanFacts, kind: SiteKind, sites: Iterable[Site]) -> str:
    said = []
    for one in sites:
        held = facts.articulations.get(one.id)
        plan = _(plan_word(kind)) if held and held.white_plan and plan_word(kind) else ""
        power = _("groupe électrogène") if held and held.generator else ""
        about = joined(facts.commune(one.commune_insee), plan, power)
        said.append(f"{one.name} ({about})" if about else one.name)
    return ", ".join(said)


def articulation_lines(facts: PlanFacts) -> Iterator[str]:
    """What was agreed with each establishment; one of which nothing is known is left out."""
    names = {one.id: one.name for one in facts.sites}
    for site_id, one in facts.articulations.items():
        if site_id not in names or len(lacks(one)) == len(lacks(None)):
            continue
        signed = _("convention du {date}").format(date=spoken_date(one.signed_on)) if one.signed_on else _("à signer")
        parts = (
            (_("ils nous appellent"), one.they_call),
            (_("nous les appelons"), one.we_call),
            (_("ils apportent"), one.they_offer),
            (_("ils attendent"), one.they_expect),
        )
        said = [pair(word, " ".join(text.split()).rstrip(".")) for word, text in parts if text]
        yield pair(names[site_id], joined(*said, signed, by="\u00a0; "))
