"""What of an exercise may go to another community: texts without a person or a number, effects that name nobody.

Erring on the side of taking out: a family name that is also a place goes with it. Pure; whoever calls hands in the names.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from app.core.errors import N_
from app.drills.scenario_draft import changed
from app.drills.scenario_references import effect_faults
from app.drills.shock import PairPractices, Who
from app.exercise.rating import ELEMENT_WORDS, OBSERVATION_WORDS, ObservationKind
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.drills.scenario import Scenario
    from app.drills.shock import AnyEffect
    from app.exercise.improvement import Improvement
    from app.exercise.rating import Observation

SHORTEST_NAME = 3
"""Letters of a name that is looked for alone."""

_EMAIL = re.compile(r"[^\s@<>()«»,;]+@[^\s@<>()«»,;]+\.\w{2,}")
_LINK = re.compile(r"\b(?:https?|webcal)://\S+|\bwww\.\S+", re.IGNORECASE)
_NUMBER = re.compile(r"(?<![\d.,])(?:\+|00)?\d(?:[ .\-\u00a0\u202f/]?\d){8,}(?![\d])")
"""Nine digits or more, however they are parted: telephone, RPPS, FINESS, social security."""
_TITLED = re.compile(
    r"\b(?:M\.|MM\.|Mr|Mme|Mmes|Mlle|Dr|Dre|Drs|Pr|Docteur|Docteure|Professeur|Monsieur|Madame)\s+"
    r"(?:(?:de|du|Le|La|d’|l’|d'|l')\s*)?[A-ZÀ-Þ][\w’'-]*(?:\s+[A-ZÀ-Þ][\w’'-]+)?"
)

ADDRESS_GONE, LINK_GONE, NUMBER_GONE = N_("[adresse retirée]"), N_("[lien retiré]"), N_("[numéro retiré]")
NAME_GONE, ORGANISATION_GONE = N_("[nom retiré]"), N_("[organisme retiré]")


@dataclass(slots=True)
class Scrubber:
    """Takes out of texts what says who. ``people``: whole names; ``words``: names looked for alone, as they are spelt or in
    capitals; ``organisations``: only where :meth:`clean` is asked to. ``removed`` counts what was taken out."""

    people: Sequence[str] = ()
    words: Sequence[str] = ()
    organisations: Sequence[str] = ()
    removed: int = 0
    _names: re.Pattern[str] | None = field(default=None, init=False)
    _organisations: re.Pattern[str] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        whole = [one for name in self.people if len(name.strip()) >= SHORTEST_NAME for one in _both_ways(name)]
        alone = [one for word in self.words if len(word) >= SHORTEST_NAME for one in (word, word.upper(), word.title())]
        self._names = _any_of([(one, re.IGNORECASE) for one in whole] + [(one, 0) for one in alone])
        self._organisations = _any_of([(one, re.IGNORECASE) for one in self.organisations if len(one.strip()) > 1])

    def clean(self, text: str, *, organisations: bool = False) -> str:
        """The text, each thing taken out replaced by what it was."""
        for pattern, gone in (
            (_LINK, LINK_GONE),
            (_EMAIL, ADDRESS_GONE),
            (_NUMBER, NUMBER_GONE),
            (self._names, NAME_GONE),
            (_TITLED, NAME_GONE),
            (self._organisations if organisations else None, ORGANISATION_GONE),
        ):
            if pattern is not None:
                text, count = pattern.subn(_(gone), text)
                self.removed += count
        return text


def shareable(scenario: Scenario, scrubber: Scrubber, *, title: str, cards: frozenset[str]) -> tuple[Scenario, int]:
    """The scenario cleaned, reflex cards that only we have unlinked; and how many effects were left out because they named
    somebody or a practice. Raises InvalidInput when a text no longer holds."""
    dropped = 0

    def kept(effects: Iterable[AnyEffect]) -> tuple[AnyEffect, ...]:
        nonlocal dropped
        found = []
        for one in effects:
            told = _of_nobody(one)
            dropped += told is None
            if told is not None:
                found.append(told.model_copy(update=_cleaned(told, scrubber)))
        return tuple(found)

    text = scrubber.clean
    objectives = tuple(
        one.model_copy(
            update={
                "text": text(one.text), "measure": text(one.measure),
                "cards": tuple(each for each in one.cards if each in cards),
            }
        )
        for one in scenario.objectives
    )  # fmt: skip
    injects = tuple(
        one.model_copy(
            update={
                "sender": text(one.sender), "to": text(one.to), "channel": text(one.channel), "text": text(one.text),
                "note": text(one.note), "effects": kept(one.effects),
                "expected": tuple(
                    each.model_copy(
                        update={"text": text(each.text), "card": each.card if each.card in cards else None}
                    )
                    for each in one.expected
                ),
            }
        )
        for one in scenario.injects
    )  # fmt: skip
    cleaned = changed(
        scenario,
        title=text(title),
        story=text(scenario.story),
        starts=text(scenario.starts),
        sources=tuple(text(one) for one in scenario.sources),
        watch=tuple(text(one) for one in scenario.watch),
        objectives=objectives,
        injects=injects,
        effects=kept(scenario.effects),
        plan=kept(scenario.plan),
    )
    return cleaned, dropped


def lessons(
    observations: Sequence[Observation], improvements: Sequence[Improvement], scrubber: Scrubber
) -> tuple[str, ...]:
    """What was learnt, a line each: strengths, what to improve with its cause, then actions; no person, no organisation."""

    def clean(text: str) -> str:
        return " ".join(scrubber.clean(text, organisations=True).split())

    lines = []
    for kind in (ObservationKind.STRENGTH, ObservationKind.IMPROVEMENT):
        for one in observations:
            if one.kind is kind:
                element = f" ({_(ELEMENT_WORDS[one.element])})" if one.element else ""
                cause = _(" Cause : {cause}").format(cause=clean(one.cause)) if one.cause else ""
                lines.append(f"{_(OBSERVATION_WORDS[kind])}{element} · {clean(one.text)}{cause}")
    for each in improvements:
        lines.append(
            _("action ({element}) · {action}").format(element=_(ELEMENT_WORDS[each.element]), action=clean(each.action))
        )
    return tuple(lines)


def _of_nobody(effect: AnyEffect) -> AnyEffect | None:
    """The effect without the people and the practices it names; None when nobody is left or it would do something else."""
    if isinstance(effect, Who) and effect.providers:
        return None
    if isinstance(effect, Who) and effect.practices:
        told = effect.model_copy(update={"practices": ()})
        return None if any(effect_faults(told)) or not (told.communes and told.professions) else told
    if isinstance(effect, PairPractices) and effect.practices:
        return effect.model_copy(update={"practices": ()})
    return effect


def _cleaned(effect: AnyEffect, scrubber: Scrubber) -> Mapping[str, Any]:
    held = effect.model_dump()
    return {key: scrubber.clean(held[key]) for key in ("note", "name") if held.get(key)}


def _both_ways(name: str) -> tuple[str, ...]:
    """« Anne Le Goff », « Le Goff Anne »."""
    parts = name.split()
    return (" ".join(parts), *(" ".join((*parts[cut:], *parts[:cut])) for cut in range(1, len(parts))))


def _any_of(wanted: Sequence[tuple[str, int]]) -> re.Pattern[str] | None:
    """One pattern for all, the longest first, spaces of any kind; case matters where it was asked."""
    found = sorted({one for one in wanted if one[0].strip()}, key=lambda one: (-len(one[0]), one[0]))
    parts = []
    for text, flags in found:
        said = r"[\s\u00a0\u202f-]+".join(re.escape(part) for part in text.split())
        parts.append(f"(?i:{said})" if flags else said)
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if parts else None
