"""What Préparation says: the shelf of exercises, one of them, who takes part, its chronogramme. Nothing is drawn here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import PARIS
from app.exercise.chronogramme import INJECT_STATE_WORDS
from app.exercise.exercise import KIND_WORDS, STATE_WORDS, ExerciseState
from app.exercise.participant import PARTICIPANT_ROLE_WORDS, ParticipantRole
from app.exercise.readiness import WEIGHT_WORDS, Weight
from app.exercise.said import spoken_delay, spoken_minutes
from app.ui.parts.coloured import coloured
from app.ui.views.exercise_time import clock_line
from app.words import _, ngettext
from app.words.dates import spoken_day, spoken_hours
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from datetime import datetime

    from app.exercise.chronogramme import PlayedInject
    from app.exercise.exercise import Exercise
    from app.exercise.participant import Participant
    from app.services.exercise.check_readiness import DryRun, Readiness
    from app.services.exercise.read_exercise import ExerciseView
    from app.services.exercise.read_exercises import ExerciseCounts, ExerciseShelf

LOOKS = {
    ExerciseState.PREPARED: ("violet", "edit_note"),
    ExerciseState.RUNNING: ("blue", "play_circle"),
    ExerciseState.PAUSED: ("orange", "pause_circle"),
    ExerciseState.FINISHED: ("green", "task_alt"),
    ExerciseState.REVIEWED: ("green", "verified"),
}
"""State → colour and icon; its word stands beside them."""

SPEEDS = (1, 2, 5, 10, 20, 30, 60, 120, 240, 480)
"""Speeds that the form proposes, in fictional minutes a minute; a day lasts a quarter of an hour at 96."""


def state_badge(state: ExerciseState) -> str:
    """The state as Markdown: icon, word, colour."""
    colour, icon = LOOKS[state]
    return coloured(colour, icon, _(STATE_WORDS[state]))


def shelf_sentence(shelf: ExerciseShelf) -> str:
    """« 2 exercices en préparation, 1 en cours, 3 joués. »"""
    played = [one for one in shelf.exercises.values() if one.is_played]
    if not played:
        return _("Aucun exercice n’est encore préparé.")
    prepared = sum(one.state is ExerciseState.PREPARED for one in played)
    under_way, ended = sum(one.is_under_way for one in played), sum(one.is_ended for one in played)
    said = [
        ngettext("{n} exercice en préparation", "{n} exercices en préparation", prepared).format(n=prepared)
        if prepared
        else "",
        _("{n} en cours").format(n=under_way) if under_way else "",
        ngettext("{n} joué", "{n} joués", ended).format(n=ended) if ended else "",
    ]
    text = ", ".join(filter(None, said))
    return _("{what}.").format(what=capitalised(text))


def title(one: Exercise) -> str:
    """« EXERCICE n° 3 · Afflux de victimes »."""
    return _("EXERCICE n° {n} · {title}").format(n=one.number, title=one.title)


def when(one: Exercise) -> str:
    """« jeudi 3 décembre, 14 h–17 h, salle du conseil »."""
    day = spoken_day(one.starts_at.astimezone(PARIS).date())
    return ", ".join(filter(None, (day, spoken_hours(one.starts_at, one.ends_at), one.place)))


def line(one: Exercise, counts: ExerciseCounts) -> str:
    """« exercice sur table · jeudi 3 décembre, 14 h–17 h · 12 injects · 9 participants »."""
    return " · ".join(
        (
            _(KIND_WORDS[one.kind]),
            when(one),
            ngettext("{n} inject", "{n} injects", counts.injects).format(n=counts.injects),
            ngettext("{n} participant", "{n} participants", counts.participants).format(n=counts.participants),
        )
    )


def sentence(view: ExerciseView, ready: Readiness | None) -> str:
    """« Exercice prêt : rien ne manque. », « 2 points à régler avant de jouer, 5 à regarder. »"""
    one = view.exercise
    if one.is_under_way:
        return _("L’exercice est en cours : il se conduit dans Conduite.")
    if one.is_ended:
        return _("L’exercice est joué : il se relit dans Retex.")
    if ready is None:
        return _("L’exercice se prépare.")
    return ready_sentence(ready)


def ready_sentence(ready: Readiness) -> str:
    """What is left to mend."""
    must = sum(one.weight is Weight.MUST for one in ready.points)
    rest = len(ready.points) - must
    if must:
        said = ngettext("{n} point à régler avant de jouer", "{n} points à régler avant de jouer", must).format(n=must)
        return _("{said}, {rest} à regarder.").format(said=said, rest=rest) if rest else _("{what}.").format(what=said)
    if rest:
        return ngettext(
            "L’exercice peut se jouer ; {n} point reste à regarder.",
            "L’exercice peut se jouer ; {n} points restent à regarder.",
            rest,
        ).format(n=rest)
    return _("L’exercice est prêt : rien ne manque.")


def weight_badge(weight: Weight) -> str:
    """How much a point matters, as icon, word, colour."""
    colour, icon = ("red", "priority_high") if weight is Weight.MUST else ("orange", "visibility")
    return coloured(colour, icon, _(WEIGHT_WORDS[weight]))


def people_sentence(view: ExerciseView) -> str:
    """« 12 participants : 7 joueurs, 3 observateurs, 2 à l’animation. »"""
    held = view.participants
    if not held:
        return _("Personne ne prend encore part à l’exercice.")
    players = sum(one.role is ParticipantRole.PLAYER for one in held)
    watching = sum(one.role is ParticipantRole.OBSERVER for one in held)
    rest = len(held) - players - watching
    parts = [
        ngettext("{n} joueur", "{n} joueurs", players).format(n=players) if players else "",
        ngettext("{n} observateur", "{n} observateurs", watching).format(n=watching) if watching else "",
        _("{n} à l’animation").format(n=rest) if rest else "",
    ]
    who = ngettext("{n} participant", "{n} participants", len(held)).format(n=len(held))
    return _("{who} : {parts}.").format(who=who, parts=", ".join(filter(None, parts)))


def people_table(view: ExerciseView) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Who takes part; names only for whoever runs exercises."""
    header = [_("Fonction"), _("Organisme"), _("Rôle"), _("Invitation")]
    rows = [
        [one.function, one.organisation or "–", _(PARTICIPANT_ROLE_WORDS[one.role]), invited_words(one)]
        for one in view.participants
    ]
    if view.may_run:
        header.insert(0, _("Nom"))
        for row, one in zip(rows, view.participants, strict=True):
            row.insert(0, view.reached[one.id].name or "–")
    return tuple(header), [tuple(row) for row in rows]


def invited_words(one: Participant) -> str:
    """« écrite lun. 23 nov. », « pas encore »."""
    if one.invited_at is None:
        return _("pas encore")
    return _("écrite le {day}").format(day=spoken_day(one.invited_at.astimezone(PARIS).date()))


def participant_label(one: Participant, view: ExerciseView) -> str:
    """« Yann Le Fictif · cadre d’astreinte, CHBA · joueur »."""
    name = view.reached[one.id].name if one.id in view.reached else ""
    return " · ".join(filter(None, (name, one.who, _(PARTICIPANT_ROLE_WORDS[one.role]))))


def chronogramme_sentence(view: ExerciseView) -> str:
    """« 12 injects de T0 à T+3 h 30, soit 3 h 30 à jouer en 3 h 30 à la vitesse 1. »"""
    if not view.injects:
        return _("Le chronogramme est vide.")
    last = max(one.minutes for one in view.injects)
    count = ngettext("{n} inject", "{n} injects", len(view.injects)).format(n=len(view.injects))
    real = spoken_delay(last / view.exercise.speed)
    return _("{injects} de {first} à {last} ; à la vitesse choisie, {real} de réel.").format(
        injects=count, first=spoken_minutes(view.injects[0].minutes), last=spoken_minutes(last), real=real
    )


def inject_label(one: PlayedInject) -> str:
    """« 4 · T+35 min · Hôpital → Cellule »."""
    return _("{number} · {when} · {sender} → {to}").format(
        number=one.number, when=spoken_minutes(one.minutes), sender=one.sender, to=one.recipient
    )


def chronogramme_table(view: ExerciseView) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """The running order: number, both times, from, to, by, message, what is tried, state."""
    t0 = view.exercise.t0
    header = (_("N°"), _("Quand"), _("De"), _("À"), _("Canal"), _("Message"), _("Objectifs"), _("État"))
    rows: list[tuple[str, ...]] = [
        (
            str(one.number), clock_line(t0, one.minutes), one.sender, one.recipient, one.channel, one.text,
            ", ".join(one.objectives) or "–", _(INJECT_STATE_WORDS[one.state]),
        )
        for one in view.injects
    ]  # fmt: skip
    return header, rows


def dry_sentence(run: DryRun) -> str:
    """« Joué à blanc sur les effectifs du jour. Au plus fort, T+4 h : 71 % des demandes servies, 88 % avec le plan. »"""
    if not run.steps:
        return _("Aucun territoire n’est choisi : rien à calculer.")
    worst = max(run.steps, key=lambda one: (one.unmet - one.ordinary, one.unmet))
    if worst.unmet <= worst.ordinary:
        return _("Joué à blanc sur les effectifs du jour : personne de plus n’est sans soins.")
    said = _(
        "Joué à blanc sur les effectifs du jour. Au plus fort, {when} : {low} % des demandes servies au lieu de {usual} %,"
        " {plan} % avec le plan."
    )
    return said.format(
        when=spoken_minutes(worst.minutes), low=share(worst.unmet, worst.demand), plan=share(worst.with_plan, worst.demand),
        usual=share(worst.ordinary, worst.demand),
    )  # fmt: skip


def share(unmet: int, demand: int) -> int:
    """Percent served; 100 when nothing is asked."""
    return round(100 * (demand - unmet) / demand) if demand else 100


def dry_table(run: DryRun) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """After each inject: what is served in ordinary times, struck, with the plan; what the inject itself changed."""
    header = (
        _("Après"), _("Quand"), _("Temps ordinaire"), _("Choc sans plan"), _("Choc avec le plan"), _("Cet inject"),
    )  # fmt: skip
    rows: list[tuple[str, ...]] = [
        (
            _("inject {n}").format(n=one.number) if one.number else _("T0"), spoken_minutes(one.minutes),
            _("{n} %").format(n=share(one.ordinary, one.demand)), _("{n} %").format(n=share(one.unmet, one.demand)),
            _("{n} %").format(n=share(one.with_plan, one.demand)), changed_words(one.changed),
        )
        for one in run.steps
    ]  # fmt: skip
    return header, rows


def changed_words(count: int) -> str:
    """« 12 de plus sans personne », « rien »."""
    if not count:
        return _("rien de plus")
    said = _("{n} de plus sans personne") if count > 0 else _("{n} de moins sans personne")
    return said.format(n=abs(count))


def usual_speed(last_minutes: int, starts_at: datetime, ends_at: datetime) -> int:
    """The slowest speed proposed that lets the whole chronogramme be played in nine tenths of the meeting."""
    room = max((ends_at - starts_at).total_seconds() / 60 * 0.9, 1)
    return next((one for one in SPEEDS if last_minutes <= room * one), SPEEDS[-1])


def speed_words(speed: int) -> str:
    """« temps réel », « 60 : une heure par minute »."""
    if speed == 1:
        return _("1 : temps réel")
    return _("{n} : {span} par minute").format(n=speed, span=spoken_delay(speed))
