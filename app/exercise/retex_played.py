"""The parts of a report that tell what was meant and what was played: context, objectives, chronology, expected actions, gaps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import PARIS
from app.drills.scenario_words import TYPOLOGY_WORDS
from app.exercise.chronogramme import INJECT_STATE_WORDS, OUTCOME_WORDS, InjectState, Outcome
from app.exercise.exercise import KIND_WORDS
from app.exercise.participant import PARTICIPANT_ROLE_WORDS
from app.exercise.retex import Points, RetexTable
from app.exercise.said import spoken_delay, spoken_minutes
from app.words import _, ngettext
from app.words.dates import spoken_day, spoken_hours

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.drills.scenario import Expected, Objective
    from app.exercise.chronogramme import PlayedInject
    from app.exercise.retex_facts import RetexFacts

LONGEST_CELL = 260
"""Letters of a message told in a table: its whole text is in the chronogramme."""


def cut(text: str, longest: int = LONGEST_CELL) -> str:
    """``text`` on one line, ended by « … » at a word where it is too long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= longest else f"{flat[:longest].rsplit(' ', 1)[0]} …"


def played_on(facts: RetexFacts) -> str:
    """« jeudi 26 novembre 2026, 14 h – 17 h »: when people met, Paris time; as it really began and ended once it has."""
    exercise = facts.exercise
    start = (exercise.started_at or exercise.starts_at).astimezone(PARIS)
    end = (exercise.finished_at or exercise.ends_at).astimezone(PARIS)
    if end <= start:
        end = max(start, exercise.ends_at.astimezone(PARIS))
    day = f"{spoken_day(start.date())} {start.year}"
    if end.date() == start.date():
        return f"{day}, {spoken_hours(start, end)}"
    return _("du {start} au {end}").format(start=day, end=f"{spoken_day(end.date())} {end.year}")


def cover_facts(facts: RetexFacts) -> tuple[tuple[str, str], ...]:
    """Label and value, for the cover."""
    exercise = facts.exercise
    told = (
        (_("Type"), _(KIND_WORDS[exercise.kind])),
        (_("Date"), played_on(facts)),
        (_("Lieu"), exercise.place),
        (_("Partenaires"), ", ".join(exercise.partners)),
        (_("Scénario") if exercise.is_played else _("Typologie"), exercise.scenario.title),
        (_("Participants"), _roles(facts)),
        (_("Plan mis à l’épreuve"), exercise.plan_version),
    )
    return tuple(pair for pair in told if pair[1])


def _roles(facts: RetexFacts) -> str:
    counted = [
        f"{sum(each.role is role for each in facts.participants)} × {_(words)}"
        for role, words in PARTICIPANT_ROLE_WORDS.items()
        if any(each.role is role for each in facts.participants)
    ]
    return ", ".join(counted)


def context_says(facts: RetexFacts) -> tuple[str, ...]:
    """The story, the typology of crisis, why it was stopped if it was."""
    exercise = facts.exercise
    typology = f"{_(TYPOLOGY_WORDS[exercise.scenario.typology])}."
    stopped = (
        _("L’exercice a été arrêté pour une situation réelle : ce qui suit ne porte que sur ce qui a été joué.")
        if exercise.stopped_for_real_at
        else ""
    )
    return tuple(filter(None, (stopped, exercise.scenario.story, typology)))


def participants_table(facts: RetexFacts) -> RetexTable:
    """Functions and organisations by role; nobody's name."""
    order = list(PARTICIPANT_ROLE_WORDS)
    rows = sorted({(order.index(one.role), one.who or "—", one.attended) for one in facts.participants})
    return RetexTable(
        _("Participants, par fonction"), (_("Rôle"), _("Fonction et organisation"), _("Présence")),
        tuple((_(PARTICIPANT_ROLE_WORDS[order[rank]]), who, _("présent") if came else "—") for rank, who, came in rows),
    )  # fmt: skip


def objectives_table(facts: RetexFacts) -> RetexTable:
    """Each objective, what shows that it is met, the part of the plan it tries."""
    return RetexTable(
        "", (_("N°"), _("Objectif"), _("Ce qui montre qu’il est atteint"), _("Plan et fiches")),
        tuple((one.code, one.text, one.measure, _tries(facts, one)) for one in facts.exercise.scenario.objectives),
    )  # fmt: skip


def _tries(facts: RetexFacts, one: Objective) -> str:
    typology = [_(TYPOLOGY_WORDS[one.typology])] if one.typology else []
    return " · ".join([*typology, *(facts.cards.get(slug, slug) for slug in one.cards)]) or "—"


def timeline_says(facts: RetexFacts) -> tuple[str, ...]:
    """How much of the chronogramme was played, and that leaving some of it out is usual (DRILLS §1.3, ANSSI)."""
    planned = [one for one in facts.injects if not one.is_improvised]
    if not facts.injects:
        return (_("Aucun message n’était prévu : seules les décisions sont datées."),) if facts.decisions else ()
    sent = sum(one.state is InjectState.SENT for one in planned)
    added = sum(one.is_improvised and one.state is InjectState.SENT for one in facts.injects)
    said = ngettext("{n} message prévu, {sent} joué", "{n} messages prévus, {sent} joués", len(planned)).format(
        n=len(planned), sent=sent
    )
    share = f" ({_('{n} %').format(n=round(100 * sent / len(planned)))})" if planned else ""
    more = (
        f", {ngettext('{n} ajouté en cours de jeu', '{n} ajoutés en cours de jeu', added).format(n=added)}"
        if added
        else ""
    )
    return (f"{said}{share}{more}.", _("Il est habituel d’en jouer environ 70 %."))


def timeline_table(facts: RetexFacts) -> RetexTable:
    """Messages and decisions in the order they were played: planned minute, real minute, what, what followed."""
    rows = [*(_inject_row(facts, one) for one in facts.injects), *_decision_rows(facts)]
    rows.sort(key=lambda row: row[0])
    return RetexTable(
        "", (_("Prévu"), _("Réel"), _("De → à"), _("Message ou décision"), _("Suite")), tuple(row[1] for row in rows)
    )


def _inject_row(facts: RetexFacts, one: PlayedInject) -> tuple[tuple[float, int], tuple[str, ...]]:
    at = one.sent_minutes if one.sent_minutes is not None else float(one.minutes)
    planned = _("improvisé") if one.planned_minutes is None else spoken_minutes(one.planned_minutes)
    real = spoken_minutes(at) if one.state is InjectState.SENT else _(INJECT_STATE_WORDS[one.state])
    return (at, one.number), (
        planned, real, f"{one.sender} → {one.recipient}", f"{one.number}. {cut(one.text)}", _followed(facts, one),
    )  # fmt: skip


def _followed(facts: RetexFacts, one: PlayedInject) -> str:
    if one.state is not InjectState.SENT:
        return cut(one.reason, 120) or "—"
    first = min(
        (each for each in facts.responses if each.inject_id == one.id), key=lambda each: each.minutes, default=None
    )
    if first is None:
        return _("sans réponse notée")
    delay = spoken_delay(max(0.0, first.minutes - (one.sent_minutes or 0.0)))
    return _("réponse en {delay} : {text}").format(delay=delay, text=cut(first.text, 120))


def _decision_rows(facts: RetexFacts) -> Iterable[tuple[tuple[float, int], tuple[str, ...]]]:
    for one in facts.decisions:
        became = _("annulée") if one.cancelled_at else ""
        yield (one.minutes, 1_000), ("—", spoken_minutes(one.minutes), one.by_whom or _("cellule"), _("Décision : {text}").format(text=cut(one.text)), became or "—")  # fmt: skip


def expected_rows(facts: RetexFacts) -> list[tuple[PlayedInject, Expected, Outcome | None, float | None]]:
    """What was expected of messages that were sent: outcome and the minute it was seen, None where nobody judged."""
    rows = []
    for inject in facts.injects:
        if inject.state is not InjectState.SENT:
            continue
        for rank, expected in enumerate(inject.expected):
            found = facts.outcomes.get((inject.id, rank))
            rows.append((inject, expected, found.outcome if found else None, found.minutes if found else None))
    return rows


def expected_says(facts: RetexFacts) -> tuple[str, ...]:
    """« 14 actions attendues : 9 faites, 2 en partie, 3 pas faites »; those nobody judged only when there are some."""
    rows = expected_rows(facts)
    if not rows:
        return ()
    found = [row[2] for row in rows]
    done, missed = found.count(Outcome.DONE), found.count(Outcome.MISSED)
    told = (
        ngettext("{n} faite", "{n} faites", done).format(n=done),
        _("{n} en partie").format(n=found.count(Outcome.PARTIAL)),
        ngettext("{n} pas faite", "{n} pas faites", missed).format(n=missed),
        *((_("{n} sans constat").format(n=silent),) if (silent := found.count(None)) else ()),
    )
    every = ngettext("{n} action attendue : {told}.", "{n} actions attendues : {told}.", len(rows))
    return (every.format(n=len(rows), told=", ".join(told)),)


def expected_table(facts: RetexFacts) -> RetexTable:
    """What was expected, within how long, what became of it."""
    return RetexTable(
        "", (_("Message"), _("Action attendue"), _("Délai"), _("Constat")),
        tuple(
            (
                f"{inject.number}. {cut(inject.text, 70)}", expected.text,
                spoken_delay(expected.within_minutes) if expected.within_minutes else "—",
                _outcome(outcome, inject, minutes),
            )
            for inject, expected, outcome, minutes in expected_rows(facts)
        ),
    )  # fmt: skip


def _outcome(outcome: Outcome | None, inject: PlayedInject, minutes: float | None) -> str:
    if outcome is None:
        return _("pas observé")
    if outcome is Outcome.MISSED or minutes is None:
        return _(OUTCOME_WORDS[outcome])
    return _("{outcome} en {delay}").format(
        outcome=_(OUTCOME_WORDS[outcome]), delay=spoken_delay(max(0.0, minutes - (inject.sent_minutes or 0.0)))
    )


def gaps(facts: RetexFacts) -> tuple[Points, ...]:
    """Where what was done left the plan: expected actions not or half done, late ones, plan actions never put to work."""
    missed, late = [], []
    for inject, expected, outcome, minutes in expected_rows(facts):
        card = (
            f" ({_('fiche « {title} »').format(title=facts.cards.get(expected.card, expected.card))})"
            if expected.card
            else ""
        )
        if outcome in (Outcome.MISSED, Outcome.PARTIAL):
            missed.append(
                _("{what} : {outcome}{card}.").format(
                    what=expected.text.rstrip("."), outcome=_(OUTCOME_WORDS[outcome]), card=card
                )
            )
        elif outcome is Outcome.DONE and expected.within_minutes and minutes is not None:
            taken = minutes - (inject.sent_minutes or 0.0)
            if taken > expected.within_minutes:
                late.append(
                    _("{what} : fait en {delay}, attendu en {within}{card}.").format(
                        what=expected.text.rstrip("."), delay=spoken_delay(taken), within=spoken_delay(expected.within_minutes), card=card
                    )
                )  # fmt: skip
    used = {one.plan_rank for one in facts.decisions if one.cancelled_at is None}
    idle = [words for rank, words in enumerate(facts.plan_actions) if rank not in used]
    return tuple(
        Points(heading, tuple(lines))
        for heading, lines in (
            (_("Actions attendues, pas faites ou faites en partie"), missed),
            (_("Actions faites après leur délai"), late),
            (_("Actions du plan prévues par le scénario, jamais décidées"), idle),
        )
        if lines
    )
