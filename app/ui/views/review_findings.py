"""What was found, in words: strengths and things to improve by element, the hot wash, what came back, two exercises compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.exercise.rating import ELEMENT_WORDS, OBSERVATION_WORDS, Element, ObservationKind
from app.exercise.said import spoken_minutes
from app.ui.parts.charts_frame import Twin
from app.ui.parts.charts_stacks import Part
from app.words import _, ngettext
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.exercise.hot_wash import HotWash
    from app.exercise.rating import Observation
    from app.exercise.repeats import Repeat
    from app.exercise.review import Review
    from app.services.exercise.compare_exercises import Compared, ExerciseComparison

KINDS = (ObservationKind.STRENGTH, ObservationKind.IMPROVEMENT)
MARKS = range(1, 6)


def elements(review: Review) -> list[Element | None]:
    """Elements that something was said of, in the order of POETE; None: nobody said which."""
    found = {one.element for one in review.observations if one.kind in KINDS}
    return [*(one for one in Element if one in found), *([None] if None in found else [])]


def element_words(one: Element | None) -> str:
    """« Plan », « Formation »; « Non classé »."""
    said = _(ELEMENT_WORDS[one]) if one else _("non classé")
    return capitalised(said)


def element_parts(review: Review) -> list[Part]:
    """Strengths, then things to improve, a number an element."""
    return [
        Part(kind_words(kind, many=True), tuple(float(_count(review, kind, one)) for one in elements(review)))
        for kind in reversed(KINDS)
    ]


def kind_words(kind: ObservationKind, *, many: bool = False) -> str:
    """« Point fort », or several of them."""
    if many:
        return {
            ObservationKind.STRENGTH: _("Points forts"),
            ObservationKind.IMPROVEMENT: _("Points à améliorer"),
            ObservationKind.FACT: _("Faits observés"),
        }[kind]
    said = _(OBSERVATION_WORDS[kind])
    return capitalised(said)


def _count(review: Review, kind: ObservationKind, element: Element | None) -> int:
    return sum(one.kind is kind and one.element is element for one in review.observations)


def elements_twin(review: Review) -> Twin:
    """A row an element."""
    header = (_("Élément"), *(kind_words(kind, many=True) for kind in KINDS))
    return Twin(
        header, tuple((element_words(one), *(_count(review, kind, one) for kind in KINDS)) for one in elements(review))
    )


def findings_sentence(review: Review) -> str:
    """How many of each, and where most is to improve."""
    strengths, lacks = (sum(one.kind is kind for one in review.observations) for kind in KINDS)
    if not review.observations:
        return _("Aucune observation encore.")
    said = [
        _("{strengths}, {lacks}.").format(
            strengths=ngettext("{n} point fort", "{n} points forts", strengths).format(n=strengths),
            lacks=ngettext("{n} point à améliorer", "{n} points à améliorer", lacks).format(n=lacks),
        )
    ]
    counts = {one: _count(review, ObservationKind.IMPROVEMENT, one) for one in elements(review) if one is not None}
    if most := max(counts.values(), default=0):
        tied = ", ".join(_(ELEMENT_WORDS[one]) for one, count in counts.items() if count == most)
        said.append(_("Le plus à améliorer touche\u00a0: {element}.").format(element=tied))
    return " ".join(said)


def observed(review: Review, kind: ObservationKind) -> list[Observation]:
    return [one for one in review.observations if one.kind is kind]


def evidence(review: Review, one: Observation) -> str:
    """« observatrice, ARS · T+1 h 40 · O2 · message 4 · cause : … » — who by function, when, tied to what."""
    numbers = {each.inject.id: each.inject.number for each in review.injects}
    pieces = [
        review.evaluators.get(one.participant_id, "") if one.participant_id else _("animation"),
        spoken_minutes(one.minutes) if review.exercise.is_played else "",
        one.objective, element_words(one.element) if one.element else "",
        _("message {n}").format(n=numbers[one.inject_id]) if one.inject_id in numbers else "",
        _("main courante n° {n}").format(n=one.log_number) if one.log_number else "",
        _("cause\u00a0: {cause}").format(cause=one.cause) if one.cause else "",
    ]  # fmt: skip
    return " · ".join(filter(None, pieces))


def repeat_words(one: Repeat) -> str:
    """« Relevé dans les exercices n° 1, 3 et 4 : … »."""
    numbers = [str(n) for n in one.numbers]
    listed = _("{first} et {last}").format(first=", ".join(numbers[:-1]), last=numbers[-1])
    return _("Relevé dans les n° {numbers}\u00a0: {text}").format(numbers=listed, text=one.text)


def wash_sentence(wash: HotWash) -> str:
    """How many answered, and the lowest mark; or how many are still missing."""
    first = ngettext("{n} réponse sur {asked}.", "{n} réponses sur {asked}.", wash.answered).format(
        n=wash.answered, asked=wash.asked
    )
    if not wash.is_shown:
        more = ngettext(
            "Il en manque {n} avant que rien ne se montre.",
            "Il en manque {n} avant que rien ne se montre.",
            wash.missing,
        )
        return f"{first} {more.format(n=wash.missing)}"
    marked = [(one.mean, one.question.text) for one in wash.tallies if one.mean is not None]
    if not marked:
        return first
    low, text = min(marked)
    return _("{first} La note la plus basse\u00a0: {mean} sur 5, « {text} ».").format(
        first=first, mean=f"{low:.1f}".replace(".", ","), text=text.rstrip(" .")
    )


def wash_parts(wash: HotWash) -> list[Part]:
    """A part a mark, from 1 to 5."""
    return [Part(str(mark), tuple(float(one.counts[mark - 1]) for one in wash.tallies)) for mark in MARKS]


def wash_twin(wash: HotWash) -> Twin:
    """A row a question: how many gave each mark, and the mean."""
    header = (_("Question"), *map(str, MARKS), _("Moyenne"))
    rows: list[tuple[str | int, ...]] = [
        (one.question.text, *one.counts, "–" if one.mean is None else f"{one.mean:.1f}".replace(".", ","))
        for one in wash.tallies
    ]
    return Twin(header, tuple(rows))


def comparison_sentence(found: ExerciseComparison) -> str:
    """How many figures got better, how many worse, and which fell most in reading order."""
    said = [
        _("Du n° {first} au n° {second}\u00a0: {better} en mieux, {worse} en moins bien.").format(
            first=found.first.exercise.number, second=found.second.exercise.number, better=len(found.better),
            worse=len(found.worse),
        )
    ]  # fmt: skip
    if found.worse:
        said.append(_("En moins bien\u00a0: {words}.").format(words=", ".join(one.words for one in found.worse[:3])))
    return " ".join(said)


def moved_words(one: Compared) -> str:
    """« ▲ mieux », « ▼ moins bien », « = »."""
    return {-1: _("▼ moins bien"), 0: "=", 1: _("▲ mieux")}[one.moved]


def comparison_twin(found: ExerciseComparison) -> Twin:
    """A row a figure."""
    header = (
        _("Chiffre"),
        *(_("N° {n}").format(n=one.exercise.number) for one in (found.first, found.second)),
        _("Évolution"),
    )
    return Twin(header, tuple((one.words, one.first, one.second, moved_words(one)) for one in found.rows))
