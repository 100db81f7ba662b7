"""A need as its practice writes it: pseudonym, category, commune, frequency, limits, relays. Nothing that says who.

What is sealed is :func:`content_of`; :func:`care_need_of` reads it back. Identifying text is refused by
:mod:`app.continuity.identifying` before it comes here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.continuity.category import Frequency
from app.continuity.need import NeedId
from app.core.errors import N_, InvalidInput
from app.core.ids import PracticeId, new_id

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.continuity.need import Content, HeldNeed

PSEUDONYM = re.compile(r"P-[0-9]{4}")
"""« P-0042 »: the practice's own number, which its key table alone leads back to somebody."""
LAST_PSEUDONYM = 9999
MOST_RELAYS = 5
LONGEST_AUTONOMY = 31 * 24


@dataclass(frozen=True, slots=True, kw_only=True)
class CareNeed:
    """One need of one patient, open in memory. Hours are whole; ``autonomy_hours`` None: not said, or nothing to run out.

    ``max_interruption_hours`` None: the category's. ``site``: the establishment or supplier it hangs on (site id, or empty).
    ``holder``: the member who usually goes (person id, or empty). ``relays``: practices named in advance, best first.
    ``practice`` and ``expires_at`` (UTC) are those of its stamp.
    """

    id: NeedId
    practice: PracticeId
    pseudonym: str
    category: str
    commune: str
    frequency: Frequency
    expires_at: datetime
    revision: int = 1
    power: bool = False
    oxygen: bool = False
    autonomy_hours: int | None = None
    max_interruption_hours: int | None = None
    site: str = ""
    holder: str = ""
    relays: tuple[PracticeId, ...] = ()
    informed: bool = False
    informed_on: date | None = None
    reviewed_on: date | None = None


def content_of(need: CareNeed) -> Content:
    """What is sealed of a need."""
    return {
        "pseudonym": need.pseudonym,
        "category": need.category,
        "commune": need.commune,
        "frequency": need.frequency.value,
        "power": need.power,
        "oxygen": need.oxygen,
        "autonomy_hours": need.autonomy_hours,
        "max_interruption_hours": need.max_interruption_hours,
        "site": need.site,
        "holder": need.holder,
        "relays": list(need.relays),
        "informed": need.informed,
        "informed_on": need.informed_on.isoformat() if need.informed_on else None,
        "reviewed_on": need.reviewed_on.isoformat() if need.reviewed_on else None,
    }


def care_need_of(held: HeldNeed) -> CareNeed:
    """An opened need as a value."""
    said = held.content
    relays = said.get("relays")
    return CareNeed(
        id=held.stamp.id,
        practice=held.stamp.practice,
        expires_at=held.stamp.expires_at,
        revision=held.stamp.revision,
        pseudonym=str(said["pseudonym"]),
        category=str(said["category"]),
        commune=str(said["commune"]),
        frequency=Frequency(str(said["frequency"])),
        power=bool(said.get("power")),
        oxygen=bool(said.get("oxygen")),
        autonomy_hours=_whole(said.get("autonomy_hours")),
        max_interruption_hours=_whole(said.get("max_interruption_hours")),
        site=str(said.get("site") or ""),
        holder=str(said.get("holder") or ""),
        relays=tuple(PracticeId(str(one)) for one in relays) if isinstance(relays, list) else (),
        informed=bool(said.get("informed")),
        informed_on=_day(said.get("informed_on")),
        reviewed_on=_day(said.get("reviewed_on")),
    )


def new_need_id() -> NeedId:
    """A new id, which says nothing of the patient."""
    return NeedId(new_id())


def next_pseudonym(taken: Iterable[str]) -> str:
    """The number after the highest one in use: « P-0043 ». Raises InvalidInput past « P-9999 »."""
    last = max((int(one[2:]) for one in taken if PSEUDONYM.fullmatch(one)), default=0)
    if last >= LAST_PSEUDONYM:
        raise InvalidInput(N_("Les numéros vont jusqu’à P-9999 : reprenez un numéro libre de votre table."))
    return f"P-{last + 1:04d}"


def _whole(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _day(value: object) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None
