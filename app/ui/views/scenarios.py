"""What the Scénarios screen says: the shelf, one scenario as a page, its injects and effects. Nothing is drawn here."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.drills.scenario import KIND_WORDS, ScenarioKind
from app.drills.scenario_words import (
    TYPOLOGY_WORDS,
    counts_words,
    effect_words,
    inject_span_words,
    offset_words,
    span_words,
)
from app.drills.shock import is_plan_action
from app.ui.parts.plain import plain
from app.words import _, ngettext
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.drills.scenario import Expected, Inject, Scenario
    from app.drills.shock import AnyEffect
    from app.services.laboratory.read_scenarios import ScenarioPage, ScenarioShelf

TERRITORY_WORDS = {
    "auray": N_("Pays d’Auray"),
    "redon": N_("Pays de Redon"),
    "ploermel": N_("Pays de Ploërmel"),
    "any": N_("tout territoire"),
}
CHANNELS = (
    N_("téléphone"), N_("courriel"), N_("messagerie"), N_("SMS"), N_("radio"), N_("réseau social"), N_("papier"),
    N_("verbal"),
)  # fmt: skip
"""Channels that the form proposes; another may be typed."""
LEAD = 170
"""Characters of a story on the shelf."""


def sentence(shelf: ScenarioShelf) -> str:
    """« 7 scénarios prêts à jouer, dont 5 sur ce territoire. »."""
    here = sum(shelf.is_here(one) for one in shelf.scenarios.values())
    every = len(shelf.scenarios)
    said = ngettext("{n} scénario prêt à jouer", "{n} scénarios prêts à jouer", every).format(n=every)
    if not shelf.territory:
        return _("{scenarios}.").format(scenarios=said)
    return _("{scenarios}, dont {here} sur ce territoire.").format(scenarios=said, here=here)


def line(scenario: Scenario) -> str:
    """« Typologie 1 · … · Pays d’Auray · bibliothèque »."""
    return " · ".join(
        (
            _(TYPOLOGY_WORDS[scenario.typology]),
            _(TERRITORY_WORDS[scenario.territory]),
            _(KIND_WORDS[scenario.kind]),
        )
    )


def icon(scenario: Scenario) -> str:
    """The icon of where a scenario comes from."""
    icons = {
        ScenarioKind.LIBRARY: "local_library",
        ScenarioKind.DOCUMENTED: "history_edu",
        ScenarioKind.OWN: "edit_note",
    }
    return f":material/{icons[scenario.kind]}:"


def lead(scenario: Scenario) -> str:
    """The beginning of the story, cut at a word."""
    if len(scenario.story) <= LEAD:
        return scenario.story
    cut = scenario.story[:LEAD].rsplit(" ", 1)[0]
    return cut if cut.endswith(".") else f"{cut}…"


def unreal(scenario: Scenario) -> str:
    """What the exercise line says of it."""
    if scenario.kind is ScenarioKind.DOCUMENTED:
        return _("fait passé, repris pour s’entraîner ; rien de ce qui suit n’a lieu.")
    return _("récit inventé pour s’entraîner ; rien de ce qui suit n’a lieu.")


def when(scenario: Scenario) -> str:
    """« Un mardi de juillet, 17 h 40 · 12 injects, 8 effets, 4 actions du plan, 48 h »."""
    return f"{scenario.starts} · {counts_words(scenario)}"


def told_hour(starts: str) -> time | None:
    """The hour that a scenario's free words tell: « Un mardi de juillet, 17 h 40 » is 17:40."""
    found = re.search(r"\b(\d{1,2})\s*h(?:\s*(\d{2}))?\b", starts)
    hour, minute = (int(one or 0) for one in found.groups()) if found else (24, 0)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def objectives(page: ScenarioPage) -> list[tuple[str, str, str]]:
    """Code and text, what shows that it is met, the cards it tries."""
    return [
        (
            f"{one.code} · {one.text}",
            one.measure,
            ", ".join(page.cards.get(card, card) for card in one.cards) or "–",
        )
        for one in page.scenario.objectives
    ]


def inject_title(inject: Inject) -> str:
    """« 4 · T + 35 min · Hôpital → Cellule »."""
    return _("{number} · {when} · {sender} → {to}").format(
        number=inject.number, when=offset_words(inject.minutes), sender=inject.sender, to=inject.to
    )


def expected_line(one: Expected, page: ScenarioPage) -> str:
    """What is awaited, within how long, and the card that says how."""
    said = [one.text.rstrip(".")]
    if one.within_minutes:
        said.append(_("sous {delay}").format(delay=delay_words(one.within_minutes)))
    if one.card:
        said.append(_("fiche « {card} »").format(card=page.cards.get(one.card, one.card)))
    return " · ".join(said)


def delay_words(minutes: int) -> str:
    """« 45 min », « 1 h 30 »."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    said = _("{hours} h").format(hours=hours)
    return f"{said} {rest:02}" if rest else said


def effect_line(effect: AnyEffect, page: ScenarioPage, *, in_inject: bool = False) -> str:
    """One Markdown line: what it does, when, and its note."""
    times = inject_span_words(effect) if in_inject else span_words(effect)
    mark = ":material/shield:" if is_plan_action(effect) else ":material/bolt:"
    said = f"{mark} {plain(effect_words(effect, page.names))} {plain(capitalised(times))}."
    return f"{said} *{plain(effect.note)}*" if effect.note else said


def orsan_line(page: ScenarioPage) -> str:
    """« AMAVI : Afflux massif de victimes ; … », empty without a code."""
    return " ; ".join(
        _("{code} : {label}").format(code=code, label=page.orsan.get(code, "–")) for code in page.scenario.orsan
    )


def injects_table(page: ScenarioPage) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The running order as a table: number, when, from, to, by, message, what is awaited, note."""
    header = (_("N°"), _("Quand"), _("De"), _("À"), _("Canal"), _("Message"), _("Attendu"), _("Note"))
    rows: list[tuple[str, ...]] = [
        (
            str(one.number), offset_words(one.minutes), one.sender, one.to, one.channel, one.text,
            " / ".join(expected_line(each, page) for each in one.expected), one.note,
        )
        for one in page.scenario.injects
    ]  # fmt: skip
    return header, rows
