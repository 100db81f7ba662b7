"""The attestation a volunteer takes away: hours and missions as the published rota had them, A4, tagged (PDF/UA-1).

It says « heures prévues au planning »: attendance is not recorded yet, and nobody signs it by hand.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

import typst

from app.core.clock import paris_date
from app.documents.link_sheet import FONTS
from app.words import _, language, ngettext
from app.words.dates import spoken_date, spoken_hours

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: data.title)
#set page(
  paper: "a4", margin: (x: 2cm, top: 2cm, bottom: 2.2cm),
  header: if data.band != "" [#align(center, box(stroke: 1pt, inset: 2mm, text(weight: "bold", data.band)))],
  footer: context [
    #set text(size: 8.5pt)
    #data.footer #h(1fr) #data.page #counter(page).display("1 / 1", both: true)
  ],
)
#set text(font: ("Atkinson Hyperlegible", "Libertinus Serif"), lang: data.lang, size: 11pt, hyphenate: false)
#set par(leading: 0.6em, spacing: 0.9em)
#show heading.where(level: 1): set text(size: 17pt)
#show heading.where(level: 2): set text(size: 12.5pt)
#show table.cell.where(y: 0): set text(weight: "bold")
#set table.cell(breakable: false)
#set table(stroke: (x, y) => (bottom: if y == 0 { 1pt } else { 0.4pt + gray }), inset: (x: 1.5mm, y: 1.8mm))
#data.community
#heading(level: 1, data.title)
#for sentence in data.sentences [#par(sentence)]
#let drawn(part) = [
  #heading(level: 2, part.title)
  #text(size: 10pt, table(
    columns: part.widths.map(width => width * 1fr), align: part.aligned.map(side => if side == "end" { end } else { start }),
    table.header(..part.header), ..part.rows.flatten(),
  ))
]
#data.tables.slice(0, calc.min(1, data.tables.len())).map(drawn).join()
#for sentence in data.closing [#par(sentence)]
#data.tables.slice(calc.min(1, data.tables.len())).map(drawn).join()
"""


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
    """What it certifies, for whom, by whom. ``made_on`` is a civil day; texts may be empty but for the name."""

    name: str
    profession: str
    community: str
    coordination: str
    contact: str
    made_on: date
    shifts: tuple[Shift, ...]
    demonstration: bool = False

    @property
    def minutes(self) -> int:
        """All of them together."""
        return sum(shift.minutes for shift in self.shifts)


def attestation_pdf(one: Attestation) -> bytes:
    """The PDF in the current language."""
    data = {
        "title": _("Attestation de participation"),
        "lang": language(),
        "community": one.community,
        "band": _("DÉMONSTRATION : personnes, lieux et chiffres fictifs.") if one.demonstration else "",
        "footer": _("{name}, le {day}").format(name=one.name, day=spoken_date(one.made_on)),
        "page": _("page"),
        "sentences": _sentences(one),
        "tables": [_missions(one.shifts), _details(one.shifts)] if one.shifts else [],
        "closing": _closing(one),
    }
    compiled: object = typst.compile(  # type: ignore[misc]
        TEMPLATE.encode(),
        font_paths=[str(FONTS)] if FONTS.is_dir() else [],
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        pdf_standards=["ua-1"],
    )
    assert isinstance(compiled, bytes)
    return compiled


def spoken_duration(minutes: int) -> str:
    """« 12 h 30 », « 4 h »."""
    hours, rest = divmod(minutes, 60)
    return f"{hours}\u00a0h\u00a0{rest:02}" if rest else f"{hours}\u00a0h"


def _sentences(one: Attestation) -> list[str]:
    who = f"{one.name}, {one.profession}" if one.profession else one.name
    if not one.shifts:
        return [_("Au {day}, le planning publié ne compte aucune vacation passée de {who}.").format(day=spoken_date(one.made_on), who=who)]  # fmt: skip
    count = len(one.shifts)
    held = ngettext(
        "{community} atteste que le planning publié a compté {who} dans {n} vacation, du {first} au {last} :"
        " {hours} prévues au planning.",
        "{community} atteste que le planning publié a compté {who} dans {n} vacations, du {first} au {last} :"
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
            "Les heures sont celles prévues au planning : la présence n’est pas encore relevée séance par séance."
            " Les vacations annulées, les absences signalées et celles dont un remplaçant était cherché ne comptent pas."
        ),
        _("Document établi à la demande de la personne, sans signature. La coordination peut le confirmer : {who}.").format(
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
