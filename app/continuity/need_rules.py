"""What a need must be to be held: a number, a known category and commune, whole hours, a date of information. And when it ends.

A draft is what somebody types; :func:`need_of` makes it a need or says in one sentence what is wrong, without repeating a
text that could be somebody's name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from app.continuity.care_need import LONGEST_AUTONOMY, MOST_RELAYS, PSEUDONYM, CareNeed
from app.continuity.category import LONGEST_WAIT, Category, Frequency
from app.continuity.identifying import WHY, Identifying, identifying, looks_like_a_name
from app.core.clock import paris_date, paris_instant
from app.core.errors import N_, InvalidInput
from app.words.errors import sentence

if TYPE_CHECKING:
    from app.continuity.need import NeedId
    from app.core.ids import PracticeId

_INSEE = re.compile(r"(?:\d\d|2[AB])\d{3}")
INFORMED_WITHIN = timedelta(days=3_660)
"""Ten years: an older « informed on » is no such date, but somebody's birthday in the wrong column."""
SOON = timedelta(days=14)
"""How long before its end a need is shown as ending."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedDraft:
    """A need as it is typed. ``frequency`` None: the category's. Hours None: not said, or the category's limit.

    ``informed_on`` None with ``informed``: today.
    """

    pseudonym: str
    category: str
    commune: str
    frequency: Frequency | None = None
    power: bool = False
    oxygen: bool = False
    autonomy_hours: int | None = None
    max_interruption_hours: int | None = None
    site: str = ""
    holder: str = ""
    relays: tuple[PracticeId, ...] = ()
    informed: bool = False
    informed_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a draft may name: categories in force, practices, sites, members of its own practice; and the delay of an end."""

    categories: Mapping[str, Category]
    practices: frozenset[PracticeId]
    sites: frozenset[str]
    members: frozenset[str]
    need_days: int


class NeedState(StrEnum):
    """What a need asks of its practice, most pressing first."""

    ENDING = "ending"
    TO_REVIEW = "to_review"
    CURRENT = "current"


STATE_WORDS = {
    NeedState.ENDING: N_("prend fin bientôt"),
    NeedState.TO_REVIEW: N_("à revoir"),
    NeedState.CURRENT: N_("à jour"),
}


def need_of(id: NeedId, practice: PracticeId, draft: NeedDraft, known: Known, now: datetime) -> CareNeed:
    """The need that a draft says, reviewed today and ending by itself after the delay. Raises InvalidInput, one sentence."""
    today = paris_date(now)
    pseudonym = checked_pseudonym(draft.pseudonym)
    if draft.category not in known.categories:
        raise InvalidInput(N_("Choisissez la catégorie du besoin dans la liste."))
    if not _INSEE.fullmatch(draft.commune):
        raise InvalidInput(N_("Choisissez la commune du besoin : elle suffit, sans adresse."))
    _check_hours(draft)
    _check_named(practice, draft, known)
    return CareNeed(
        id=id, practice=practice, pseudonym=pseudonym, category=draft.category, commune=draft.commune,
        frequency=draft.frequency or known.categories[draft.category].visits, expires_at=end_of(today, known.need_days),
        power=draft.power, oxygen=draft.oxygen, autonomy_hours=draft.autonomy_hours,
        max_interruption_hours=draft.max_interruption_hours, site=draft.site, holder=draft.holder,
        relays=tuple(dict.fromkeys(draft.relays)), informed=draft.informed,
        informed_on=checked_informed(draft, today), reviewed_on=today,
    )  # fmt: skip


def draft_of(need: CareNeed) -> NeedDraft:
    """A need as it would be typed again."""
    return NeedDraft(
        pseudonym=need.pseudonym, category=need.category, commune=need.commune, frequency=need.frequency,
        power=need.power, oxygen=need.oxygen, autonomy_hours=need.autonomy_hours,
        max_interruption_hours=need.max_interruption_hours, site=need.site, holder=need.holder, relays=need.relays,
        informed=need.informed, informed_on=need.informed_on,
    )  # fmt: skip


def still_named(draft: NeedDraft, known: Known) -> NeedDraft:
    """A need noted before, without the holder, the relays or the site that are there no more: it is not lost for that."""
    return replace(
        draft,
        holder=draft.holder if draft.holder in known.members else "",
        relays=tuple(one for one in draft.relays if one in known.practices),
        site=draft.site if draft.site in known.sites else "",
    )


def checked_pseudonym(text: str) -> str:
    """« p 42 » and « P-0042 » → « P-0042 ». Raises InvalidInput that says why a text is refused, without repeating it."""
    plain = "".join(text.split()).upper()
    if found := re.fullmatch(r"P?-?(\d{1,4})", plain):
        plain = f"P-{int(found.group(1)):04d}"
    if PSEUDONYM.fullmatch(plain) and plain != "P-0000":
        return plain
    raise refused_pseudonym(text)


def refused_pseudonym(text: str) -> InvalidInput:
    """Why a pseudonym is none, without repeating it."""
    kind = identifying(text) or (Identifying.NAME if looks_like_a_name(text) else None)
    if kind is None:
        return InvalidInput(N_("Écrivez le numéro de votre table : P-0042. Le nom reste au cabinet."))
    return InvalidInput(
        N_("Refusé, {why} : écrivez le numéro de votre table (P-0042). Le nom reste au cabinet."),
        why=sentence(InvalidInput(WHY[kind])),
    )


def checked_informed(draft: NeedDraft, today: date) -> date | None:
    """The day the patient was told, today unless said; None when they were not. Raises InvalidInput."""
    if not draft.informed:
        return None
    day = draft.informed_on or today
    if day > today:
        raise InvalidInput(N_("La date d’information du patient est à venir : donnez le jour où il a été informé."))
    if day < today - INFORMED_WITHIN:
        raise InvalidInput(
            N_("La date d’information du patient a plus de dix ans : n’écrivez pas sa date de naissance.")
        )
    return day


def end_of(today: date, days: int) -> datetime:
    """When a need reviewed ``today`` ends by itself: midnight in Paris, UTC."""
    return paris_instant(today + timedelta(days=days), time())


def state_of(need: CareNeed, now: datetime, review_days: int) -> NeedState:
    """Whether a need is about to end, is due for a review, or neither."""
    if need.expires_at - now <= SOON:
        return NeedState.ENDING
    due = need.reviewed_on is None or need.reviewed_on + timedelta(days=review_days) <= paris_date(now)
    return NeedState.TO_REVIEW if due else NeedState.CURRENT


def _check_hours(draft: NeedDraft) -> None:
    for hours, most, what in (
        (draft.autonomy_hours, LONGEST_AUTONOMY, N_("L’autonomie s’écrit en heures, de 0 à {most}.")),
        (draft.max_interruption_hours, LONGEST_WAIT, N_("L’attente possible s’écrit en heures, de 0 à {most}.")),
    ):
        if hours is not None and not 0 <= hours <= most:
            raise InvalidInput(what, most=most)


def _check_named(practice: PracticeId, draft: NeedDraft, known: Known) -> None:
    if len(draft.relays) > MOST_RELAYS:
        raise InvalidInput(N_("Nommez au plus {most} relais, le meilleur d’abord."), most=MOST_RELAYS)
    if practice in draft.relays:
        raise InvalidInput(N_("Un cabinet n’est pas son propre relais : choisissez-en un autre."))
    if not known.practices.issuperset(draft.relays):
        raise InvalidInput(N_("Un des relais choisis n’existe plus : rechargez la page."))
    if draft.site and draft.site not in known.sites:
        raise InvalidInput(N_("L’établissement choisi n’existe plus : rechargez la page."))
    if draft.holder and draft.holder not in known.members:
        raise InvalidInput(N_("Qui passe d’ordinaire est un membre du cabinet : choisissez-le dans la liste."))
