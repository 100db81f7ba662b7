"""The community's figures and lists as a plan says them: the words that ``data/plan_draft.csv`` calls by name."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from app.response.articulation import SITE_KIND_WORDS, lacks, plan_word
from app.response.directory import spoken_number as spoken_phone_number
from app.response.plan_facts import MEMBERS
from app.response.plan_sheets import sheet_lines, transversal_line
from app.response.risk import LEVEL_WORDS, SEASON_WORDS, Risk, Season, worst_first
from app.response.said import TO_VALIDATE
from app.response.stock import StockState
from app.roster.person import Mission
from app.roster.said import MISSION_WORDS
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.response.alert_flow import FlowStep
    from app.response.directory import Contact
    from app.response.plan_facts import Holder, PlanFacts
    from app.roster.practice import Site, SiteKind

DELAYS = (1, 3, 12, 24)
"""Hours by which people are counted, those of the board."""
AUTHORITIES = ("authority", "payer")
"""Groups of ``data/contact_functions.csv`` that stand in the section of the alert."""
MOST_COMMUNES = 6
"""Communes of one hazard that are named; beyond, they are counted."""


def values_of(facts: PlanFacts) -> dict[str, str]:
    """Name → words, empty where nothing is known."""
    place = facts.place
    sites = len(facts.sites)
    medical = [one for one in facts.cards if one.medical and one.slug not in facts.signed]
    return {
        "community": facts.community or _("[à compléter : le nom de la communauté]"),
        "number": str(facts.number),
        "coordinator": _joined(facts.coordinator, _phone(facts.coordinator_phone)),
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
        "video": _joined(place.video, _phone(place.phone)) if place else "",
        "cards_count": ngettext("{n} fiche réflexe", "{n} fiches réflexes", len(facts.cards)).format(n=len(facts.cards)),
        "unsigned_count": _unsigned(len(medical)),
        "stock_count": _stock_count(len({one.item.thing for one in facts.stock})),
    }  # fmt: skip


def lists_of(facts: PlanFacts) -> dict[str, tuple[str, ...]]:
    """Name → points, none where nothing is known."""
    return {
        "recipients": tuple(_recipients(facts)),
        "history": facts.history,
        "communes_by_department": tuple(_communes(facts)),
        "zones": tuple(
            _pair(zone.name, ", ".join(sorted(map(facts.commune, zone.communes)))) for zone in facts.zones
        ),
        "risks": tuple(_risks(facts)),
        "professions": tuple(_professions(facts)),
        "missions": tuple(_missions(facts)),
        "delays": tuple(_delays(facts)),
        "sites": tuple(_sites(facts)),
        "articulations": tuple(_articulations(facts)),
        "cell": tuple(_cell(facts)),
        "criteria": tuple(line.strip() for line in (facts.place.criteria if facts.place else "").splitlines() if line.strip())
        or _usual_criteria(facts),
        "flow": tuple(map(_step, facts.flow)),
        "degraded": tuple(_pair(one.who, one.degraded) for one in facts.flow if one.degraded),
        "authorities": tuple(_authorities(facts)),
        "tests": tuple(_tests(facts)),
        "typologies": tuple(_typologies(facts)),
        "cards": tuple(_cards(facts)),
        "centres": tuple(_centres(facts)),
        "stock": tuple(_stock(facts)),
        "messages": tuple(_messages(facts)),
        "trainings": tuple(_trainings(facts)),
        "legal": tuple(_legal(facts)),
    }  # fmt: skip


def recipient_words(facts: PlanFacts, code: str, department: str = "") -> str:
    """« Délégation départementale de l’ARS, Morbihan (56) »; « Membres de la communauté »."""
    if code == MEMBERS:
        return _("Membres de la communauté")
    function = facts.contact_function(code)
    return ", ".join(part for part in (function.label if function else code, facts.department(department)) if part)


def _recipients(facts: PlanFacts) -> Iterator[str]:
    for one in facts.recipients:
        function = facts.contact_function(one.code)
        if function and function.per_department and facts.departments:
            yield _pair(function.label, ", ".join(facts.department(each) for each in facts.departments))
        else:
            yield recipient_words(facts, one.code)


def _communes(facts: PlanFacts) -> Iterator[str]:
    ordered = sorted(facts.communes, key=lambda one: (one.department, -one.population))
    for department, group in groupby(ordered, key=lambda one: one.department):
        named = (
            _("{commune} ({people} habitants)").format(commune=one.name, people=spoken_number(one.population))
            for one in group
        )
        yield _pair(facts.department(department), ", ".join(named))


def _risks(facts: PlanFacts) -> Iterator[str]:
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
        yield _pair(facts.hazards.get(hazard, hazard), _joined(said, season, named, source, by="\u00a0; "))


def _professions(facts: PlanFacts) -> Iterator[str]:
    counted = Counter(one.profession or "" for one in facts.people)
    for slug, count in sorted(counted.items(), key=lambda one: (not one[0], -one[1], one[0])):
        yield _pair(facts.professions.get(slug, slug) if slug else _("sans profession de santé"), str(count))


def _missions(facts: PlanFacts) -> Iterator[str]:
    for mission in Mission:
        count = sum(mission in one.missions for one in facts.people)
        if count:
            yield _pair(_(MISSION_WORDS[mission]), str(count))


def _delays(facts: PlanFacts) -> Iterator[str]:
    known = [one.delay_to_mobilise_hours for one in facts.people if one.delay_to_mobilise_hours is not None]
    if not known:
        return
    for hours in DELAYS:
        count = sum(one <= hours for one in known)
        yield _pair(ngettext("en {n} heure", "en {n} heures", hours).format(n=hours), str(count))
    unknown = len(facts.people) - len(known)
    if unknown:
        yield _pair(_("délai non dit"), str(unknown))


def _sites(facts: PlanFacts) -> Iterator[str]:
    order = list(SITE_KIND_WORDS)
    ordered = sorted(facts.sites, key=lambda one: (order.index(one.kind), one.name))
    for kind, group in groupby(ordered, key=lambda one: one.kind):
        sites = list(group)
        places = sum(one.places or 0 for one in sites)
        beds = ngettext("{n} place", "{n} places", places).format(n=places) if places else ""
        yield _pair(f"{_(SITE_KIND_WORDS[kind])} ({_joined(str(len(sites)), beds)})", _named_sites(facts, kind, sites))


def _named_sites(facts: PlanFacts, kind: SiteKind, sites: Iterable[Site]) -> str:
    said = []
    for one in sites:
        held = facts.articulations.get(one.id)
        plan = _(plan_word(kind)) if held and held.white_plan and plan_word(kind) else ""
        power = _("groupe électrogène") if held and held.generator else ""
        about = _joined(facts.commune(one.commune_insee), plan, power)
        said.append(f"{one.name} ({about})" if about else one.name)
    return ", ".join(said)


def _articulations(facts: PlanFacts) -> Iterator[str]:
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
        said = [_pair(word, " ".join(text.split()).rstrip(".")) for word, text in parts if text]
        yield _pair(names[site_id], _joined(*said, signed, by="\u00a0; "))


def _cell(facts: PlanFacts) -> Iterator[str]:
    for function in facts.functions:
        held = facts.cell.get(function.code, ())
        yield _pair(function.label, f"{_holders(held)} {function.does}".strip())


def _holders(held: tuple[Holder, ...]) -> str:
    if not held:
        return _("[à compléter : titulaire et suppléant].")
    deputies = ", ".join(one.name for one in held[1:]) or _("[à compléter : suppléant]")
    return _("{lead} ; suppléance : {deputies}.").format(lead=held[0].name, deputies=deputies)


def _usual_criteria(facts: PlanFacts) -> tuple[str, ...]:
    """What opens each typology, where the community has not written its own: the first trigger of its sheet."""
    return tuple(one.triggers[0] for one in facts.sheets if one.kind == "typology")


def _step(one: FlowStep) -> str:
    minutes = ngettext("en {n} minute", "en {n} minutes", one.within_minutes).format(n=one.within_minutes)
    about = _joined(minutes if one.within_minutes else "", one.channel)
    return _pair(one.who, f"{one.does} ({about})" if about else one.does)


def _authorities(facts: PlanFacts) -> Iterator[str]:
    for function in facts.contact_functions:
        if function.group in AUTHORITIES:
            for one in facts.contacts:
                if one.function == function.code and one.numbers:
                    where = f", {facts.department(one.department)}" if one.department else ""
                    yield _pair(f"{function.label}{where}", _numbers(one))


def _numbers(one: Contact) -> str:
    day, night = _phone(one.day_phone), _phone(one.night_phone)
    if day == night or not night:
        said = day if night else _("{number} (jour)").format(number=day)
    else:
        said = _("{day} (jour), {night} (nuit)").format(day=day, night=night) if day else _("{number} (nuit)").format(number=night)  # fmt: skip
    return _joined(one.organisation, said)


def _tests(facts: PlanFacts) -> Iterator[str]:
    done = facts.practised
    if done.last_test:
        yield _("Dernier essai de l’alerte le {date} : {reached} personnes jointes sur {asked}.").format(
            date=spoken_date(done.last_test), reached=done.reached, asked=done.asked
        )
    if done.last_numbers:
        yield _("Derniers numéros de l’annuaire vérifiés le {date}.").format(date=spoken_date(done.last_numbers))


def _typologies(facts: PlanFacts) -> Iterator[str]:
    for one in facts.sheets:
        if one.kind == "typology":
            yield from sheet_lines(one, facts)
    others = [one for one in facts.sheets if one.kind != "typology"]
    if others:
        yield "# " + _("Dispositions transversales")
        yield from (transversal_line(one) for one in others)


def _cards(facts: PlanFacts) -> Iterator[str]:
    titles = {one.slug: one.title for one in facts.sheets}
    for plan, group in groupby(facts.cards, key=lambda one: one.plan):
        yield "# " + titles.get(plan, plan)
        for one in group:
            waits = _(TO_VALIDATE) if one.medical and one.slug not in facts.signed else ""
            yield f"{one.title} ({_joined(facts.function(one.owner), waits, by=' ; ')})"


def _centres(facts: PlanFacts) -> Iterator[str]:
    for one in facts.centres:
        lines = ngettext("{n} ligne", "{n} lignes", one.lines).format(n=one.lines)
        rate = _("{n} injections par heure").format(n=one.lines * one.per_hour)
        designated = "" if one.is_designated else _("non désigné par arrêté")
        yield _pair(one.name, _joined(one.kind, one.place, lines, rate, designated))


def _stock(facts: PlanFacts) -> Iterator[str]:
    for one in sorted(facts.stock, key=lambda found: (found.item.thing, found.item.place)):
        item = one.item
        minimum = _("minimum {n}").format(n=item.minimum) if item.minimum else ""
        ends = _("jusqu’au {date}").format(date=spoken_date(item.expires_on)) if item.expires_on else ""
        state = _("périmé") if one.state is StockState.EXPIRED else ""
        amount = f"{spoken_number(item.quantity)} {item.unit}".strip()
        yield _pair(item.label, _joined(amount, minimum, ends, item.place, item.holder, state))


def _messages(facts: PlanFacts) -> Iterator[str]:
    for sheet in facts.sheets:
        if sheet.kind == "typology":
            audiences = "\u00a0; ".join(dict.fromkeys(one.audience for one in sheet.communication))
            yield _pair(sheet.title.partition(":")[0].strip(), audiences)


def _trainings(facts: PlanFacts) -> Iterator[str]:
    done = facts.practised
    if done.trainings:
        people = ngettext("{n} participation", "{n} participations", done.trained).format(n=done.trained)
        yield _pair(
            _("Tenues depuis un an"),
            _joined(ngettext("{n} formation", "{n} formations", done.trainings).format(n=done.trainings), people),
        )
    if done.next_trainings:
        yield _pair(_("À venir"), "\u00a0; ".join(done.next_trainings))


def _legal(facts: PlanFacts) -> Iterator[str]:
    named = dict.fromkeys(code for sheet in facts.sheets if sheet.kind == "typology" for code in sheet.legal)
    for one in (facts.legal[code] for code in ["aci-avenant-2", *named] if code in facts.legal):
        yield _pair(f"{one.citation} ({spoken_date(one.dated)})", one.says)


def _people(count: int, practices: int) -> str:
    if not count:
        return ""
    said = ngettext("{n} personne peut être sollicitée", "{n} personnes peuvent être sollicitées", count).format(
        n=count
    )
    where = ngettext("dans {n} cabinet", "dans {n} cabinets", practices).format(n=practices) if practices else ""
    return _joined(said, where)


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


def _pair(head: str, said: str) -> str:
    return _("{head} : {said}").format(head=head, said=said)


def _phone(number: str) -> str:
    return spoken_phone_number(number) if number else ""


def _joined(*parts: str, by: str = ", ") -> str:
    return by.join(part for part in parts if part)
