"""What the conduct of an exercise says: the hour, what is late, what comes next, what was answered. Words from values."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.clock import PARIS
from app.exercise.chronogramme import INJECT_STATE_WORDS, OUTCOME_WORDS, InjectState
from app.exercise.coverage_said import Standing, impact_sentence, without_plan_sentence
from app.exercise.exercise import STATE_WORDS, ExerciseState
from app.exercise.played import START
from app.exercise.said import spoken_delay, spoken_fictional, spoken_minutes
from app.words import _, ngettext
from app.words.dates import spoken_day, spoken_hour, spoken_instant, spoken_number
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.exercise.chronogramme import Decision, Response
    from app.services.exercise.read_cockpit import Cockpit, CockpitInject, PlanAction

EXTRACT = 70
"""Signs of an inject that stand in a list."""
CUT = " .»\u00a0"
"""Signs that look odd before « … »."""


def strip(cockpit: Cockpit) -> str:
    """What the striped line says is not real."""
    said = _("« {title} », rien n’est réel.").format(title=cockpit.exercise.title)
    word = cockpit.exercise.stop_word
    return said + (" " + _("Mot d’arrêt : {word}.").format(word=word) if word else "")


def where(cockpit: Cockpit) -> str:
    """« T+1 h 40 · lundi 30 novembre, 9 h 40 · une minute en vaut 10 »."""
    exercise = cockpit.exercise
    hour = spoken_fictional(exercise.t0, cockpit.minutes)
    if exercise.state is ExerciseState.PAUSED:
        pace = _("en pause")
    else:
        pace = _("une minute réelle en vaut {speed}").format(speed=cockpit.clock.speed)
    return " · ".join((spoken_minutes(cockpit.minutes), hour, pace))


def clock_hour(cockpit: Cockpit) -> str:
    """« 9 h 40 »: the fictional hour alone, for the great clock."""
    return spoken_hour(_fictional(cockpit).time())


def clock_since(cockpit: Cockpit) -> str:
    """« T+1 h 40 · lundi 30 novembre »."""
    return f"{spoken_minutes(cockpit.minutes)} · {spoken_day(_fictional(cockpit).date())}"


def clock_pace(cockpit: Cockpit) -> str:
    """« en cours · une minute réelle en vaut 10 », « en pause »."""
    state = _(STATE_WORDS[cockpit.exercise.state])
    if cockpit.exercise.state is not ExerciseState.RUNNING:
        return state
    return f"{state} · " + _("une minute réelle en vaut {speed}").format(speed=cockpit.clock.speed)


def clock_look(cockpit: Cockpit) -> tuple[str, str]:
    """Icon and colour of the clock: running, standing."""
    return ("play_circle", "green") if cockpit.exercise.state is ExerciseState.RUNNING else ("pause_circle", "orange")


def _fictional(cockpit: Cockpit) -> datetime:
    """The civil time in Paris; counted in UTC, so that a night when the clocks change stays as long as it was played."""
    return (cockpit.exercise.t0 + timedelta(minutes=int(cockpit.minutes))).astimezone(PARIS)


def headline(cockpit: Cockpit) -> str:
    """What to do now: what is late, else what comes and when."""
    late, following = len(cockpit.overdue), cockpit.next
    if late:
        return ngettext("{n} inject à envoyer maintenant.", "{n} injects à envoyer maintenant.", late).format(n=late)
    if following is not None:
        wait = spoken_delay(following.inject.minutes - int(cockpit.minutes))
        hour = spoken_minutes(following.inject.minutes)
        return _("Prochain inject à {hour}, dans {wait}.").format(hour=hour, wait=wait)
    if cockpit.to_come:
        return _("Il ne reste que des injects retenus.")
    return _("Tous les injects sont joués : il reste à conclure.")


def detail(cockpit: Cockpit) -> str:
    """What was played so far."""
    sent = len(cockpit.sent)
    said = ngettext("{n} inject envoyé sur {all}", "{n} injects envoyés sur {all}", sent).format(
        n=sent, all=len(cockpit.injects)
    )
    answers = sum(len(one.responses) for one in cockpit.injects)
    return said + ngettext(", {n} réponse notée.", ", {n} réponses notées.", answers).format(n=answers)


def when(one: CockpitInject, cockpit: Cockpit) -> str:
    """« n° 7 · en retard de 12 min », « n° 8 · T+1 h 05, dans 3 min », « n° 9 · retenu : … »."""
    inject = one.inject
    number = _("n° {number}").format(number=inject.number)
    hour = spoken_minutes(inject.minutes)
    if inject.state is InjectState.HELD:
        kept = _("retenu ({hour})").format(hour=hour)
        return f"{number} · {kept}" + (_(" : {reason}").format(reason=inject.reason) if inject.reason else "")
    if inject.is_overdue(cockpit.minutes):
        late = int(cockpit.minutes) - inject.minutes
        said = _("{hour}, à envoyer").format(hour=hour) if late < 1 else _("{hour}, en retard de {late}").format(hour=hour, late=spoken_delay(late))  # fmt: skip
        return f"{number} · {said}"
    wait = spoken_delay(inject.minutes - int(cockpit.minutes))
    return f"{number} · " + _("{hour}, dans {wait}").format(hour=hour, wait=wait)


def look(one: CockpitInject, cockpit: Cockpit) -> tuple[str, str]:
    """Icon and colour of what is to come: late, held, to come."""
    if one.inject.state is InjectState.HELD:
        return "pause_circle", "violet"
    if one.inject.is_overdue(cockpit.minutes):
        return "notification_important", "red"
    return "schedule", "gray"


def route(one: CockpitInject) -> str:
    """« SAMU → Cellule · téléphone »."""
    inject = one.inject
    return f"{inject.sender} → {inject.recipient} · {inject.channel}"


def sent_line(one: CockpitInject) -> str:
    """« n° 4 · envoyé à T+35 min · SAMU → Cellule »."""
    said = _("n° {number} · envoyé à {hour}").format(
        number=one.inject.number, hour=spoken_minutes(one.inject.sent_minutes or 0)
    )
    return f"{said} · {one.inject.sender} → {one.inject.recipient}"


def begun(said: str) -> str:
    """With the capital that begins a sentence; names inside keep theirs."""
    return capitalised(said)


def extract(text: str) -> str:
    """The beginning of a message, cut between two words; a quotation that is cut is closed."""
    # Spaces that do not break stay as they are: « 21 h » is not parted at the end of a line.
    flat = re.sub("[ \\t\\r\\n]+", " ", text).strip()
    if len(flat) <= EXTRACT:
        return flat
    start = flat[:EXTRACT].rsplit(" ", 1)[0].rstrip(CUT)
    return f"{start}…" + ("\u00a0»" if start.count("«") > start.count("»") else "")


def reached(one: CockpitInject) -> str:
    """Whom an inject was shown to, by function; how many really got it."""
    if not one.reached:
        return _("Personne d’inscrit ne tient cette fonction : dites-le de vive voix.")
    said = _("Montré à : {who}.").format(who=_(" ; ").join(one.reached))
    if one.real:
        sent = ngettext("{n} message réellement envoyé.", "{n} messages réellement envoyés.", one.real)
        return said + " " + sent.format(n=one.real)
    return said + " " + _("Simulé : rien n’est parti.")


def answer(one: CockpitInject, response: Response) -> str:
    """« T+1 h 52, 12 min après, Cellule : … »."""
    after = _("{delay} après").format(delay=spoken_delay(one.delay(response)))
    who = response.by_whom or _("joueurs")
    return _("{hour}, {after}, {who} : {text}").format(
        hour=spoken_minutes(response.minutes), after=after, who=who, text=response.text
    )


def expected_line(one: CockpitInject, rank: int) -> str:
    """What is awaited, before when, and how it went."""
    awaited = one.inject.expected[rank]
    said = awaited.text
    if awaited.within_minutes is not None:
        limit = (one.inject.sent_minutes or 0) + awaited.within_minutes
        said += " " + _("(avant {hour})").format(hour=spoken_minutes(limit))
    seen = one.outcomes.get(rank)
    if seen is not None:
        outcome = _("{outcome} à {hour}").format(outcome=_(OUTCOME_WORDS[seen.outcome]), hour=spoken_minutes(seen.minutes))  # fmt: skip
        said = _("{said} — {outcome}").format(said=said, outcome=outcome)
        return f"{said} · {seen.note}" if seen.note else said
    return said


def thread_header() -> list[str]:
    return [_("N°"), _("Envoyé"), _("De"), _("Pour"), _("Message"), _("Réponses"), _("Attendus")]


def thread_rows(cockpit: Cockpit) -> list[list[str]]:
    """What left, the latest first."""
    return [
        [
            str(one.inject.number), spoken_minutes(one.inject.sent_minutes or 0), one.inject.sender, one.inject.recipient,
            extract(one.inject.text), str(len(one.responses)),
            _("{done} sur {all}").format(done=one.done, all=len(one.inject.expected)) if one.inject.expected else "–",
        ]
        for one in cockpit.sent
    ]  # fmt: skip


def plan_header() -> list[str]:
    return [_("N°"), _("Heure"), _("De"), _("Pour"), _("Message"), _("État")]


def rest_rows(cockpit: Cockpit) -> list[list[str]]:
    """All that has not left, in order, what was skipped included."""
    return [
        [
            str(one.inject.number), spoken_minutes(one.inject.minutes), one.inject.sender, one.inject.recipient,
            extract(one.inject.text), _(INJECT_STATE_WORDS[one.inject.state]),
        ]
        for one in cockpit.injects
        if one.inject.state is not InjectState.SENT
    ]  # fmt: skip


def impact(cockpit: Cockpit, cause: str) -> str:
    """What an inject or a decision changed; empty when it touches no care."""
    found = cockpit.coverage.impacts.get(cause) if cockpit.coverage else None
    if found is None or cockpit.coverage is None:
        return ""
    return impact_sentence(found, cockpit.coverage.naming, cockpit.minutes)


def worth(cockpit: Cockpit) -> str:
    """What was decided so far is worth that much now."""
    live = cockpit.coverage
    return without_plan_sentence(live.played, live.without) if live else ""


def decided_line(one: Decision) -> str:
    """« T+50 min, Cellule : … »."""
    said = spoken_minutes(one.minutes) + (f", {one.by_whom}" if one.by_whom else "")
    return _("{when} : {text}").format(when=said, text=one.text)


def action_hours(one: PlanAction) -> str:
    """From when the plan says it can be ready, and how long it lasts."""
    ready = spoken_minutes(one.effect.from_hours * 60)
    said = _("dès la décision") if not one.effect.from_hours else _("prêt au plus tôt à {hour}").format(hour=ready)
    if one.effect.until_hours is not None:
        hours = max(1, one.effect.until_hours - one.effect.from_hours)
        said = _("{ready}, pendant {hours} h").format(ready=said, hours=hours)
    return begun(said)


def lowest_sentence(cockpit: Cockpit) -> str:
    """« Au plus bas 71 % à T+2 h, après inject n° 6. »"""
    worst = min(cockpit.moments, key=lambda one: (Standing(one.demand, one.unmet).share, one.minutes))
    return _("Au plus bas : {percent} à {hour}, après : {cause}.").format(
        percent=Standing(worst.demand, worst.unmet).percent, hour=spoken_minutes(worst.minutes),
        cause=cause(cockpit, worst.cause),
    )  # fmt: skip


def moments_header() -> tuple[str, ...]:
    return (_("Heure fictive"), _("Après"), _("Demandes"), _("Sans personne"), _("Couverture"))


def moments_rows(cockpit: Cockpit) -> tuple[tuple[str, ...], ...]:
    """How the territory stood after each thing played, the latest first."""
    return tuple(
        (
            spoken_minutes(one.minutes), cause(cockpit, one.cause), spoken_number(one.demand), spoken_number(one.unmet),
            Standing(one.demand, one.unmet).percent,
        )
        for one in reversed(cockpit.moments)
    )  # fmt: skip


def cause(cockpit: Cockpit, id: str) -> str:
    """« inject n° 4 », « décision : … », « début »."""
    inject = cockpit.find(id)
    return cause_words(id, inject.inject.number if inject else None, cockpit.decisions)


def cause_words(id: str, number: int | None, decisions: Iterable[Decision]) -> str:
    """The same for who holds no cockpit; ``number``: of the inject of that id, None when it is none."""
    if id == START:
        return _("début")
    if number is not None:
        return _("inject n° {number}").format(number=number)
    held = next((one for one in decisions if one.id == id), None)
    return _("décision : {text}").format(text=extract(held.text)) if held else _("reprise")


def armed_sentence(cockpit: Cockpit) -> str:
    """While messages really leave."""
    at = cockpit.exercise.armed_at
    since = spoken_hour(at.astimezone(PARIS).time()) if at else ""
    return _("Exercice armé depuis {hour} : les messages partent vraiment. Désarmez dans « Messages ».").format(
        hour=since
    )


def ready_sentence(cockpit: Cockpit) -> str:
    """Before it starts: what is ready to be played."""
    injects = ngettext("{n} inject", "{n} injects", len(cockpit.injects)).format(n=len(cockpit.injects))
    people = ngettext("{n} participant", "{n} participants", len(cockpit.participants)).format(
        n=len(cockpit.participants)
    )
    return _("Prêt à démarrer : {injects}, {people}.").format(injects=injects, people=people)


def start_detail(cockpit: Cockpit) -> str:
    """What pressing « Démarrer » does."""
    exercise = cockpit.exercise
    return _(
        "L’horloge partira du {hour}, une minute réelle en vaudra {speed}. Un événement marqué EXERCICE s’ouvre avec sa main courante ; aucun message ne part."
    ).format(hour=spoken_fictional(exercise.t0, 0), speed=exercise.speed)


def ended_sentence(cockpit: Cockpit) -> str:
    """Once it is over."""
    sent = len(cockpit.sent)
    return ngettext(
        "Exercice terminé : {n} inject envoyé sur {all}.", "Exercice terminé : {n} injects envoyés sur {all}.", sent
    ).format(n=sent, all=len(cockpit.injects))


def ended_detail(cockpit: Cockpit) -> str:
    """When it ended, and why when reality came in."""
    exercise = cockpit.exercise
    at = spoken_instant(exercise.finished_at) if exercise.finished_at else ""
    if exercise.stopped_for_real_at is not None:
        return _("Arrêté {when} pour une situation réelle ; un événement réel a été ouvert.").format(when=at)
    return _("Fini {when}, à {hour} de l’heure fictive.").format(when=at, hour=spoken_minutes(cockpit.minutes))


def real_title(now: datetime) -> str:
    """What the real event is called until somebody renames it: « Situation réelle, 14 h 05 »."""
    return _("Situation réelle, {hour}").format(hour=spoken_hour(now.astimezone(PARIS).time()))
