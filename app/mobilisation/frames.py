"""Under which frame a mission stands, what that covers and who insures: dated data shown before anyone says yes (DOMAIN §1.4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from app.core.errors import N_, InvalidInput
from app.roster.cells import Cells, day, required, text
from app.words.bilingual import in_language

FRAMES = frozenset({"convention", "ars_call", "requisition", "initiative"})
"""Convention with a structure; call by the DG ARS (L.3131-10-1); requisition by the préfet (L.3131-8); own initiative."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissionFrame:
    """One row of ``data/mission_frames.csv``. Texts are said in both languages; ``reference`` is the article."""

    code: str
    label_fr: str
    label_en: str
    covers_fr: str
    covers_en: str
    insurer_fr: str
    insurer_en: str
    reference: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    source: str = ""

    @property
    def label(self) -> str:
        """Its name in the current language."""
        return in_language(self.label_fr, self.label_en)

    @property
    def covers(self) -> str:
        """What it covers and what it does not."""
        return in_language(self.covers_fr, self.covers_en)

    @property
    def insurer(self) -> str:
        """Who insures by default: « à préciser » wherever no text says it; a mission's own insurer comes first."""
        return in_language(self.insurer_fr, self.insurer_en)


def frame_in_force(frames: Iterable[MissionFrame], code: str, on: date) -> MissionFrame | None:
    """The frame as it stands on the civil day ``on``; None when no row is in force, which the page must say."""
    return next(
        (
            frame
            for frame in frames
            if frame.code == code
            and (frame.valid_from is None or frame.valid_from <= on)
            and (frame.valid_to is None or on <= frame.valid_to)
        ),
        None,
    )


def mission_frame_of(row: Cells) -> MissionFrame:
    """One row as a value. Raises InvalidInput naming the column at fault."""
    code = required(row, "code")
    if code not in FRAMES:
        raise InvalidInput(
            N_("Cadre de mission inconnu « {code} » ; choisissez parmi : {known}."),
            code=code,
            known=", ".join(sorted(FRAMES)),
        )
    return MissionFrame(
        code=code,
        label_fr=required(row, "label_fr"),
        label_en=required(row, "label_en"),
        covers_fr=required(row, "covers_fr"),
        covers_en=required(row, "covers_en"),
        insurer_fr=required(row, "insurer_fr"),
        insurer_en=required(row, "insurer_en"),
        reference=text(row, "reference"),
        valid_from=day(row, "valid_from"),
        valid_to=day(row, "valid_to"),
        source=required(row, "source"),
    )
