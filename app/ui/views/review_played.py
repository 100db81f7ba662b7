"""What was played, answered, alerted and carried, in words, pictures and twins. Nothing is drawn here."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from app.exercise.chronogramme import INJECT_STATE_WORDS, OUTCOME_WORDS, Outcome
from app.exercise.delays import STEP_WORDS, DelayStep
from app.exercise.review_said import delay_words
from app.exercise.said import spoken_delay, spoken_minutes
from app.ui.parts.charts_answers import HOUR, MessageLine
from app.ui.parts.charts_delays import DelayBar
from app.ui.parts.charts_frame import Twin
from app.ui.parts.charts_reach import Stair
from app.ui.parts.charts_stacks import Part
from app.words import _, ngettext
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.exercise.delays import Delay
    from app.exercise.review import CallTold, ExpectedTold, InjectTold, Review

USUAL_PERCENT = 70
"""About so many of the messages of a chronogramme are played in the end (DRILLS §1.3)."""
MOST_FUNCTIONS = 4
"""Functions told apart in the bars of the workload, the most loaded first; the others are one part."""


def bars(review: Review) -> list[DelayBar]:
    """The chain, each step against its target."""
    return [_bar(one, has_ended=review.exercise.is_ended) for one in review.delays]


def _bar(one: Delay, *, has_ended: bool) -> DelayBar:
    words = _(STEP_WORDS[one.step])
    tone, state = _state(one, has_ended=has_ended)
    return DelayBar(capitalised(words), one.minutes, delay_words(one, has_ended=has_ended), one.target, tone, state)


def _state(one: Delay, *, has_ended: bool) -> tuple[str, str]:
    if one.minutes is None:
        return "quiet", _("pas fait") if has_ended else _("pas encore")
    if one.target is None:
        return "calm", _("sans délai visé")
    return ("alarm", _("en retard")) if one.is_late else ("good", _("dans le délai"))


def delays_twin(review: Review) -> Twin:
    """A row a step: when, target, state, what the target rests on."""
    ended = review.exercise.is_ended
    rows = []
    for one in review.delays:
        target = review.targets.get(one.step)
        rows.append(
            (
                _(STEP_WORDS[one.step]), delay_words(one, has_ended=ended),
                spoken_delay(one.target) if one.target is not None else _("aucun"), _state(one, has_ended=ended)[1],
                target.source if target else "–",
            )
        )  # fmt: skip
    return Twin((_("Étape"), _("Depuis T0"), _("Délai visé"), _("État"), _("Source du délai visé")), tuple(rows))


def lines(review: Review) -> list[MessageLine]:
    """Each message of the chronogramme, in hours since T0."""
    return [_line(one) for one in review.injects]


def _line(one: InjectTold) -> MessageLine:
    inject = one.inject
    answered = min((each.minutes for each in one.responses), default=None)
    planned = inject.planned_minutes
    return MessageLine(
        str(inject.number), None if planned is None else planned / HOUR,
        inject.sent_minutes / HOUR if one.is_played and inject.sent_minutes is not None else None,
        None if answered is None else answered / HOUR, f"{inject.number}. {inject.text[:80]} – {state_words(one)}",
    )  # fmt: skip


def state_words(one: InjectTold) -> str:
    """« envoyé à T+1 h 40, réponse en 12 min », « passé : faute de temps »."""
    inject = one.inject
    said = _(INJECT_STATE_WORDS[inject.state])
    if one.is_played and inject.sent_minutes is not None:
        sent = _("{state} à {when}").format(state=said, when=spoken_minutes(inject.sent_minutes))
        if one.response_minutes is None:
            return _("{sent}, sans réponse").format(sent=sent)
        return _("{sent}, réponse en {delay}").format(sent=sent, delay=spoken_delay(one.response_minutes))
    return f"{said}\u00a0: {inject.reason}" if inject.reason else said


def injects_twin(review: Review) -> Twin:
    """A row a message: planned, left, answered, what was expected and what became of it."""
    header = (_("N°"), _("De → à"), _("Message"), _("Prévu"), _("Joué"), _("Attendu"))
    rows = tuple(
        (
            one.inject.number, f"{one.inject.sender} → {one.inject.recipient}", one.inject.text,
            _("improvisé") if one.inject.planned_minutes is None else spoken_minutes(one.inject.planned_minutes),
            state_words(one), " · ".join(expected_words(each, sent=one.is_played) for each in one.expected) or "–",
        )
        for one in review.injects
    )  # fmt: skip
    return Twin(header, rows)


def expected_words(one: ExpectedTold, *, sent: bool = True) -> str:
    """« Prévenir l’ARS : fait en 12 min, après le délai de 10 min »."""
    if one.outcome is None:
        became = _("non jugé") if sent else _("non joué")
    else:
        became = _(OUTCOME_WORDS[one.outcome.outcome])
        if one.delay is not None:
            became = _("{what} en {delay}").format(what=became, delay=spoken_delay(one.delay))
        if one.is_late and one.expected.within_minutes is not None:
            became = _("{what}, après le délai de {within}").format(
                what=became, within=spoken_delay(one.expected.within_minutes)
            )
    return f"{one.expected.text.rstrip(' .')}\u00a0: {became}"


def injects_sentence(review: Review) -> str:
    """How many were played, answered, and what became of what was expected."""
    count, played = len(review.injects), review.played
    if not count:
        return _("Aucun message\u00a0: rien n’a été joué.")
    answered = [one.response_minutes for one in played if one.response_minutes is not None]
    said = [
        ngettext(
            "{n} message joué sur {of} ({percent} %).", "{n} messages joués sur {of} ({percent} %).", len(played)
        ).format(n=len(played), of=count, percent=round(100 * len(played) / count))
    ]
    if count > len(played):
        said.append(_("Environ {percent} % est habituel.").format(percent=USUAL_PERCENT))
    if answered:
        said.append(
            _("Délai médian de réponse : {delay}, {n} sans réponse.").format(
                delay=spoken_delay(median(answered)), n=len(played) - len(answered)
            )
        )
    elif played:
        said.append(_("Aucune réponse n’a été notée."))
    if target := response_target(review):
        late = sum(one > target for one in answered)
        if late:
            said.append(ngettext("{n} réponse après {target}.", "{n} réponses après {target}.", late).format(n=late, target=spoken_delay(target)))  # fmt: skip
    return " ".join(said)


def expected_sentence(review: Review) -> str:
    """« 8 attendus : 5 faits, 1 en partie, 1 pas fait, 1 non jugé ; 2 après leur délai. »"""
    expected, outcomes = review.expected, review.outcomes
    if not expected:
        return _("Rien n’était attendu des messages joués.")
    pieces = [
        ngettext("{n} fait", "{n} faits", outcomes.get(Outcome.DONE, 0)).format(n=outcomes.get(Outcome.DONE, 0)),
        _("{n} en partie").format(n=outcomes.get(Outcome.PARTIAL, 0)),
        ngettext("{n} pas fait", "{n} pas faits", outcomes.get(Outcome.MISSED, 0)).format(n=outcomes.get(Outcome.MISSED, 0)),
    ]  # fmt: skip
    if unjudged := outcomes.get(None, 0):
        pieces.append(ngettext("{n} non jugé", "{n} non jugés", unjudged).format(n=unjudged))
    late = sum(one.is_late for one in expected)
    count = ngettext("{n} attendu", "{n} attendus", len(expected)).format(n=len(expected))
    return _("{count}\u00a0: {pieces}\u00a0; {late} après le délai donné.").format(
        count=count, pieces=", ".join(pieces), late=late
    )


def response_target(review: Review) -> int | None:
    target = review.targets.get(DelayStep.RESPONSE)
    return target.minutes if target else None


def stairs(call: CallTold) -> list[Stair]:
    """Everybody's answers, then each group's."""
    return [
        Stair(_("{group} ({answered} sur {asked})").format(group=one.group or _("Tous"), answered=one.answered, asked=one.asked), one.points)
        for one in call.curves
    ]  # fmt: skip


def call_sentence(call: CallTold) -> str:
    """« 12 réponses sur 40 alertés ; la moitié n’a pas été atteinte ; 28 n’ont pas répondu. »"""
    everybody = call.everybody
    silent = everybody.asked - everybody.answered
    first = ngettext(
        "{n} réponse sur {asked} alertés.", "{n} réponses sur {asked} alertés.", everybody.answered
    ).format(n=everybody.answered, asked=everybody.asked)
    return " ".join((first, _reached(call, 0.5), _reached(call, 0.9), ngettext("{n} n’a jamais répondu.", "{n} n’ont jamais répondu.", silent).format(n=silent)))  # fmt: skip


def _reached(call: CallTold, part: float) -> str:
    at, percent = call.everybody.minutes_of(part), int(100 * part)
    if at is None:
        return _("{percent} % n’ont pas été atteints.").format(percent=percent)
    return _("{percent} % en {delay}.").format(percent=percent, delay=spoken_delay(at))


def calls_twin(call: CallTold) -> Twin:
    """A row a group: asked, answered, half, nine in ten, never."""
    header = (_("Groupe"), _("Alertés"), _("Ont répondu"), _("La moitié en"), _("Neuf sur dix en"), _("Jamais"))
    rows: list[tuple[str | int, ...]] = []
    for one in call.curves:
        half, most = (at if (at := one.minutes_of(part)) is None else spoken_delay(at) for part in (0.5, 0.9))
        missed = _("pas atteint")
        rows.append(
            (one.group or _("Tous"), one.asked, one.answered, half or missed, most or missed, one.asked - one.answered)
        )
    return Twin(header, tuple(rows))


def hours(review: Review) -> list[int]:
    """Fictional hours from the first to the last in which something was carried."""
    found = {hour for one in review.loads for hour in one.by_hour}
    return list(range(min(found), max(found) + 1)) if found else []


def load_parts(review: Review) -> list[Part]:
    """A part a function, the most loaded first; the others together."""
    across = hours(review)
    first, rest = review.loads[:MOST_FUNCTIONS], review.loads[MOST_FUNCTIONS:]
    parts = [Part(one.function, tuple(float(one.by_hour.get(hour, 0)) for hour in across)) for one in first]
    if rest:
        parts.append(
            Part(_("les autres"), tuple(float(sum(one.by_hour.get(hour, 0) for one in rest)) for hour in across))
        )
    return parts


def loads_twin(review: Review) -> Twin:
    """A row a function."""
    header = (
        _("Fonction"),
        _("Messages reçus"),
        _("Réponses"),
        _("Main courante"),
        _("En tout"),
        _("Heure la plus chargée"),
    )
    rows = tuple(
        (one.function, one.injects, one.responses, one.entries, one.total, _heaviest(one.by_hour))
        for one in review.loads
    )
    return Twin(header, rows)


def loads_sentence(review: Review) -> str:
    """Who carried most, and when."""
    most = review.loads[0]
    total = sum(one.total for one in review.loads)
    return _(
        "La fonction « {function} » porte le plus\u00a0: {n} sur {total} messages, réponses et écritures\u00a0; au plus chargé, {hour}."
    ).format(function=capitalised(most.function), n=most.total, total=total, hour=_heaviest(most.by_hour))


def hour_words(hour: int) -> str:
    """« T+3 h »; the first hour is « T0 »."""
    return spoken_minutes(hour * HOUR)


def _heaviest(by_hour: Mapping[int, int]) -> str:
    hour = max(by_hour, key=lambda one: (by_hour[one], -one))
    return _("de {start} à {end}").format(start=hour_words(hour), end=hour_words(hour + 1))


def function_words(one: InjectTold) -> str:
    """Of whom something was expected: whoever the message was for."""
    return one.inject.recipient
