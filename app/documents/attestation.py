"""The attestation a volunteer takes away: hours and missions as the published rota had them, A4, tagged (PDF/UA-1).

It says « heures prévues au planning »: attendance is not recorded yet, and nobody signs it by hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.documents.imprint import Band, Imprint
from app.documents.typeset import typeset
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_hours

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Shift:
    """One session that is over, as its seat was planned. Instants are aware; ``role`` and ``centre`` as they are spoken."""

    starts_at: datetime
    ends_at: datetime
    centre: str
    role: str

    @property
    def day(self) -> date:
        return paris_date(self.starts_at)

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Attestation:
    """What it certifies, for whom, by whom. ``made_at`` is an aware instant; texts may be empty but for the name."""

    name: str
    profession: str
    community: str
    coordination: str
    contact: str
    made_at: datetime
    software: str
    """Our version, « 0.1.0 »."""
    shifts: tuple[Shift, ...]
    demonstration: bool = False

    @property
    def minutes(self) -> int:
        """All of them together."""
        return sum(shift.minutes for shift in self.shifts)


def attestation_pdf(one: Attestation) -> bytes:
    """The PDF in the current language."""
    bands = (Band.DEMONSTRATION,) if one.demonstration else ()
    imprint = Imprint(one.made_at, one.name, one.software, bands)
    tables = [_missions(one.shifts), _details(one.shifts)] if one.shifts else []
    title = _("Attestation de participation")
    content = {
        "title": title,
        "community": one.community,
        "sentences": _sentences(one),
        "tables": tables,
        "closing": _closing(one),
    }
    return typeset("attestation", title, imprint, content)


def spoken_duration(minutes: int) -> str:
    """« 12 h 30 », « 4 h »."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}\u00a0h\u00a0{rest:02}" if rest else f"{hours}\u00a0h"


def _sentences(one: Attestation) -> list[str]:
    who = f"{one.name}, {one.profession}" if one.profession else one.name
    if not one.shifts:
        return [_("Au {day}, le planning publié ne compte aucune vacation passée de {who}.").format(day=spoken_date(paris_date(one.made_at)), who=who)]  # fmt: skip
    count = len(one.shifts)
    held = ngettext(
        "{community} atteste que le planning publié a compté {who} dans {n} vacation, du {first} au {last} :"
        " {hours} prévues au planning.",
        "{community} atteste que le planning publié a compté {who} dans {n} vacations, du {first} au {last} :"
        " {hours} prévues au planning.",
        count,
    )
    return [
        held.format(
            community=one.community,
            who=who,
            n=count,
            first=spoken_date(one.shifts[0].day),
            last=spoken_date(one.shifts[-1].day),
            hours=spoken_duration(one.minutes),
        )
    ]


def _closing(one: Attestation) -> list[str]:
    return [
        _(
            "Les heures sont celles prévues au planning : la présence n’est pas encore relevée séance par séance."
            " Les vacations annulées, les absences signalées et celles dont un remplaçant était cherché ne comptent pas."
        ),
        _("Document établi à la demande de la personne, sans signature. La coordination peut le confirmer : {who}.").format(
            who=", ".join(part for part in (one.coordination, one.contact) if part)
        ),
    ]  # fmt: skip


def _missions(shifts: Sequence[Shift]) -> dict[str, object]:
    """One row a centre and role: how many, how long, from when to when."""
    groups: dict[tuple[str, str], list[Shift]] = {}
    for shift in shifts:
        groups.setdefault((shift.centre, shift.role), []).append(shift)
    return {
        "title": _("Missions"),
        "header": [_("Centre"), _("Rôle"), _("Période"), _("Vacations"), _("Heures prévues")],
        "widths": [4, 4, 5, 3, 3],
        "aligned": ["start", "start", "start", "end", "end"],
        "rows": [
            [
                centre,
                role,
                _("du {first} au {last}").format(first=spoken_date(held[0].day), last=spoken_date(held[-1].day)),
                str(len(held)),
                spoken_duration(sum(shift.minutes for shift in held)),
            ]
            for (centre, role), held in sorted(groups.items())
        ],
    }


def _details(shifts: Sequence[Shift]) -> dict[str, object]:
    return {
        "title": _("Vacations"),
        "header": [_("Jour"), _("Horaires"), _("Centre"), _("Rôle"), _("Heures prévues")],
        "widths": [4, 3, 4, 4, 3],
        "aligned": ["start", "start", "start", "start", "end"],
        "rows": [
            [
                spoken_date(shift.day),
                spoken_hours(shift.starts_at, shift.ends_at),
                shift.centre,
                shift.role,
                spoken_duration(shift.minutes),
            ]
            for shift in shifts
        ],
    }
