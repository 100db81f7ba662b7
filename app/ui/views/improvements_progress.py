"""How the improvement plan moves, in sentences, curves and rows: what is left, how old it is, milestones, what was told back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.parts.charts_bars import LyingBar
from app.ui.parts.charts_frame import Twin
from app.ui.parts.charts_lines import Curve, CurveTone
from app.ui.parts.coloured import coloured
from app.ui.parts.tones import COLOURS
from app.words import _, ngettext
from app.words.dates import short_day, spoken_date
from app.words.first_letter import uncapitalised

if TYPE_CHECKING:
    from datetime import date

    from app.exercise.follow_up import Age
    from app.exercise.milestones import Milestone
    from app.services.exercise.read_improvements import ImprovementDesk


def burn_sentence(desk: ImprovementDesk) -> str:
    """« 7 actions restent à mener, contre 9 il y a 4 semaines. »"""
    burn = desk.burn
    if not burn:
        return _("Rien à suivre : aucune action n’est écrite.")
    now, first = burn[-1], burn[0]
    left = ngettext("{n} action reste à mener", "{n} actions restent à mener", now.awaited).format(n=now.awaited)
    if len(burn) == 1 or not first.awaited:
        return _("{left}.").format(left=left)
    weeks = ngettext("il y a {n} semaine", "il y a {n} semaines", len(burn) - 1).format(n=len(burn) - 1)
    return _("{left}, contre {before} {weeks}.").format(left=left, before=first.awaited, weeks=weeks)


def burn_curves(desk: ImprovementDesk) -> tuple[list[str], list[Curve]]:
    """Labels and curves: what was left, and what of it was late."""
    labels = [short_day(one.on) for one in desk.burn]
    left = Curve(_("à mener"), tuple(float(one.awaited) for one in desk.burn), CurveTone.PLAYED)
    late = Curve(_("en retard"), tuple(float(one.overdue) for one in desk.burn), CurveTone.SHOCK)
    return labels, [left, late]


def burn_twin(desk: ImprovementDesk) -> Twin:
    """The same as a table."""
    rows = tuple((spoken_date(one.on), one.awaited, one.overdue) for one in desk.burn)
    return Twin((_("À la fin du"), _("À mener"), _("En retard")), rows)


def age_sentence(desk: ImprovementDesk) -> str:
    """« 3 actions attendent depuis plus de 90 jours. »"""
    old = desk.ages[-1]
    if not old.awaited:
        return _("Aucune action n’attend depuis plus de {n} jours.").format(n=old.least - 1)
    return ngettext(
        "{n} action attend depuis plus de {days} jours.",
        "{n} actions attendent depuis plus de {days} jours.",
        old.awaited,
    ).format(n=old.awaited, days=old.least - 1)


def age_label(age: Age) -> str:
    """« de 31 à 60 jours », « plus de 90 jours »."""
    if age.most is None:
        return _("plus de {n} jours").format(n=age.least - 1)
    return _("de {least} à {most} jours").format(least=age.least, most=age.most)


def age_bars(desk: ImprovementDesk) -> list[LyingBar]:
    """A bar a group that has any late one, with its colour; the others are calm."""
    return [
        LyingBar(
            age_label(one), one.awaited, str(one.awaited), "alarm" if one.overdue else "calm",
            _("avec des retards") if one.overdue else _("sans retard"),
        )
        for one in desk.ages
    ]  # fmt: skip


def age_twin(desk: ImprovementDesk) -> Twin:
    """The same as a table."""
    rows = tuple((age_label(one), one.awaited, one.overdue) for one in desk.ages)
    return Twin((_("Écrite depuis"), _("À mener"), _("En retard")), rows)


def owner_rows(desk: ImprovementDesk) -> list[tuple[str, int, int, int]]:
    """Whoever does actions: how many are left, late, closed; the most late first."""
    rows = []
    for owner in desk.owners:
        held = [one for one in desk.improvements if one.owner == owner]
        left, late = sum(one.is_awaited for one in held), sum(one.is_overdue(desk.today) for one in held)
        rows.append((owner or _("à attribuer"), left, late, len(held) - left))
    return sorted(rows, key=lambda row: (-row[2], -row[1], row[0].casefold()))


def milestone_sentence(desk: ImprovementDesk) -> str:
    """« 1 jalon en retard : RETEX définitif, Panne d’eau. »"""
    if not desk.milestones:
        return _("Aucun exercice terminé : les jalons de son retex se liront ici.")
    late = [one for one in desk.milestones if one.is_overdue(desk.today)]
    if late:
        return ngettext("{n} jalon en retard : {first}.", "{n} jalons en retard, d’abord : {first}.", len(late)).format(
            n=len(late), first=_milestone(late[0], desk)
        )
    coming = next((one for one in desk.milestones if not one.is_reached), None)
    if coming is None:
        return _("Tous les jalons sont atteints.")
    return _("Prochain jalon le {day} : {first}.").format(
        day=spoken_date(coming.due_on), first=_milestone(coming, desk)
    )


def _milestone(one: Milestone, desk: ImprovementDesk) -> str:
    return _("{milestone}, « {exercise} »").format(
        milestone=uncapitalised(one.label), exercise=desk.exercises[one.exercise_id].title
    )


def milestone_badge(one: Milestone, today: date) -> str:
    """Reached, late, or awaited."""
    if one.is_reached:
        icon, tone, word = "check_circle", "confirmed", _("atteint")
    elif one.is_overdue(today):
        icon, tone, word = "priority_high", "alarm", _("en retard")
    else:
        icon, tone, word = "schedule", "pending", _("attendu")
    return coloured(COLOURS[tone], icon, word)


def milestone_rows(desk: ImprovementDesk, exercise_id: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The milestones of one exercise, and their badges."""
    held = [one for one in desk.milestones if one.exercise_id == exercise_id]
    return [(one.label, spoken_date(one.due_on)) for one in held], [milestone_badge(one, desk.today) for one in held]


def restitution_sentence(desk: ImprovementDesk) -> str:
    """« 2 exercices terminés sur 3 ont été restitués. »"""
    ended, told = len(desk.ended), len({one.exercise_id for one in desk.restitutions})
    if not ended:
        return _("Aucun exercice terminé : ce qui en sera dit, et à qui, se notera ici.")
    return ngettext(
        "{told} exercice ou événement sur {n} a été restitué.",
        "{told} exercices ou événements sur {n} ont été restitués.",
        told,
    ).format(told=told, n=ended)
