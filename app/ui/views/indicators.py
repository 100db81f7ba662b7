"""Indicators as the screen says them: the first sentence, the figures with their origin, the charts, the action sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_
from app.indicators.denominators import BASIS_WORDS
from app.indicators.measures import TREND_SIGNS, TREND_WORDS, Trend
from app.indicators.registry import (
    ACTIVE_LINES,
    CALL_RESPONSE,
    COMMUNICATIONS,
    CONFIRMED,
    DAILY_PACE,
    FATIGUE,
    FEES,
    FILL_RATE,
    HOURS,
    INJECTIONS,
    INJECTIONS_TARGET,
    NO_SHOWS,
    ON_THE_ROTA,
    PEOPLE_VACCINATED,
    POLL_RESPONSE,
    SATISFACTION,
    SOLICITATIONS,
    TAKING_PART,
    TIME_TO_FILL,
)
from app.services.activity.report_indicators import group_name, profession_name, report_sentences
from app.ui.parts.figures import Figure, Origin
from app.ui.parts.indicator_chart import Chart, Series
from app.words import _, ngettext
from app.words.dates import short_day, spoken_instant, spoken_number

if TYPE_CHECKING:
    from app.indicators.measures import Indicator
    from app.indicators.participation import Share
    from app.services.activity.read_indicators import IndicatorsView

PANELS = {
    "chiffres": N_("Chiffres"),
    "vacations": N_("Vacations et indemnités"),
    "preuves": N_("Preuves"),
    "merci": N_("Merci"),
}

FAMILIES = (
    (N_("Qui est venu"), (TAKING_PART, ON_THE_ROTA, HOURS, NO_SHOWS)),
    (N_("Ce qui a été fait"), (INJECTIONS, INJECTIONS_TARGET, DAILY_PACE, PEOPLE_VACCINATED, ACTIVE_LINES, FEES)),
    (
        N_("Comment les postes ont été pourvus"),
        (FILL_RATE, CONFIRMED, TIME_TO_FILL, POLL_RESPONSE, CALL_RESPONSE, SOLICITATIONS),
    ),
    (N_("Ce qu’on en dit"), (SATISFACTION, FATIGUE, COMMUNICATIONS)),
)
MOST_GROUPS = 15

NOTHING = "–"
"""Stands for a figure that nobody knows; why is said under it."""


def sentence(view: IndicatorsView) -> str:
    """What matters first."""
    return report_sentences(view)[0]


def detail(view: IndicatorsView) -> str:
    """What was counted, and what is not known yet."""
    return " ".join(report_sentences(view)[1:])


def where(view: IndicatorsView) -> str:
    """« CPTS du Pays d’Auray · 4e trimestre 2026 »."""
    return " · ".join(filter(None, (view.community.name, view.period.name)))


def families(view: IndicatorsView) -> list[tuple[str, list[Figure]]]:
    """The figures followed, family by family."""
    return [(_(name), [figure(view, view.indicator(one.code)) for one in held]) for name, held in FAMILIES]


def figure(view: IndicatorsView, one: Indicator) -> Figure:
    """One indicator with its origin and where it goes."""
    return Figure(
        _(one.definition.label),
        one.spoken if one.value is not None else NOTHING,
        Origin(
            _(one.definition.rule),
            source=_(one.definition.source),
            date=_("{period} ; lu {at}").format(period=one.period.name, at=spoken_instant(view.now)),
            numerator=one.numerator_words,
            denominator=one.denominator_words,
            bound=one.now.bound,
        ),
        change=trend(one) if one.value is not None else one.spoken,
    )


def trend(one: Indicator) -> str:
    """« ↗ en hausse ; avant : 31 % », nothing without a period to compare with."""
    if one.trend is Trend.UNKNOWN:
        return ""
    return _("{sign} {word} ; avant : {figure}").format(
        sign=TREND_SIGNS[one.trend], word=_(TREND_WORDS[one.trend]), figure=one.spoken_before
    )


def charts(view: IndicatorsView) -> dict[str, Chart]:
    """The charts by the name of their file."""
    return {
        "injections-par-semaine": _injections(view),
        "lignes-par-semaine": _lines(view),
        "participation-par-profession": _professions(view),
        "participation-par-commune": _communes(view),
        "personnes-vaccinees-par-public": _publics(view),
    }


def _injections(view: IndicatorsView) -> Chart:
    weeks = [one for one in view.weeks if one.injected is not None or one.target is not None]
    done = sum(one.injected or 0 for one in weeks)
    said = ngettext("{n} injection comptée sur la période.", "{n} injections comptées sur la période.", done)
    rows = [
        (
            short_day(one.monday),
            "–" if one.injected is None else one.injected,
            "–" if one.target is None else one.target,
        )
        for one in weeks
    ]
    return Chart(
        _("Injections par semaine"), said.format(n=spoken_number(done)),
        tuple(short_day(one.monday) for one in weeks),
        (
            Series(_("injections"), tuple(one.injected for one in weeks)),
            Series(_("objectif : doses allouées"), tuple(one.target for one in weeks), is_target=True),
        ),
        (_("Semaine du"), _("Injections"), _("Objectif")), tuple(rows),
    )  # fmt: skip


def _lines(view: IndicatorsView) -> Chart:
    weeks = [one for one in view.weeks if one.planned_lines]
    active, planned = sum(one.active_lines for one in weeks), sum(one.planned_lines for one in weeks)
    said = ngettext(
        "{n} demi-journée de ligne active sur {planned} prévues.",
        "{n} demi-journées de ligne actives sur {planned} prévues.",
        active,
    )
    return Chart(
        _("Lignes actives par semaine"), said.format(n=spoken_number(active), planned=spoken_number(planned)),
        tuple(short_day(one.monday) for one in weeks),
        (
            Series(_("actives"), tuple(one.active_lines for one in weeks)),
            Series(_("prévues"), tuple(one.planned_lines for one in weeks), is_target=True),
        ),
        (_("Semaine du"), _("Demi-journées de ligne actives"), _("Prévues")),
        tuple((short_day(one.monday), one.active_lines, one.planned_lines) for one in weeks),
    )  # fmt: skip


def _professions(view: IndicatorsView) -> Chart:
    found = [one for one in view.by_profession if one.people or one.took_part or one.on_the_rota]
    basis = _(BASIS_WORDS[view.denominators.basis])
    missing = [profession_name(view, one.group) for one in found if one.people is None]
    said = _("Sur : {basis}.").format(basis=basis)
    if missing:
        said = " ".join((said, _("Hors du dénominateur : {names}.").format(names=", ".join(missing))))
    names = [profession_name(view, one.group) for one in found]
    return _participation(_("Participation par profession"), said, _("Profession"), names, found)


def _communes(view: IndicatorsView) -> Chart:
    found = [one for one in view.by_commune if one.people or one.took_part or one.on_the_rota]
    names = [view.communes.get(one.group, one.group) or _("commune inconnue") for one in found]
    said = _("Sur les libéraux de l’effectif : aucune table ne compte les professionnels par commune.")
    return _participation(_("Participation par commune"), said, _("Commune"), names, found)


def _participation(title: str, said: str, head: str, names: list[str], found: list[Share]) -> Chart:
    """How many of each group came and are on the rota, over how many; the table holds every group."""
    shown = found[:MOST_GROUPS]
    if len(shown) < len(found):
        said = " ".join(
            (said, _("Les {n} premiers groupes sont dessinés ; le tableau les a tous.").format(n=MOST_GROUPS))
        )
    return Chart(
        title, said, tuple(names[: len(shown)]),
        (
            Series(_("venus"), tuple(one.took_part for one in shown)),
            Series(_("au planning"), tuple(one.on_the_rota for one in shown)),
            Series(_("dénominateur"), tuple(one.people for one in shown), is_target=True),
        ),
        (head, _("Venus"), _("Part"), _("Au planning"), _("Part au planning"), _("Dénominateur")),
        tuple(
            (
                name, one.took_part, percent(one.took_part, one.people), one.on_the_rota,
                percent(one.on_the_rota, one.people), "–" if one.people is None else one.people,
            )
            for name, one in zip(names, found, strict=True)
        ),
        is_lying=True,
    )  # fmt: skip


def _publics(view: IndicatorsView) -> Chart:
    found = view.by_group
    names = [group_name(view, one.group) for one in found]
    people = sum(one.people for one in found)
    said = ngettext("{n} personne, comptée à la première dose.", "{n} personnes, comptées à la première dose.", people)
    if not found:
        said = _("Aucun public compté : les injections par public se saisissent avec les doses, au Jour J.")
    return Chart(
        _("Personnes vaccinées par public et par âge"), said.format(n=spoken_number(people)), tuple(names),
        (Series(_("premières doses"), tuple(one.people for one in found)),),
        (_("Public"), _("Premières doses"), _("Population"), _("Taux"), _("Injections")),
        tuple(
            (name, one.people, one.population or _("à saisir"), percent(one.people, one.population), one.injections)
            for name, one in zip(names, found, strict=True)
        ),
        is_lying=True,
    )  # fmt: skip


def percent(part: int, whole: int | None) -> str:
    """« 38 % » rounded down, « – » when the whole is not known."""
    return _("{n} %").format(n=spoken_number(100 * part // whole)) if whole else "–"
