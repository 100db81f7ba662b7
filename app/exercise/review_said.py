"""What a review says first, in words that screens, pages and reports share. Nothing is computed here that a value does not hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.drills.drill import LineName
from app.exercise.delays import CHAIN, STEP_WORDS, DelayStep
from app.exercise.rating import ENOUGH_EVALUATORS, LETTER_WORDS
from app.exercise.said import spoken_delay
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.exercise.delays import Delay
    from app.exercise.evaluation import Evaluation
    from app.exercise.review import Review


def review_sentence(review: Review) -> str:
    """« 5 objectifs : 2 P, 2 S, 1 M. Cellule ouverte en 38 min (cible 45). Couverture au plus bas 71 %, 88 % avec le plan. »"""
    return " ".join(_sentences(review))


def _sentences(review: Review) -> Iterator[str]:
    yield objectives_sentence(review)
    cell = review.delay(DelayStep.CELL_OPEN)
    if cell is not None:
        yield cell_sentence(cell, has_ended=review.exercise.is_ended)
    if covered := coverage_sentence(review):
        yield covered


def objectives_sentence(review: Review) -> str:
    """« 5 objectifs : 2 P, 2 S, 1 M. »; how many nobody rated."""
    count = len(review.evaluations)
    said = [f"{n} {letter.value}" for letter, n in review.letters.items()]
    left = sum(not one.ratings for one in review.evaluations)
    if left:
        said.append(ngettext("{n} sans cotation", "{n} sans cotation", left).format(n=left))
    return ngettext("{n} objectif\u00a0: {letters}.", "{n} objectifs\u00a0: {letters}.", count).format(
        n=count, letters=", ".join(said)
    )


def cell_sentence(cell: Delay, *, has_ended: bool) -> str:
    """« Cellule ouverte en 38 min (cible 45 min). », « Cellule pas ouverte. »"""
    if cell.minutes is None:
        return _("Cellule pas ouverte (rien ne le dit).") if has_ended else _("Cellule pas encore ouverte.")
    said = _("Cellule ouverte en {delay}").format(delay=spoken_delay(cell.minutes))
    if cell.target is None:
        return f"{said}."
    return _("{said} (cible {target}).").format(said=said, target=spoken_delay(cell.target))


def coverage_sentence(review: Review) -> str:
    """« Couverture au plus bas 71 %, 88 % avec le plan. »; empty where nothing was computed."""
    low, planned, played = (review.lowest(one) for one in (LineName.SHOCK, LineName.PLAN, LineName.PLAYED))
    if low is None:
        return ""
    others = [
        _("{n} % avec le plan").format(n=int(100 * planned)) if planned is not None else "",
        _("{n} % tel que joué").format(n=int(100 * played)) if played is not None else "",
    ]
    first = _("Couverture au plus bas {n} % sans plan").format(n=int(100 * low))
    return f"{', '.join([first, *filter(None, others)])}."


def delay_words(delay: Delay, *, has_ended: bool) -> str:
    """« 38 min », « pas fait », « pas encore »."""
    if delay.minutes is None:
        return _("pas fait") if has_ended else _("pas encore")
    return spoken_delay(delay.minutes)


def delays_sentence(review: Review) -> str:
    """How many steps of the chain were done in time, and which never were."""
    ended = review.exercise.is_ended
    done = [one for one in review.delays if one.is_done]
    met = [one for one in done if one.is_met]
    said = [
        ngettext(
            "{met} étape sur {count} dans le délai visé.", "{met} étapes sur {count} dans le délai visé.", len(met)
        ).format(met=len(met), count=len(CHAIN))
    ]
    if late := [_(STEP_WORDS[one.step]) for one in done if one.is_late]:
        said.append(_("En retard\u00a0: {steps}.").format(steps=", ".join(late)))
    if never := [_(STEP_WORDS[one.step]) for one in review.delays if not one.is_done]:
        words = _("Pas fait\u00a0: {steps}.") if ended else _("Pas encore\u00a0: {steps}.")
        said.append(words.format(steps=", ".join(never)))
    return " ".join(said)


def disagreement_words(evaluation: Evaluation) -> str:
    """« 2 évaluateurs disent S, 1 dit U. »; empty when they agree."""
    if evaluation.is_unanimous:
        return ""
    said = [
        ngettext("{n} évaluateur dit {letter}", "{n} évaluateurs disent {letter}", n).format(n=n, letter=letter.value)
        for letter, n in evaluation.counts.items()
    ]
    words = _("{said}.").format(said=", ".join(said))
    return _("Désaccord\u00a0: {said}").format(said=words) if evaluation.is_split else words


def few_words(evaluation: Evaluation) -> str:
    """Why its letter is fragile, or empty."""
    count = len(evaluation.ratings)
    if not evaluation.is_thin:
        return ""
    if not count:
        return _("Personne ne l’a coté.")
    return ngettext(
        "{n} évaluateur seulement\u00a0: à {enough}, un avis ne décide plus seul.",
        "{n} évaluateurs seulement\u00a0: à {enough}, un avis ne décide plus seul.", count,
    ).format(n=count, enough=ENOUGH_EVALUATORS)  # fmt: skip


def letter_words(evaluation: Evaluation) -> str:
    """« S, réalisé avec quelques difficultés »; « sans cotation »."""
    letter = evaluation.letter
    return _("sans cotation") if letter is None else f"{letter.value}, {_(LETTER_WORDS[letter])}"
