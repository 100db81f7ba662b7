"""The parts of a report that judge: what worked, what was hard, causes, letters objective by objective, the questionnaire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.exercise.evaluation import ORDER, SHORT_OF_IT, letter_counts
from app.exercise.rating import ELEMENT_WORDS, ENOUGH_EVALUATORS, LETTER_WORDS, Letter, ObservationKind
from app.exercise.retex import Points, RetexTable
from app.exercise.said import spoken_minutes
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.exercise.evaluation import Evaluation
    from app.exercise.rating import Observation
    from app.exercise.retex_facts import RetexFacts, WashFact


def counted(counts: Mapping[Letter, int]) -> str:
    """« 2 P, 1 S », from best to worst."""
    return ", ".join(f"{counts[letter]} {letter.value}" for letter in ORDER if counts.get(letter))


def letter_said(one: Evaluation) -> str:
    """« P (3 évaluateurs) », « S (2 P, 1 M : avis partagés) », « pas coté »."""
    if one.letter is None:
        return _("pas coté")
    evaluators = ngettext("{n} évaluateur", "{n} évaluateurs", len(one.ratings)).format(n=len(one.ratings))
    if one.is_unanimous:
        return f"{one.letter.value} ({evaluators})"
    split = _("{counts} : avis partagés").format(counts=counted(one.counts)) if one.is_split else counted(one.counts)
    return f"{one.letter.value} ({split})"


def ratings_says(facts: RetexFacts) -> tuple[str, ...]:
    """How many stand at each letter, those not rated, those too few rated."""
    evaluations = facts.evaluations
    rated = [one for one in evaluations if one.letter]
    if not rated:
        return ()
    total = ngettext("{n} objectif : {counts}.", "{n} objectifs : {counts}.", len(evaluations))
    said = [total.format(n=len(evaluations), counts=_with_unrated(evaluations))]
    thin = [one.objective.code for one in rated if one.is_thin]
    if thin:
        said.append(
            _("Moins de {n} évaluateurs pour {codes} : ces cotations sont indicatives.").format(
                n=ENOUGH_EVALUATORS, codes=", ".join(thin)
            )
        )
    split = [one.objective.code for one in rated if one.is_split]
    if split:
        said.append(_("Avis partagés sur {codes} : à reprendre ensemble.").format(codes=", ".join(split)))
    return tuple(said)


def _with_unrated(evaluations: tuple[Evaluation, ...]) -> str:
    missing = sum(one.letter is None for one in evaluations)
    unrated = ngettext("{n} pas coté", "{n} pas cotés", missing).format(n=missing) if missing else ""
    return ", ".join(filter(None, (counted(letter_counts(evaluations)), unrated)))


def ratings_table(facts: RetexFacts) -> RetexTable:
    """A row an evaluator and objective: the letter in full, why."""
    rows = []
    for one in facts.evaluations:
        said = f"{one.objective.code}. {one.objective.text}"
        rows.append((said, _("ensemble"), letter_said(one), ""))
        rows.extend(
            (
                one.objective.code,
                facts.who(each.participant_id) or "—",
                f"{each.letter.value}, {_(LETTER_WORDS[each.letter])}",
                each.rationale,
            )
            for each in sorted(one.ratings, key=lambda each: (ORDER.index(each.letter), facts.who(each.participant_id)))
        )
    return RetexTable("", (_("Objectif"), _("Évaluateur"), _("Cotation"), _("Pourquoi")), tuple(rows))


def letters_read() -> Points:
    """What the four letters say (HSEEP exercise evaluation guide, DRILLS §1.3)."""
    return Points(
        _("Comment lire les lettres"),
        tuple(
            _("{letter} : {words}").format(letter=letter.value, words=_(words))
            for letter, words in LETTER_WORDS.items()
        ),
    )


def observed(facts: RetexFacts, kind: ObservationKind) -> tuple[Observation, ...]:
    """Observations of one kind that still stand, in the order of what they saw."""
    held = [one for one in facts.observations if one.kind is kind and one.removed_at is None]
    return tuple(sorted(held, key=lambda one: (one.minutes, one.at, one.id)))


def observation_line(facts: RetexFacts, one: Observation) -> str:
    """« La cascade a tenu (observateur, CHBA · T+1 h 40 · message n° 4) »."""
    inject = facts.inject(one.inject_id)
    evidence = (
        facts.who(one.participant_id),
        spoken_minutes(one.minutes) if facts.exercise.is_played and one.minutes else "",
        _("message n° {n}").format(n=inject.number) if inject else "",
        _("main courante n° {n}").format(n=one.log_number) if one.log_number else "",
        _("objectif {code}").format(code=one.objective) if one.objective else "",
    )
    held = " · ".join(filter(None, evidence))
    return f"{one.text.rstrip()} ({held})" if held else one.text


def by_element(facts: RetexFacts, found: Iterable[Observation]) -> tuple[Points, ...]:
    """Observations under the POETE element that each touches, those without one last."""
    held = list(found)
    groups = [
        (_(words).capitalize(), [one for one in held if one.element is element])
        for element, words in ELEMENT_WORDS.items()
    ]
    groups.append(
        (_("Autres") if any(lines for _words, lines in groups) else "", [one for one in held if one.element is None])
    )
    return tuple(
        Points(words, tuple(observation_line(facts, one) for one in lines)) for words, lines in groups if lines
    )


def met(facts: RetexFacts) -> tuple[Points, ...]:
    """The objectives at P."""
    lines = tuple(
        f"{one.objective.code}. {one.objective.text}" for one in facts.evaluations if one.letter is Letter.PERFORMED
    )
    return (Points(_("Objectifs réalisés sans difficulté"), lines),) if lines else ()


def unmet(facts: RetexFacts) -> tuple[Points, ...]:
    """The objectives at M or U, with why."""
    lines = tuple(
        " ".join([f"{one.objective.code}. {one.objective.text} {letter_said(one)}.", *_whys(one)])
        for one in facts.evaluations
        if one.letter in SHORT_OF_IT
    )
    return (Points(_("Objectifs mal ou non réalisés"), lines),) if lines else ()


def _whys(one: Evaluation) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.rationale for each in one.ratings if each.letter in SHORT_OF_IT and each.rationale))


def causes_table(facts: RetexFacts) -> RetexTable:
    """Each root cause once, what it explains, the element it touches."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for each in facts.evaluations:
        for cause in each.causes:
            found.setdefault(cause, ([], []))[0].append(_("objectif {code}").format(code=each.objective.code))
    held = [one for one in facts.observations if one.cause and one.removed_at is None]
    for seen in sorted(held, key=lambda one: (one.minutes, one.id)):
        explained, elements = found.setdefault(seen.cause, ([], []))
        explained.append(seen.text)
        elements.extend([_(ELEMENT_WORDS[seen.element])] if seen.element else [])
    for action in facts.improvements:
        if action.cause:
            explained, elements = found.setdefault(action.cause, ([], []))
            explained.extend([action.finding] if action.finding and action.finding not in explained else [])
            elements.append(_(ELEMENT_WORDS[action.element]))
    return RetexTable(
        "", (_("Cause"), _("Ce qu’elle explique"), _("Élément")),
        tuple(
            (cause, " ; ".join(dict.fromkeys(explained)) or "—", ", ".join(dict.fromkeys(elements)) or "—")
            for cause, (explained, elements) in found.items()
        ),
    )  # fmt: skip


def wash_points(wash: WashFact) -> tuple[Points, ...]:
    """What was written of it, in no order, by nobody."""
    told = ((_("Ce qui a bien marché"), wash.went_well), (_("Ce qui a moins bien marché"), wash.went_less))
    return tuple(Points(heading, lines) for heading, lines in told if lines)


def wash_table(wash: WashFact) -> tuple[RetexTable, ...]:
    """The mark of each question."""
    return (RetexTable("", (_("Question"), _("Note")), wash.marks),) if wash.marks else ()
