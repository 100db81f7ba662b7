"""The community's figures and lists as a plan says them: the words that ``data/plan_draft.csv`` calls by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.response.plan_means import (
    alert_test_lines,
    card_lines,
    centre_lines,
    flow_line,
    legal_lines,
    message_lines,
    stock_lines,
    training_lines,
    typology_lines,
    usual_criteria,
)
from app.response.plan_people import (
    authority_lines,
    cell_lines,
    delay_lines,
    mission_lines,
    profession_lines,
    recipient_lines,
)
from app.response.plan_territory import articulation_lines, commune_lines, risk_lines, site_lines
from app.response.plan_words import pair, phone
from app.words import _, ngettext
from app.words.dates import spoken_number
from app.words.joined import joined

if TYPE_CHECKING:
    from app.response.plan_facts import PlanFacts


def values_of(facts: PlanFacts) -> dict[str, str]:
    """Name → words, empty where nothing is known."""
    place = facts.place
    sites = len(facts.sites)
    medical = [one for one in facts.cards if one.medical and one.slug not in facts.signed]
    return {
        "community": facts.community or _("[à compléter : le nom de la communauté]"),
        "number": str(facts.number),
        "coordinator": joined(facts.coordinator, phone(facts.coordinator_phone)),
        "departments": ", ".join(facts.department(one) for one in facts.departments),
        "several_departments": "oui" if len(facts.departments) > 1 else "",
        "communes_count": ngettext("{n} commune", "{n} communes", len(facts.communes)).format(n=len(facts.communes)),
        "population": spoken_number(sum(one.population for one in facts.communes)),
        "steering": ", ".join(one.name for one in facts.cell.get("steering", ())),
        "people_count": _people(len(facts.people), facts.practices),
        "certified_count": _certified(facts.certified),
        "sites_count": ngettext("{n} établissement", "{n} établissements", sites).format(n=sites) if sites else "",
        "place": place.place if place else "",
        "fallback": place.fallback if place else "",
        "video": joined(place.video, phone(place.phone)) if place else "",
        "cards_count": ngettext("{n} fiche réflexe", "{n} fiches réflexes", len(facts.cards)).format(n=len(facts.cards)),
        "unsigned_count": _unsigned(len(medical)),
        "stock_count": _stock_count(len({one.item.thing for one in facts.stock})),
    }  # fmt: skip


def lists_of(facts: PlanFacts) -> dict[str, tuple[str, ...]]:
    """Name → points, none where nothing is known."""
    return {
        "recipients": tuple(recipient_lines(facts)),
        "history": facts.history,
        "communes_by_department": tuple(commune_lines(facts)),
        "zones": tuple(
            pair(zone.name, ", ".join(sorted(map(facts.commune, zone.communes)))) for zone in facts.zones
        ),
        "risks": tuple(risk_lines(facts)),
        "professions": tuple(profession_lines(facts)),
        "missions": tuple(mission_lines(facts)),
        "delays": tuple(delay_lines(facts)),
        "sites": tuple(site_lines(facts)),
        "articulations": tuple(articulation_lines(facts)),
        "cell": tuple(cell_lines(facts)),
        "criteria": tuple(line.strip() for line in (facts.place.criteria if facts.place else "").splitlines() if line.strip())
        or usual_criteria(facts),
        "flow": tuple(map(flow_line, facts.flow)),
        "degraded": tuple(pair(one.who, one.degraded) for one in facts.flow if one.degraded),
        "authorities": tuple(authority_lines(facts)),
        "tests": tuple(alert_test_lines(facts)),
        "typologies": tuple(typology_lines(facts)),
        "cards": tuple(card_lines(facts)),
        "centres": tuple(centre_lines(facts)),
        "stock": tuple(stock_lines(facts)),
        "messages": tuple(message_lines(facts)),
        "trainings": tuple(training_lines(facts)),
        "legal": tuple(legal_lines(facts)),
    }  # fmt: skip


def _people(count: int, practices: int) -> str:
    if not count:
        return ""
    said = ngettext("{n} personne peut être sollicitée", "{n} personnes peuvent être sollicitées", count).format(
        n=count
    )
    where = ngettext("dans {n} cabinet", "dans {n} cabinets", practices).format(n=practices) if practices else ""
    return joined(said, where)


def _certified(count: int) -> str:
    return ngettext("{n} personne a", "{n} personnes ont", count).format(n=count) if count else ""


def _unsigned(count: int) -> str:
    return ngettext(
        "{n} fiche à contenu médical attend encore cette signature.",
        "{n} fiches à contenu médical attendent encore cette signature.",
        count,
    ).format(n=count) if count else ""  # fmt: skip


def _stock_count(count: int) -> str:
    return ngettext("{n} référence suivie", "{n} références suivies", count).format(n=count) if count else ""
