"""The sign-in sheet (émargement): one A4 per session and line, to sign by hand when nothing else works.

Values and the printed page live here; ``sign_in_docx`` says the same in a file that can be edited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from app.documents.imprint import Contact, Imprint, emergency_numbers
from app.documents.qr_code import qr_svg
from app.documents.typeset import typeset
from app.words import _


@dataclass(frozen=True, slots=True)
class SheetSeat:
    """One seat. Without a name it is open and leaves room to write one; ``note`` is « remplace Jean P. »."""

    role: str
    name: str = ""
    profession: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class SheetDoses:
    """What one product brings to the session, as spoken: « 8 flacons (48 doses) », « lot FX1234, jusqu’au 3 mai »."""

    product: str
    vials: str
    lots: str = ""


@dataclass(frozen=True, slots=True)
class ReflexCard:
    """First actions in order, and where they come from; the community's own text, handed in."""

    title: str
    steps: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class SignInSheet:
    """A session on one line. Texts are as spoken; ``address`` opens its attendance, empty for no code."""

    centre: str
    place: str
    session: str
    line: str
    seats: tuple[SheetSeat, ...]
    lead: Contact
    physician: Contact
    card: ReflexCard | None = None
    doses: tuple[SheetDoses, ...] = ()
    slots: str = ""
    address: str = ""
    walk_in_rows: int = 3

    @property
    def running_title(self) -> str:
        """What stands at the foot of each page: centre, session, line."""
        return " · ".join(text for text in (self.centre, self.session, self.line) if text)


def sign_in_sheets(sheets: Sequence[SignInSheet], imprint: Imprint) -> bytes:
    """The sheets as one PDF, each on a page of its own, counted apart; beyond a page's seats a sheet goes on."""
    return typeset(
        "sign_in_sheet",
        _("Feuilles d’émargement"),
        imprint,
        {"words": sheet_words(), "numbers": emergency_numbers(), "sheets": [_drawn(sheet) for sheet in sheets]},
    )


def _drawn(sheet: SignInSheet) -> dict[str, object]:
    return {
        **asdict(sheet),
        "running_title": sheet.running_title,
        "svg": qr_svg(sheet.address) if sheet.address else "",
        "alt": _("Code QR vers le pointage : {session}, {line}").format(session=sheet.session, line=sheet.line),
    }


def sheet_words() -> dict[str, str]:
    """The fixed words of the sheet in the current language, for paper and for the editable file."""
    return {
        "title": _("Feuille d’émargement"),
        "lead": _("Responsable de la séance"),
        "physician": _("Médecin joignable"),
        "emergency": _("Urgences"),
        "role": _("Poste"),
        "who": _("Nom et profession"),
        "arrival": _("Arrivée"),
        "departure": _("Départ"),
        "signature": _("Signature"),
        "open": _("à pourvoir"),
        "walk_in": _("Renfort de passage"),
        "doses": _("Flacons et créneaux du jour"),
        "slots": _("Créneaux"),
        "opened": _("Flacons ouverts"),
        "injected": _("Injections faites"),
        "lost": _("Doses perdues"),
        "scan": _("Pointer les présents : viser le code avec le téléphone."),
        "source": _("Source :"),
    }
