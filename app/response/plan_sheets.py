"""A plan of the library as lines of the community's plan: heading, sentences, points; nothing it holds is left out."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from app.response.orsan import GENERATION_WORDS, Generation
from app.response.sheet import PHASE_WORDS, Phase
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.response.plan_facts import PlanFacts
    from app.response.sheet import Means, Need, Sheet


def sheet_lines(sheet: Sheet, facts: PlanFacts) -> Iterator[str]:
    """« # Typologie 1 … », then what it is, who does what in which hour, with whom and what, and when it ends.

    A line that begins with « # » is a heading, with « ¶ » a paragraph, anything else a point.
    """
    yield f"# {sheet.title}"
    yield f"¶ {sheet.summary}"
    yield _head(_("Codes ORSAN"), _orsan(sheet, facts))
    yield _head(_("Cinétique"), sheet.kinetics)
    yield from _points(_("Ce qui la déclenche"), sheet.triggers)
    yield from _points(_("Objectifs"), sheet.objectives)
    yield from _points(_("Effets à obtenir"), sheet.effects)
    titles = {one.slug: one.title for one in facts.cards}
    for phase in Phase:
        yield from _points(_(PHASE_WORDS[phase]), _actions(sheet, phase, facts, titles))
    yield from _points(_("Qui réunir, et en combien de temps"), _needs(sheet, facts))
    yield from _points(_("Lieux"), map(_means, sheet.sites))
    yield from _points(_("Matériel"), map(_means, sheet.equipment))
    yield from _points(
        _("Communication"), (f"{one.audience} ({one.channel}) : {one.text}" if one.channel else f"{one.audience} : {one.text}" for one in sheet.communication)
    )  # fmt: skip
    yield from _points(_("Fin"), sheet.end_criteria)
    if sheet.medical_note:
        yield _head(_("Contenu médical"), sheet.medical_note)


def transversal_line(sheet: Sheet) -> str:
    """« Cybersécurité : … »."""
    return f"{sheet.title} : {sheet.summary}"


def _points(title: str, points: Iterable[str]) -> Iterator[str]:
    found = list(points)
    if found:
        yield f"¶ {title} :"
        yield from found


def _head(title: str, said: str) -> str:
    return f"¶ {title} : {said}"


def _orsan(sheet: Sheet, facts: PlanFacts) -> str:
    said = []
    for generation in reversed(Generation):
        codes = sheet.orsan.get(generation, ())
        named = (_named(facts, code, generation) for code in codes)
        if codes:
            said.append(f"{_(GENERATION_WORDS[generation])} : {', '.join(named)}")
    return "\u00a0; ".join(said)


def _named(facts: PlanFacts, code: str, generation: Generation) -> str:
    label = facts.orsan.get(f"{code}@{generation.value}", "")
    return f"{code} ({label})" if label else code


def _actions(sheet: Sheet, phase: Phase, facts: PlanFacts, titles: dict[str, str]) -> Iterator[str]:
    order = [one.code for one in facts.functions]
    ranked = sorted(
        sheet.actions_of(phase), key=lambda one: order.index(one.function) if one.function in order else len(order)
    )
    for function, group in groupby(ranked, key=lambda one: one.function):
        for one in group:
            card = _(" (fiche « {title} »)").format(title=titles[one.card]) if one.card in titles else ""
            yield f"{facts.function(function)} : {one.text}{card}"


def _needs(sheet: Sheet, facts: PlanFacts) -> Iterator[str]:
    for one in sorted(sheet.needs, key=lambda need: need.within_hours):
        hours = ngettext("en {n} heure", "en {n} heures", one.within_hours).format(n=one.within_hours)
        yield "\u00a0; ".join(
            part for part in (f"{hours} : {one.quantity} – {one.label}", _who(one, facts), one.place) if part
        )


def _who(need: Need, facts: PlanFacts) -> str:
    return _(" ou ").join(facts.professions.get(code, code) for code in need.professions)


def _means(one: Means) -> str:
    return " – ".join(part for part in (one.label, one.quantity, one.note) if part)
