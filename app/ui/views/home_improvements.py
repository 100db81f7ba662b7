"""What the first screen says of the improvement plan: actions that are late, milestones of a review that are near or late."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.exercise.improvement_said import owner_words
from app.ui.views.home_tasks import Gravity, Task
from app.words import _, ngettext
from app.words.dates import spoken_date
from app.words.first_letter import uncapitalised

if TYPE_CHECKING:
    from app.exercise.milestones import Milestone
    from app.services.exercise.read_improvements import Pressing

LONGEST = 70


def tasks(pressing: Pressing) -> tuple[Task, ...]:
    """One row for the late actions together, then one a milestone."""
    return (*_overdue(pressing), *(_milestone(one, pressing) for one in pressing.milestones))


def _overdue(pressing: Pressing) -> tuple[Task, ...]:
    held = pressing.overdue
    if not held:
        return ()
    first = held[0]
    days = (pressing.today - first.due_on).days
    late = ngettext("{n} jour", "{n} jours", days).format(n=days)
    if len(held) == 1:
        said = _("Une action d’amélioration a {late} de retard : « {action} », {who}.").format(
            late=late, action=_short(first.action), who=owner_words(first)
        )
        return (
            Task(
                "improvements_late",
                "overdue",
                said,
                _("Ouvrir"),
                "improvements",
                {"action": first.id},
                gravity=Gravity.LATE,
            ),
        )
    said = _("{n} actions d’amélioration en retard, jusqu’à {late} : d’abord « {action} », {who}.").format(
        n=len(held), late=late, action=_short(first.action), who=owner_words(first)
    )
    return (Task("improvements_late", "overdue", said, _("Voir les actions"), "improvements", gravity=Gravity.LATE),)


def _milestone(one: Milestone, pressing: Pressing) -> Task:
    is_late = one.is_overdue(pressing.today)
    said = _("« {exercise} » : {milestone}, attendu pour le {day}.") if is_late else _("« {exercise} » : {milestone}, pour le {day}.")  # fmt: skip
    return Task(
        f"milestone_{one.exercise_id}_{one.code}",
        "overdue" if is_late else "to_do",
        said.format(
            exercise=pressing.titles[one.exercise_id], milestone=uncapitalised(one.label), day=spoken_date(one.due_on)
        ),
        _("Ouvrir le retex"),
        "review",
        {"exercice": one.exercise_id},
        gravity=Gravity.LATE if is_late else Gravity.LATER,
    )


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rstrip()}…"
