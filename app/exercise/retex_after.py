"""The parts of a report that come after: delays, the improvement plan, milestones, who it was given back to, annexes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.exercise.improvement import IMPROVEMENT_STATE_WORDS, ImprovementState
from app.exercise.rating import ELEMENT_WORDS, OBSERVATION_WORDS, ObservationKind
from app.exercise.retex import DelayBar, DelayFigure, RetexTable
from app.exercise.retex_judged import observation_line, observed
from app.exercise.retex_played import cut
from app.exercise.said import spoken_delay, spoken_minutes
from app.words import _, ngettext
from app.words.dates import spoken_date
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.exercise.improvement import Improvement
    from app.exercise.retex_facts import DelayFact, RetexFacts


def delay_said(one: DelayFact) -> str:
    """« 38 min », or « pas fait » : what was never done is no nought."""
    return _("pas fait") if one.minutes is None else spoken_delay(one.minutes)


def target_said(one: DelayFact) -> str:
    """« 45 min », « — » without a target."""
    return "—" if one.target is None else spoken_delay(one.target)


def _against(one: DelayFact) -> str:
    if one.target is None:
        return "—"
    if one.minutes is None:
        return _("cible manquée")
    if one.minutes <= one.target:
        return _("dans la cible")
    return _("+ {delay}").format(delay=spoken_delay(one.minutes - one.target))


def delays_says(facts: RetexFacts) -> tuple[str, ...]:
    """How many steps held their target, and those never done."""
    aimed = [one for one in facts.delays if one.target is not None]
    kept = sum(one.minutes is not None and one.minutes <= (one.target or 0.0) for one in aimed)
    said = []
    if aimed:
        said.append(
            ngettext("{kept} délai sur {n} dans sa cible.", "{kept} délais sur {n} dans leur cible.", kept).format(kept=kept, n=len(aimed))
        )  # fmt: skip
    if never := [one.words for one in facts.delays if one.minutes is None]:
        said.append(_("Pas fait : {steps}.").format(steps=", ".join(never)))
    return tuple(said)


def main_delay_says(facts: RetexFacts) -> str:
    """« Cellule ouverte en 38 min (cible 45 min). », « Cellule ouverte : pas fait. »; empty where it is not timed."""
    one = next((each for each in facts.delays if each.is_main), None)
    if one is None:
        return ""
    name = capitalised(one.words)
    if one.minutes is None:
        return _("{step} : pas fait.").format(step=name)
    if one.target is None:
        return _("{step} en {delay}.").format(step=name, delay=delay_said(one))
    return _("{step} en {delay} (cible {target}).").format(step=name, delay=delay_said(one), target=target_said(one))


def delays_figure(facts: RetexFacts) -> tuple[DelayFigure, ...]:
    """The chain from T0 against its targets; none where no step was done."""
    if all(one.minutes is None for one in facts.delays):
        return ()
    bars = tuple(DelayBar(one.words, one.minutes, delay_said(one), one.target) for one in facts.delays)
    says = _("Délais depuis T0 ; le trait épais est la cible. Ce qui n’a pas été fait n’a pas de barre.")
    return (DelayFigure(bars, says),)


def delays_table(facts: RetexFacts) -> RetexTable:
    """Step, delay, target, by how much it was kept or missed, whence the target."""
    has_source = any(one.source for one in facts.delays)
    head = (_("Étape"), _("Délai"), _("Cible"), _("Écart"), *((_("Source de la cible"),) if has_source else ()))
    rows = tuple(
        (one.words, delay_said(one), target_said(one), _against(one), *((one.source or "—",) if has_source else ()))
        for one in facts.delays
    )
    return RetexTable("", head, rows)


def improvements_says(facts: RetexFacts) -> tuple[str, ...]:
    """« 6 actions : 4 à faire, 1 faite, 1 abandonnée ; 2 en retard »."""
    them = facts.improvements
    if not them:
        return ()
    counts = [(_(words), sum(one.state is state for one in them)) for state, words in IMPROVEMENT_STATE_WORDS.items()]
    late = sum(one.is_overdue(facts.today) for one in them)
    told = ", ".join(f"{n} {words}" for words, n in counts if n)
    overdue = _(" ; {n} en retard").format(n=late) if late else ""
    return (
        ngettext("{n} action : {told}{late}.", "{n} actions : {told}{late}.", len(them)).format(
            n=len(them), told=told, late=overdue
        ),
    )


def improvements_table(facts: RetexFacts) -> RetexTable:
    """What changes, where in the plan, who sees to it, before when, where it stands."""
    order = {state: rank for rank, state in enumerate(ImprovementState)}
    them = sorted(facts.improvements, key=lambda one: (one.priority, one.due_on, order[one.state], one.id))
    return RetexTable(
        "", (_("Action"), _("Constat"), _("Plan, fiche"), _("Responsable"), _("Échéance"), _("État")),
        tuple(
            (one.action, one.finding or "—", _where(facts, one), owner_said(one), spoken_date(one.due_on), _state(facts, one))
            for one in them
        ),
    )  # fmt: skip


def owner_said(one: Improvement) -> str:
    """« cadre de santé, CHBA »: a function, never a person."""
    return ", ".join(filter(None, (one.owner, one.organisation)))


def _where(facts: RetexFacts, one: Improvement) -> str:
    card = facts.cards.get(one.card, one.card)
    return " · ".join(filter(None, (one.section, card, _(ELEMENT_WORDS[one.element]))))


def _state(facts: RetexFacts, one: Improvement) -> str:
    said = _(IMPROVEMENT_STATE_WORDS[one.state])
    if one.is_overdue(facts.today):
        return _("{state}, en retard").format(state=said)
    if one.state is ImprovementState.VERIFIED and one.verified_in in facts.numbers:
        return f"{said} ({facts.numbers[one.verified_in]})"
    return said


def milestones_tables(facts: RetexFacts) -> tuple[RetexTable, ...]:
    """The steps of the review with their days, then to whom it was given back."""
    steps = tuple((one.words, spoken_date(one.on), one.became or "—") for one in facts.milestones)
    given = tuple((spoken_date(one.on), one.to_whom, one.how or "—") for one in facts.restitutions)
    return tuple(
        one
        for one in (
            RetexTable(_("Jalons"), (_("Étape"), _("Le"), _("Où en est-on")), steps),
            RetexTable(_("Restitutions"), (_("Faite le"), _("À qui"), _("Comment")), given),
        )
        if one.rows
    )


def decisions_table(facts: RetexFacts) -> RetexTable:
    """Each decision, by which function, its place in the main courante."""
    return RetexTable(
        _("Décisions"), (_("Heure"), _("Décision"), _("Par"), _("Main courante")),
        tuple(
            (
                spoken_minutes(one.minutes), f"{one.text}{_(' (annulée)') if one.cancelled_at else ''}", one.by_whom or "—",
                _("n° {n}").format(n=one.log_number) if one.log_number else "—",
            )
            for one in facts.decisions
        ),
    )  # fmt: skip


def observations_table(facts: RetexFacts) -> RetexTable:
    """Everything that was seen, with its evidence."""
    return RetexTable(
        _("Observations"), (_("Sorte"), _("Ce qui a été vu"), _("Cause"), _("Élément")),
        tuple(
            (
                _(OBSERVATION_WORDS[kind]), observation_line(facts, one), one.cause or "—",
                _(ELEMENT_WORDS[one.element]) if one.element else "—",
            )
            for kind in ObservationKind
            for one in observed(facts, kind)
        ),
    )  # fmt: skip


def loads_table(facts: RetexFacts) -> RetexTable:
    """What each function carried, the most first: this is no mark of anybody."""
    order = sorted(facts.loads, key=lambda one: (-(one.injects + one.responses + one.entries), one.function))
    return RetexTable(
        _("Charge par fonction"), (_("Fonction"), _("Messages reçus"), _("Réponses"), _("Main courante")),
        tuple((one.function, str(one.injects), str(one.responses), str(one.entries)) for one in order),
    )  # fmt: skip


def messages_table(facts: RetexFacts) -> RetexTable:
    """Answers as they were noted, whole."""
    return RetexTable(
        _("Réponses des joueurs"), (_("Message"), _("Heure"), _("Par"), _("Réponse")),
        tuple(
            (
                _("n° {n}").format(n=found.number) if (found := facts.inject(one.inject_id)) else "—",
                spoken_minutes(one.minutes), one.by_whom or "—", cut(one.text, 600),
            )
            for one in facts.responses
        ),
    )  # fmt: skip
