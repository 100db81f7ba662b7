"""What is being composed, in words: how much strikes, how much answers, from when."""

from __future__ import annotations

from datetime import time, timedelta
from typing import TYPE_CHECKING

from app.core.clock import PARIS, paris_instant
from app.drills.composition import Composition, of_scenario, read_document
from app.drills.scenario_words import effect_words, kind_words, span_words
from app.ui.parts.plain import plain
from app.ui.views.laboratory_address import unpacked
from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.drills.effect_choices import Choices
    from app.drills.scenario import Scenario
    from app.drills.shock import AnyEffect

TRIAL, SCENARIO = "essai", "scenario"
"""Names in the address: what is composed, packed; a scenario to begin from."""

DAY_STARTS, MORNING, EVENING = 7, 8, 18
"""Hours in Paris: a trial begun from 18 h to 7 h starts at the next 8 h, when practices open (design choice)."""


def asked(query: Mapping[str, str], scenarios: Mapping[str, Scenario], now: datetime) -> Composition | None:
    """What an address composes; a scenario alone begins at the usual T0. None: nothing that can be read."""
    document = unpacked(query.get(TRIAL, ""))
    found = read_document(document) if document else None
    if found is not None:
        return found
    scenario = scenarios.get(query.get(SCENARIO, ""))
    return of_scenario(scenario, usual_start(now)) if scenario else None


def is_unread(query: Mapping[str, str], scenarios: Mapping[str, Scenario]) -> bool:
    """Whether an address asks for something that can't be read: to be said, not passed over."""
    if query.get(TRIAL):
        document = unpacked(query[TRIAL])
        return not document or read_document(document) is None
    return bool(query.get(SCENARIO)) and query[SCENARIO] not in scenarios


def empty(now: datetime) -> Composition:
    """Nothing yet, from the usual T0."""
    return Composition(starts_at=usual_start(now))


def this_hour(now: datetime) -> datetime:
    """The hour that has begun: the same address for an hour, whoever presses when."""
    return now.replace(minute=0, second=0, microsecond=0)


def usual_start(now: datetime) -> datetime:
    """The present hour while practices are open; in the evening and at night, the next morning: what strikes them then is seen."""
    local = now.astimezone(PARIS)
    if DAY_STARTS <= local.hour < EVENING:
        return this_hour(now)
    day = local.date() + timedelta(days=1) if local.hour >= EVENING else local.date()
    return paris_instant(day, time(MORNING))


def again(composition: Composition, now: datetime) -> Composition:
    """The same trial to run now: T0 moves to the usual one when it is past."""
    later = composition.starts_at >= this_hour(now)
    return composition if later else composition.model_copy(update={"starts_at": usual_start(now)})


def sentence(composition: Composition) -> str:
    """« 3 chocs et 1 action du plan, à partir du jeudi 26 novembre à 17 h, pendant 2 jours. »"""
    if not composition.supposes_something:
        return _("Que se passerait-il si… ?")
    shocks, plan = len(composition.shocks), len(composition.plan)
    said = [ngettext("{n} choc", "{n} chocs", shocks).format(n=shocks)] if shocks else []
    if plan:
        said.append(ngettext("{n} action du plan", "{n} actions du plan", plan).format(n=plan))
    return _("{what}, à partir du {when}, pendant {days}.").format(
        what=_(" et ").join(said), when=spoken_instant(composition.starts_at), days=days_words(composition.days)
    )


def days_words(days: int) -> str:
    """« 1 jour », « 4 jours »."""
    return ngettext("{n} jour", "{n} jours", days).format(n=days)


def from_words(starts_at: datetime, days: int) -> str:
    """« À partir du jeudi 26 novembre à 17 h, pendant 2 jours »."""
    return _("À partir du {when}, pendant {days}").format(when=spoken_instant(starts_at), days=days_words(days))


def effect_line(number: int, effect: AnyEffect, names: Choices) -> str:
    """The number of an effect in bold and what it does, its kind before it unless that is how the sentence begins. Markdown."""
    kind, does = kind_words(effect), effect_words(effect, names)
    return f"**{number}.** {plain(does if does.startswith(kind) else f'{kind}. {does}')}"


def times(composition: Composition, effect: AnyEffect) -> str:
    """« de T + 20 h à T + 29 h · dès vendredi 27 novembre à 13 h »."""
    begins = (composition.starts_at + timedelta(hours=effect.from_hours)).astimezone(PARIS)
    return _("{span} · dès {when}").format(span=span_words(effect), when=spoken_instant(begins))
