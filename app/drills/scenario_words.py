"""Scenarios in words: when something comes, what an effect does, what a scenario holds. No code is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_
from app.drills.scenario_references import SERVICES
from app.drills.shock import (
    EFFECT_WORDS,
    Absence,
    CallVolunteers,
    Closure,
    Demand,
    Discharge,
    Doses,
    EffectKind,
    ItDown,
    MobileTeam,
    NewNeed,
    OpenSite,
    PowerCut,
    RoadCut,
    RoadSlow,
    Supply,
    Who,
)
from app.drills.supply import SUPPLIERS
from app.response.desk_survey import KIND_WORDS, PRACTICE
from app.words import _, ngettext
from app.words.dates import spoken_number
from app.words.plural import plural

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from app.drills.effect_choices import Choices
    from app.drills.scenario import Scenario
    from app.drills.shock import AnyEffect

SHOWN = 4
"""Communes or roads told by name in a sentence; beyond, how many more."""

TYPOLOGY_WORDS: Mapping[int | str, str] = {
    1: N_("Typologie 1 · blessés somatiques ou psychiques"),
    2: N_("Typologie 2 · malades, épidémies et climat"),
    3: N_("Typologie 3 · maladies infectieuses émergentes"),
    4: N_("Typologie 4 · risque nucléaire, radiologique ou chimique"),
    5: N_("Typologie 5 · altération de l’offre de soins"),
    "transversal": N_("Disposition transversale"),
}
"""What a scenario says of its typology → its words."""

_SITE_KINDS = {str(kind): words for kind, words in KIND_WORDS.items() if kind != PRACTICE}


def offset_words(minutes: int) -> str:
    """« T0 », « T + 12 min », « T + 1 h 05 », « T + 2 j 6 h »."""
    hours, rest = divmod(minutes, 60)
    days, left = divmod(hours, 24)
    if not minutes:
        return _("T0")
    if not hours:
        return _("T + {minutes} min").format(minutes=rest)
    if hours < 48:
        said = _("T + {hours} h").format(hours=hours)
        return f"{said} {rest:02}" if rest else said
    said = _("T + {days} j").format(days=days)
    return said + (_(" {hours} h").format(hours=left) if left else "")


def span_words(effect: AnyEffect) -> str:
    """« dès le début, jusqu’à la fin », « de T + 1 h à T + 5 h »."""
    start, end = effect.from_hours * 60, effect.until_hours
    if end is not None:
        return _("de {start} à {end}").format(start=offset_words(start), end=offset_words(end * 60))
    return _("à partir de {start}").format(start=offset_words(start)) if start else _("du début à la fin")


def inject_span_words(effect: AnyEffect) -> str:
    """The same for an effect of an inject, whose hours count from the moment it is sent."""
    start = effect.from_hours
    said = _("dès l’envoi") if not start else _("{hours} h après l’envoi").format(hours=start)
    if effect.until_hours is None:
        return said
    return _("{start}, pendant {hours} h").format(start=said, hours=effect.until_hours - start)


def kind_words(effect: AnyEffect) -> str:
    """« Absence », « Route coupée »."""
    return _(EFFECT_WORDS[EffectKind(effect.type)])


def effect_words(effect: AnyEffect, names: Choices) -> str:
    """What an effect does, in one sentence without a code; its times are :func:`span_words`."""
    said: dict[type, Callable[..., str]] = {
        Absence: _absence,
        Closure: _closure,
        RoadCut: _road_cut,
        RoadSlow: _road_slow,
        PowerCut: _power_cut,
        ItDown: _it_down,
        Demand: _demand,
        Discharge: _discharge,
        Supply: _supply,
        Doses: _doses,
        NewNeed: _new_need,
        OpenSite: _open_site,
        CallVolunteers: _call_volunteers,
        MobileTeam: _mobile_team,
    }
    told = said.get(type(effect), _pairs)
    return told(effect, names)


def _absence(effect: Absence, names: Choices) -> str:
    if effect.count and effect.of:
        much = _("{count} sur {of}").format(count=spoken_number(effect.count), of=spoken_number(effect.of))
    elif effect.count:
        much = spoken_number(effect.count)
    else:
        much = _("tous") if effect.share is None else _("{share} %").format(share=effect.share)
    return _("Absents : {who}, {much}.").format(who=_who(effect, names), much=much)


def _closure(effect: Closure, names: Choices) -> str:
    said = _("Fermés : {who}.").format(who=_who(effect, names))
    if not effect.relocated:
        return said
    return said + " " + _("{percent} % de l’activité continue ailleurs.").format(percent=effect.relocated)


def _road_cut(effect: RoadCut, names: Choices) -> str:
    return ngettext("Route coupée : {roads}.", "Routes coupées : {roads}.", len(effect.roads)).format(
        roads=_listed(effect.roads, names.roads)
    )


def _road_slow(effect: RoadSlow, names: Choices) -> str:
    where = _listed(effect.roads, names.roads) if effect.roads else _("toutes les routes")
    more = []
    if effect.percent != 100:
        more.append(_("temps porté à {percent} %").format(percent=effect.percent))
    if effect.minutes:
        more.append(_("{minutes} min de plus").format(minutes=effect.minutes))
    return _("Ralenti : {where}, {more}.").format(where=where, more=", ".join(more))


def _power_cut(effect: PowerCut, names: Choices) -> str:
    return _("Plus d’électricité : {where}.").format(where=_listed(effect.communes, names.communes))


def _it_down(effect: ItDown, names: Choices) -> str:
    where = _listed(effect.communes, names.communes) if effect.communes else _("partout")
    return _("En panne : {service}, {where}.").format(
        service=named(effect.service, _known(SERVICES, names.services)), where=where
    )


def _demand(effect: Demand, names: Choices) -> str:
    where = _listed(effect.communes, names.communes) if effect.communes else _("partout")
    more = []
    if effect.quantity:
        more.append(_("{quantity} de plus par demi-journée et par commune").format(quantity=effect.quantity))
    if effect.percent:
        more.append(_("{percent} % de plus").format(percent=effect.percent))
    skill = named(effect.skill, names.skills)
    return _("{skill} : {more}, {where}.").format(skill=skill, more=_(" et ").join(more), where=where)


def _discharge(effect: Discharge, names: Choices) -> str:
    patients = ", ".join(
        f"{spoken_number(count)} ({named(skill, names.skills)})" for skill, count in effect.patients.items()
    )
    where = _listed(effect.communes, names.communes)
    return _("Sorties d’hôpital : {patients}, vers {where}.").format(patients=patients, where=where)


def _supply(effect: Supply, names: Choices) -> str:
    who = " · ".join(
        filter(
            None,
            (
                named(effect.supplier, _known(SUPPLIERS, names.suppliers)) if effect.supplier else "",
                _who(effect, names),
            ),
        )
    )
    left = _("plus rien") if not effect.percent else _("{percent} % de la capacité").format(percent=effect.percent)
    return _("Approvisionnement : {who}, il reste {left}.").format(who=who, left=left)


def _doses(effect: Doses, names: Choices) -> str:
    return ngettext(
        "{skill} : {quantity} dose en tout.", "{skill} : {quantity} doses en tout.", effect.quantity
    ).format(skill=named(effect.skill, names.skills), quantity=spoken_number(effect.quantity))


def _new_need(effect: NewNeed, names: Choices) -> str:
    return _("Besoin nouveau, {commune} : {skill}, {quantity} par demi-journée.").format(
        commune=named(effect.commune, names.communes),
        quantity=spoken_number(effect.quantity),
        skill=named(effect.skill, names.skills),
    )


def _open_site(effect: OpenSite, names: Choices) -> str:
    return _("{name} ({commune}) : {capacity} par demi-journée ({skills}).").format(
        name=effect.name,
        commune=named(effect.commune, names.communes),
        capacity=spoken_number(effect.capacity),
        skills=_listed(effect.skills, names.skills),
    )


def _call_volunteers(effect: CallVolunteers, names: Choices) -> str:
    profession = plural(named(effect.profession, names.professions), effect.count)
    where = _listed(effect.communes, names.communes) if effect.communes else _("là où ils habitent")
    return ngettext(
        "Volontaire appelé : {count} {profession}, {where}.",
        "Volontaires appelés : {count} {profession}, {where}.",
        effect.count,
    ).format(count=spoken_number(effect.count), profession=profession, where=where)


def _mobile_team(effect: MobileTeam, names: Choices) -> str:
    reach = _("tout le territoire")
    if effect.reach_minutes is not None:
        reach = _("{minutes} min de route").format(minutes=effect.reach_minutes)
    return _("{name} (depuis {commune}) : {capacity} par demi-journée ({skills}), {reach}.").format(
        name=effect.name,
        commune=named(effect.commune, names.communes),
        capacity=spoken_number(effect.capacity),
        skills=_listed(effect.skills, names.skills),
        reach=reach,
    )


def _pairs(effect: AnyEffect, names: Choices) -> str:
    practices = getattr(effect, "practices", ())
    percent = getattr(effect, "percent", None)
    said = _("Les cabinets jumelés se relaient")
    if practices:
        said = _("Se relaient : {practices}").format(practices=_listed(practices, names.practices))
    return said + (_(", {percent} % de plus chacun.").format(percent=percent) if percent is not None else ".")


def _who(effect: Who, names: Choices) -> str:
    parts = [
        _listed(effect.providers, names.providers),
        # Several of each, whoever they turn out to be; a code that nobody knows stays as it is.
        _listed(effect.professions, {code: plural(word, 2) for code, word in names.professions.items()}),
        _listed(effect.site_kinds, _known(_SITE_KINDS, names.site_kinds)),
        _listed(effect.practices, names.practices),
        _listed(effect.communes, names.communes),
    ]
    return " · ".join(filter(None, parts))


def named(code: str, names: Mapping[str, str]) -> str:
    """The words of a code; itself where nobody knows it, so that it can be mended."""
    return names.get(code, code)


def _known(usual: Mapping[str, str], names: Mapping[str, str]) -> dict[str, str]:
    """The words of a territory over the usual ones: a scenario may name what this one has none of."""
    return {**{code: _(words) for code, words in usual.items()}, **names}


def _listed(codes: Iterable[str], names: Mapping[str, str]) -> str:
    found = [named(code, names) for code in codes]
    more = len(found) - SHOWN
    shown = ", ".join(found if more <= 1 else found[:SHOWN])
    return shown if more <= 1 else shown + ngettext(" et {n} autre", " et {n} autres", more).format(n=more)


def counts_words(scenario: Scenario) -> str:
    """« 12 injects, 8 effets, 4 actions du plan, 48 h »."""
    shocks, answers, injects = len(scenario.shocks), len(scenario.answers), len(scenario.injects)
    return ", ".join(
        (
            ngettext("{n} inject", "{n} injects", injects).format(n=injects),
            ngettext("{n} effet", "{n} effets", shocks).format(n=shocks),
            ngettext("{n} action du plan", "{n} actions du plan", answers).format(n=answers),
            _("{hours} h").format(hours=scenario.hours),
        )
    )
