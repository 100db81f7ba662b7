"""The form of one need: what it shows before anything is typed, what was typed, and the draft it makes.

No field takes free text: a number, hours, choices of lists. What was typed in place of a number is never shown again:
it may be somebody's name.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from app.continuity.care_need import MOST_RELAYS
from app.continuity.category import FREQUENCY_WORDS, Frequency
from app.continuity.need_rules import NeedDraft, checked_pseudonym
from app.core.errors import N_, InvalidInput
from app.core.ids import PracticeId
from app.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from app.continuity.care_need import CareNeed
    from app.services.continuity.read_register import Register
    from app.web.forms import Form

YES, NO = "oui", "non"
RELAYS_SHOWN = 2
"""Choices of a relay that a new need shows; one that names more shows one more than it has."""
_Id = TypeVar("_Id", bound=str)
_WHOLE = re.compile(r"[0-9]{1,4}")
LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What the fields of the form hold, as texts that may be shown."""

    number: str
    category: str = ""
    commune: str = ""
    frequency: str = ""
    power: bool = False
    oxygen: bool = False
    autonomy: str = ""
    wait: str = ""
    site: str = ""
    holder: str = ""
    relays: tuple[str, ...] = ()
    informed: str = ""

    @property
    def has_more(self) -> bool:
        """Whether anything stands in the part of the form that is folded."""
        hours = self.frequency or self.autonomy or self.wait
        return bool(hours or self.power or self.oxygen or self.site or self.holder or any(self.relays))


@dataclass(frozen=True, slots=True)
class Offered:
    """What the lists of the form offer: (value, words), the practice's own most used first."""

    categories: tuple[tuple[str, str], ...]
    communes: tuple[tuple[str, str], ...]
    frequencies: tuple[tuple[str, str], ...]
    practices: tuple[tuple[str, str], ...]
    sites: tuple[tuple[str, str], ...]
    members: tuple[tuple[str, str], ...]


def blank(register: Register, holder: str = "") -> Typed:
    """A new need with all that can be known of it: the next number, the last commune, who is typing."""
    return Typed(
        number=register.next_pseudonym,
        commune=register.last_commune if register.last_commune in register.communes else "",
        holder=holder if holder in register.members else "",
    )


def typed_of(need: CareNeed) -> Typed:
    """A need as its form shows it."""
    return Typed(
        number=need.pseudonym, category=need.category, commune=need.commune, frequency=need.frequency.value,
        power=need.power, oxygen=need.oxygen, autonomy=_text(need.autonomy_hours), wait=_text(need.max_interruption_hours),
        site=need.site, holder=need.holder, relays=need.relays, informed=YES if need.informed else NO,
    )  # fmt: skip


def shown_again(form: Form, register: Register) -> Typed:
    """What was typed, without any text that is not one of the form's own: the rest could say who."""

    def one_of(name: str, known: Iterable[str]) -> str:
        said = form.text(name, LONGEST)
        return said if said in known else ""

    try:
        number = checked_pseudonym(form.text("numero", LONGEST))
    except InvalidInput:
        number = register.next_pseudonym
    return Typed(
        number=number, category=one_of("categorie", register.categories), commune=one_of("commune", register.communes),
        frequency=one_of("frequence", set(Frequency)), power=bool(form.text("electricite")), oxygen=bool(form.text("oxygene")),
        autonomy=_digits(form.text("autonomie")), wait=_digits(form.text("attente")),
        site=one_of("lieu", register.sites), holder=one_of("qui", register.members),
        relays=tuple(one for one in _relays(form) if one in register.practices), informed=one_of("informe", (YES, NO)),
    )  # fmt: skip


def draft(form: Form, before: CareNeed | None = None) -> NeedDraft:
    """What the form says, over ``before`` when it changes a need. Raises InvalidInput with one sentence."""
    informed = form.text("informe", LONGEST)
    if informed not in (YES, NO):
        raise InvalidInput(N_("Dites si le patient est informé, oui ou non : un suivi non informé peut être noté."))
    frequency = form.text("frequence", LONGEST)
    return NeedDraft(
        pseudonym=form.text("numero"),
        category=form.text("categorie", LONGEST),
        commune=form.text("commune", LONGEST),
        frequency=Frequency(frequency) if frequency in set(Frequency) else None,
        power=bool(form.text("electricite")),
        oxygen=bool(form.text("oxygene")),
        autonomy_hours=_hours(form.text("autonomie"), N_("L’autonomie s’écrit en heures, en chiffres : 4.")),
        max_interruption_hours=_hours(
            form.text("attente"), N_("L’attente possible s’écrit en heures, en chiffres : 12.")
        ),
        site=form.text("lieu", LONGEST),
        holder=form.text("qui", LONGEST),
        relays=tuple(PracticeId(one) for one in _relays(form)),
        informed=informed == YES,
        informed_on=_informed_on(before) if informed == YES else None,
    )


def said_more(form: Form) -> bool:
    """Whether anything was typed in the part of the form that is folded, besides who goes, which is preset."""
    names = ("electricite", "oxygene", "autonomie", "frequence", "attente", "lieu")
    return bool(_relays(form)) or any(form.text(name) for name in names)


def was_taken_since(form: Form, register: Register) -> bool:
    """Whether the number that the form proposed, and nobody changed, was given to another patient meanwhile."""
    number = form.text("numero")
    return number == form.text("propose") and any(row.need.pseudonym == number for row in register.rows)


def offered(register: Register, of: str = "") -> Offered:
    """The lists, the practice's own most used first; of categories, those in force and the one the need has (``of``)."""
    used = Counter(row.need.category for row in register.rows)
    there = Counter(row.need.commune for row in register.rows)
    labels = {code: one.category.label for code, one in register.offered(of).items()}
    return Offered(
        categories=_ranked(labels, used),
        communes=_ranked(register.communes, there),
        frequencies=tuple((value.value, _(words)) for value, words in FREQUENCY_WORDS.items()),
        practices=_ranked(register.practices, Counter(one for row in register.rows for one in row.need.relays)),
        sites=_ranked(register.sites, Counter(row.need.site for row in register.rows)),
        members=_ranked(register.members, Counter()),
    )


def relays_shown(typed: Typed) -> tuple[str, ...]:
    """One choice a relay named, and one more to add."""
    named = tuple(one for one in typed.relays if one)
    return (named + ("",) * MOST_RELAYS)[: min(max(RELAYS_SHOWN, len(named) + 1), MOST_RELAYS)]


def _ranked(names: Mapping[_Id, str], used: Mapping[_Id, int]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(names.items(), key=lambda one: (-used.get(one[0], 0), one[1].casefold(), one[0])))


def _relays(form: Form) -> list[str]:
    said = [form.text(f"relais{place}", LONGEST) for place in range(1, MOST_RELAYS + 1)]
    return [one for one in said if one]


def _informed_on(before: CareNeed | None) -> date | None:
    """The day they were told stays that day; None: today."""
    return before.informed_on if before is not None and before.informed else None


def _hours(text: str, refusal: str) -> int | None:
    said = text.casefold().removesuffix("h").removesuffix("heures").strip()
    if not said:
        return None
    if not _WHOLE.fullmatch(said):
        raise InvalidInput(refusal)
    return int(said)


def _digits(text: str) -> str:
    return text if _WHOLE.fullmatch(text) else ""


def _text(hours: int | None) -> str:
    return "" if hours is None else str(hours)
