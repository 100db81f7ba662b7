"""The cold report, part by part, from what was gathered. A part without anything says so instead of being left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.exercise import retex_after as after
from app.exercise import retex_judged as judged
from app.exercise import retex_played as played
from app.exercise.rating import ObservationKind
from app.exercise.retex import RETEX_KIND_WORDS, Part, Points, Retex, RetexKind, RetexSection
from app.words import N_, _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from app.exercise.exercise import Exercise
    from app.exercise.retex import Figure, RetexTable
    from app.exercise.retex_facts import RetexFacts


def cold_retex(facts: RetexFacts, parts: Iterable[Part] = tuple(Part)) -> Retex:
    """The report with the parts asked for, in its order."""
    wanted = set(parts)
    return Retex(
        community=facts.community,
        title=_(RETEX_KIND_WORDS[RetexKind.COLD]),
        subtitle=subtitle_of(facts.exercise),
        edition=edition_of(facts),
        headline=headline_of(facts),
        is_exercise=facts.exercise.is_played,
        facts=played.cover_facts(facts),
        sections=tuple(_section(facts, one) for one in Part if one in wanted),
    )


def subtitle_of(exercise: Exercise) -> str:
    """« Exercice n° 3 : Écran noir », « Événement réel : Inondation »."""
    if exercise.is_played:
        return _("Exercice n° {number} : {title}").format(number=exercise.number, title=exercise.title)
    return _("Événement réel : {title}").format(title=exercise.title)


def edition_of(facts: RetexFacts) -> str:
    """« signé le 3 mars 2027 », « projet »: until the review is signed it is a draft."""
    at = facts.exercise.reviewed_at
    return _("signé le {date}").format(date=spoken_date(paris_date(at))) if at else _("projet")


def headline_of(facts: RetexFacts) -> str:
    """The whole in a few sentences: that of the review when it has one, else letters, delays, lowest coverage."""
    if facts.headline:
        return facts.headline
    told = [*judged.ratings_says(facts)[:1], *filter(None, (after.main_delay_says(facts),))]
    if facts.coverage is not None:
        told.append(facts.coverage.short)
    return " ".join(told) or _("Rien n’a encore été coté ni mesuré.")


def _section(facts: RetexFacts, part: Part) -> RetexSection:
    made = _MAKERS[part](facts)
    written = tuple(line for line in facts.texts.get(part.value, "").splitlines() if line.strip())
    if not any((written, made.says, made.figures, made.points, made.tables)):
        return RetexSection(part=part, is_empty=True, says=(_(_EMPTY[part]),))
    return RetexSection(
        part=part, written=written, says=made.says, figures=made.figures, points=made.points, tables=made.tables
    )


def _told(
    part: Part, *, says: Iterable[str] = (), figures: Iterable[Figure | None] = (), points: Iterable[Points] = (),
    tables: Iterable[RetexTable] = (),
) -> RetexSection:  # fmt: skip
    return RetexSection(
        part=part, says=tuple(filter(None, says)), figures=tuple(one for one in figures if one is not None),
        points=tuple(one for one in points if one.lines), tables=tuple(one for one in tables if one.rows),
    )  # fmt: skip


def _context(facts: RetexFacts) -> RetexSection:
    return _told(Part.CONTEXT, says=played.context_says(facts), tables=(played.participants_table(facts),))


def _objectives(facts: RetexFacts) -> RetexSection:
    return _told(Part.OBJECTIVES, tables=(played.objectives_table(facts),))


def _timeline(facts: RetexFacts) -> RetexSection:
    return _told(Part.TIMELINE, says=played.timeline_says(facts), tables=(played.timeline_table(facts),))


def _worked(facts: RetexFacts) -> RetexSection:
    strengths = judged.observed(facts, ObservationKind.STRENGTH)
    return _told(Part.WORKED, points=(*judged.met(facts), *judged.by_element(facts, strengths)))


def _difficulties(facts: RetexFacts) -> RetexSection:
    found = judged.observed(facts, ObservationKind.IMPROVEMENT)
    return _told(Part.DIFFICULTIES, points=(*judged.unmet(facts), *judged.by_element(facts, found)))


def _gaps(facts: RetexFacts) -> RetexSection:
    return _told(Part.GAPS, points=played.gaps(facts))


def _causes(facts: RetexFacts) -> RetexSection:
    return _told(Part.CAUSES, tables=(judged.causes_table(facts),))


def _ratings(facts: RetexFacts) -> RetexSection:
    if not facts.ratings:
        return _told(Part.RATINGS)
    return _told(
        Part.RATINGS, says=judged.ratings_says(facts), points=(judged.letters_read(),), tables=(judged.ratings_table(facts),)
    )  # fmt: skip


def _delays(facts: RetexFacts) -> RetexSection:
    return _told(
        Part.DELAYS, says=after.delays_says(facts), figures=(*after.delays_figure(facts), facts.answers),
        tables=(after.delays_table(facts),),
    )  # fmt: skip


def _coverage(facts: RetexFacts) -> RetexSection:
    if (told := facts.coverage) is None:
        return _told(Part.COVERAGE)
    return _told(Part.COVERAGE, says=told.says, figures=(told.courses,), tables=(told.needs,))


def _cascade(facts: RetexFacts) -> RetexSection:
    if (told := facts.coverage) is None or not told.falls.bars:
        return _told(Part.CASCADE)
    return _told(Part.CASCADE, says=(told.order,), figures=(told.falls,), tables=told.steps)


def _expected(facts: RetexFacts) -> RetexSection:
    return _told(Part.EXPECTED, says=played.expected_says(facts), tables=(played.expected_table(facts),))


def _hot_wash(facts: RetexFacts) -> RetexSection:
    if (wash := facts.wash) is None:
        return _told(Part.HOT_WASH)
    return _told(Part.HOT_WASH, says=(wash.says,), points=judged.wash_points(wash), tables=judged.wash_table(wash))


def _lessons(facts: RetexFacts) -> RetexSection:
    return _told(Part.LESSONS, points=(Points(_("Constats déjà faits auparavant"), facts.repeats),))


def _improvements(facts: RetexFacts) -> RetexSection:
    return _told(
        Part.IMPROVEMENTS, says=after.improvements_says(facts),
        tables=(after.improvements_table(facts),),
    )  # fmt: skip


def _milestones(facts: RetexFacts) -> RetexSection:
    return _told(Part.MILESTONES, tables=after.milestones_tables(facts))


def _annexes(facts: RetexFacts) -> RetexSection:
    assumed = facts.coverage.assumptions if facts.coverage else ()
    return _told(
        Part.ANNEXES, points=(Points(_("Hypothèses du calcul de couverture"), assumed),),
        tables=(after.decisions_table(facts), after.observations_table(facts), after.messages_table(facts), after.loads_table(facts)),
    )  # fmt: skip


_MAKERS: Mapping[Part, Callable[[RetexFacts], RetexSection]] = {
    Part.CONTEXT: _context,
    Part.OBJECTIVES: _objectives,
    Part.TIMELINE: _timeline,
    Part.WORKED: _worked,
    Part.DIFFICULTIES: _difficulties,
    Part.GAPS: _gaps,
    Part.CAUSES: _causes,
    Part.RATINGS: _ratings,
    Part.DELAYS: _delays,
    Part.COVERAGE: _coverage,
    Part.CASCADE: _cascade,
    Part.EXPECTED: _expected,
    Part.HOT_WASH: _hot_wash,
    Part.LESSONS: _lessons,
    Part.IMPROVEMENTS: _improvements,
    Part.MILESTONES: _milestones,
    Part.ANNEXES: _annexes,
}

_EMPTY: Mapping[Part, str] = {
    Part.CONTEXT: N_("Le contexte n’est pas écrit."),
    Part.OBJECTIVES: N_("Aucun objectif n’était fixé."),
    Part.TIMELINE: N_("Aucun message ni aucune décision n’est daté."),
    Part.WORKED: N_("Aucun point fort n’a été relevé."),
    Part.DIFFICULTIES: N_("Aucune difficulté n’a été relevée."),
    Part.GAPS: N_("Aucun écart au plan n’a été relevé."),
    Part.CAUSES: N_("Aucune cause n’a été donnée."),
    Part.RATINGS: N_("Aucun objectif n’a été coté."),
    Part.DELAYS: N_("Aucun délai n’a pu être mesuré."),
    Part.COVERAGE: N_("La couverture des soins n’a pas été calculée."),
    Part.CASCADE: N_("La couverture des soins n’a pas été calculée : rien à décomposer."),
    Part.EXPECTED: N_("Aucune action n’était attendue des messages joués."),
    Part.HOT_WASH: N_("Le questionnaire à chaud n’a pas été rempli."),
    Part.LESSONS: N_("Les enseignements ne sont pas encore écrits."),
    Part.IMPROVEMENTS: N_("Le plan d’amélioration est encore vide."),
    Part.MILESTONES: N_("Aucun jalon n’est daté."),
    Part.ANNEXES: N_("Aucune décision, observation ni réponse n’a été notée."),
}
"""What stands for a part that holds nothing (French source)."""
