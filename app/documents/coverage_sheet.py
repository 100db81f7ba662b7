"""The coverage of one half-day on paper: the answer, why, the map, every commune, what hangs on one, what was supposed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from app.documents.exercise_line import exercise_line
from app.documents.territory_svg import territory_svg
from app.documents.typeset import typeset
from app.words import _

if TYPE_CHECKING:
    from app.documents.imprint import Imprint
    from app.documents.territory_svg import Area, Way


@dataclass(frozen=True, slots=True, kw_only=True)
class CommuneRow:
    """A commune in words: its state, how many lack someone, of what, what hangs on one."""

    name: str
    state: str
    unmet: str
    short: str
    fragile: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverageSheet:
    """All in words; ``legend``: letter → what it means; ``losses``: by role and commune."""

    community: str
    title: str
    when: str
    answer: str
    notes: tuple[str, ...]
    sets: tuple[str, ...]
    areas: tuple[Area, ...]
    ways: tuple[Way, ...]
    drawn: str
    legend: tuple[tuple[str, str], ...]
    rows: tuple[CommuneRow, ...]
    losses: tuple[tuple[str, str, str], ...]
    hanging: tuple[str, ...]
    assumptions: tuple[str, ...]


def coverage_sheet(one: CoverageSheet, imprint: Imprint) -> bytes:
    """The PDF, A4 upright."""
    content = {
        "exercise": exercise_line(imprint),
        "running": f"{one.title} · {one.when}",
        "community": one.community,
        "title": one.title,
        "when": one.when,
        "answer": one.answer,
        "notes": one.notes,
        "sets": one.sets,
        "svg": territory_svg(one.areas, one.ways, one.drawn),
        "alt": one.drawn,
        "legend": [{"letter": letter, "means": means} for letter, means in one.legend],
        "rows": [asdict(row) for row in one.rows],
        "losses": [list(row) for row in one.losses],
        "hanging": one.hanging,
        "assumptions": one.assumptions,
        "words": _words(),
    }
    return typeset("coverage_sheet", one.title, imprint, content)


def _words() -> dict[str, str]:
    return {
        "sets": _("Ce qui manque quoi qu’on fasse"),
        "none": _("Rien ne manque à ce moment-là."),
        "map": _("Carte"),
        "communes": _("Par commune"),
        "commune": _("Commune"),
        "state": _("État"),
        "unmet": _("Demandes sans personne"),
        "short": _("Besoins en déficit"),
        "fragile": _("Tient à un seul"),
        "losses": _("Les pertes les plus lourdes, chacune seule"),
        "lost": _("Ce qui manquerait"),
        "cost": _("Demandes de plus sans personne"),
        "relay": _("Relais"),
        "hanging": _("Ce qui tient à un seul"),
        "assumptions": _("Ce qui est supposé"),
    }
