"""The review in words: what stands at its head, what each objective got, and the twins of its pictures. Nothing is drawn here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.exercise.exercise import KIND_WORDS, STATE_WORDS
from app.exercise.rating import LETTER_WORDS
from app.exercise.review_said import disagreement_words, few_words, letter_words
from app.ui.parts.charts_frame import Twin
from app.ui.parts.charts_letters import LetterCell
from app.ui.parts.figures import Figure, Origin
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.exercise.evaluation import Evaluation
    from app.exercise.exercise import Exercise
    from app.exercise.review import Review

LETTER_ICONS = {
    "P": (":green", "check_circle"),
    "S": (":blue", "trending_flat"),
    "M": (":orange", "warning"),
    "U": (":red", "block"),
}
"""Letter → its colour and icon, always the same."""


def where(exercise: Exercise) -> str:
    """« EXERCICE n° 3 · Afflux de victimes · 30 novembre 2026 · terminé »."""
    number = _("EXERCICE n° {n}") if exercise.is_played else _("Événement réel n° {n}")
    day = spoken_date((exercise.started_at or exercise.starts_at).date())
    said = [number.format(n=exercise.number), exercise.title]
    if exercise.is_played:
        said.append(_(KIND_WORDS[exercise.kind]))
    return " · ".join((*said, day, _(STATE_WORDS[exercise.state])))


def cards(review: Review) -> list[Figure]:
    """The figures at the head: attended, played, done, to be done."""
    expected, outcomes = review.expected, review.outcomes
    unjudged = outcomes.get(None, 0)
    judged = len(expected) - unjudged
    done = sum(n for outcome, n in outcomes.items() if outcome is not None and outcome.value == "done")
    found = [
        Figure(
            _("Présents"), _("{n} sur {of}").format(n=review.attended, of=review.participants),
            Origin(_("Participants notés présents, sur ceux qui étaient invités.")),
        ),
        Figure(
            _("Actions d’amélioration"), ngettext("{n} à mener", "{n} à mener", review.actions).format(n=review.actions),
            Origin(_("Actions de ce retour d’expérience qui ne sont ni faites ni abandonnées.")),
            change=ngettext("dont {n} en retard", "dont {n} en retard", review.overdue).format(n=review.overdue) if review.overdue else "",
        ),
    ]  # fmt: skip
    if review.injects:
        played = Figure(
            _("Messages joués"), _("{n} sur {of}").format(n=len(review.played), of=len(review.injects)),
            Origin(_("Messages envoyés, sur ceux du chronogramme. Environ 70 % joués est habituel."), source="DRILLS §1.3"),
        )  # fmt: skip
        awaited = Figure(
            _("Attendus faits"), _("{n} sur {of}").format(n=done, of=judged) if judged else "–",
            Origin(_("Ce qui était attendu des messages joués, et que l’animation a noté comme fait.")),
            change=ngettext("{n} non jugé", "{n} non jugés", unjudged).format(n=unjudged) if unjudged else "",
        )  # fmt: skip
        found[1:1] = [played, awaited]
    return found


def line_of(one: Evaluation) -> str:
    """« O1 · Ouvrir la cellule en moins de 45 min »."""
    return f"{one.objective.code} · {one.objective.text}"


def warnings_of(one: Evaluation) -> str:
    """What to beware of in its letter, in sentences; empty when nothing."""
    return " ".join(filter(None, (disagreement_words(one), few_words(one))))


def evaluators(review: Review) -> list[str]:
    """Ids of those who rated something, in the order they were added."""
    rated = {each.participant_id for one in review.evaluations for each in one.ratings}
    return [id for id in review.evaluators if id in rated]


def names(review: Review) -> list[str]:
    """Their functions, two of the same told apart by a number."""
    found: list[str] = []
    for id in evaluators(review):
        base = review.evaluators[id]
        same = sum(one == base or one.startswith(f"{base} (") for one in found)
        found.append(f"{base} ({same + 1})" if same else base)
    return found


def heads(review: Review) -> list[str]:
    """The same names above narrow columns: the function alone where no two share it; the twin says the organisation too."""
    full = names(review)
    short = [one.split(", ", 1)[0] for one in full]
    return short if len(set(short)) == len(short) else full


def cells(review: Review) -> list[list[LetterCell]]:
    """A row an objective, a column an evaluator, then the letter that stands."""
    order, called = evaluators(review), names(review)
    rows = []
    for one in review.evaluations:
        given = {each.participant_id: each for each in one.ratings}
        row = [
            LetterCell(
                given[id].letter.value, f"{name}\u00a0: {given[id].letter.value}, {_(LETTER_WORDS[given[id].letter])}"
            )
            if id in given
            else LetterCell("", _("{name}\u00a0: pas de cotation").format(name=name))
            for id, name in zip(order, called, strict=True)
        ]
        stands = LetterCell(
            one.letter.value if one.letter else "", _("Ensemble\u00a0: {letter}").format(letter=letter_words(one))
        )
        rows.append([*row, stands])
    return rows


def ratings_twin(review: Review) -> Twin:
    """A row an objective: each letter, the one that stands, what to beware of."""
    header = (_("Objectif"), *names(review), _("Ensemble"), _("À savoir"))
    rows = tuple(
        (line_of(one), *(cell.letter or "–" for cell in row), warnings_of(one) or _("accord"))
        for one, row in zip(review.evaluations, cells(review), strict=True)
    )
    return Twin(header, rows)


def ratings_sentence(review: Review) -> str:
    """How many evaluators, how many objectives are split, how many have too few."""
    count = len(evaluators(review))
    if not count:
        return _("Personne n’a encore coté d’objectif.")
    said = [ngettext("{n} évaluateur a coté.", "{n} évaluateurs ont coté.", count).format(n=count)]
    split = sum(one.is_split for one in review.evaluations)
    thin = sum(one.is_thin for one in review.evaluations)
    if split:
        said.append(ngettext("{n} objectif les sépare.", "{n} objectifs les séparent.", split).format(n=split))
    if thin:
        said.append(
            ngettext(
                "{n} objectif a moins de trois évaluateurs.", "{n} objectifs ont moins de trois évaluateurs.", thin
            ).format(n=thin)
        )
    if not split and not thin:
        said.append(_("Aucun désaccord, et assez d’évaluateurs partout."))
    return " ".join(said)
