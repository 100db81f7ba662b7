"""What each effect of a drill takes or gives back, step by step from ordinary times to what is left: the waterfall in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.services.laboratory.laboratory_figures import count_words, needs_words, numbers_words, together
from app.words import _
from app.words.first_letter import uncapitalised

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.drills.drill_report import DrillReport, StepRow


@dataclass(frozen=True, slots=True)
class Fall:
    """One step of the waterfall: its words, what it adds (or takes), or where things stand."""

    words: str
    amount: int
    is_total: bool = False
    number: int = 0
    """That of its effect; 0 for a total and for several told together."""


def falls_of(report: DrillReport, least: int) -> Iterable[Fall]:
    """From ordinary times to what is left, the shocks then the plan."""
    falls = report.waterfall
    numbered = list(enumerate(falls.steps, start=1))
    shocks, plan = ([pair for pair in numbered if pair[1].is_plan is is_plan] for is_plan in (False, True))
    yield Fall(_("Temps ordinaire"), falls.unmet, is_total=True)
    yield from _steps(shocks, least)
    if shocks and plan:
        yield Fall(_("Sans plan"), falls.after_shocks, is_total=True)
    yield from _steps(plan, least)
    yield Fall(_("Reste sans personne"), falls.left, is_total=True)


def _steps(numbered: Sequence[tuple[int, StepRow]], least: int) -> Iterable[Fall]:
    """One side's steps. Where one is too small to be told, it is told with others: between two totals nothing gives it back."""
    hidden = together({number: (one.unmet,) for number, one in numbered}, least)
    yield from (
        Fall(f"{number}. {one.kind}", one.unmet, number=number) for number, one in numbered if number not in hidden
    )
    if hidden:
        amount = sum(one.unmet for number, one in numbered if number in hidden)
        yield Fall(_("{numbers}. Ensemble").format(numbers=numbers_words(sorted(hidden))), amount)


def falls_sentence(report: DrillReport, least: int) -> str:
    """What is left at the end, and which effect weighs and which helps most."""
    steps = list(enumerate(report.waterfall.steps, start=1))
    said = [
        _("À la fin du compte, {left} sans personne, contre {usual} en temps ordinaire.").format(
            usual=count_words(report.waterfall.unmet, least), left=needs_words(report.waterfall.left, least)
        )
    ]
    weighs = max((pair for pair in steps if not pair[1].is_plan), key=lambda pair: pair[1].unmet, default=None)
    helps = min((pair for pair in steps if pair[1].is_plan), key=lambda pair: pair[1].unmet, default=None)
    if weighs is not None and weighs[1].unmet > 0:
        said.append(
            _("Ce qui pèse le plus : l’effet {n} ({kind}), {needs} de plus.").format(
                n=weighs[0], kind=uncapitalised(weighs[1].kind), needs=needs_words(weighs[1].unmet, least)
            )
        )
    if helps is not None and helps[1].unmet < 0:
        said.append(
            _("Ce qui rattrape le plus : l’effet {n} ({kind}), {needs} de moins.").format(
                n=helps[0], kind=uncapitalised(helps[1].kind), needs=needs_words(-helps[1].unmet, least)
            )
        )
    return " ".join(said)


def order_words(report: DrillReport) -> str:
    """What the figures add up, and in which order."""
    return _("Demandes sans personne, additionnées de T0 à la fin. {order}").format(order=report.waterfall.order)
