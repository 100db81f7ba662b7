"""What losing one thing costs: the heaviest first, each with the word of its relay; counts by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.errors import N_
from app.drills.coverage import LossClass
from app.drills.sentences import loss_words
from app.services.coverage.coverage_names import KIND_WORDS, NameKind
from app.ui.parts.charts_bars import LyingBar
from app.ui.parts.charts_frame import Twin
from app.words import _, ngettext
from app.words.dates import spoken_number
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.services.coverage.read_coverage import LossesView, LossRow

SHOWN = 15
"""Bars of the picture (a tornado past a screen is not read); the table holds them all."""

ALL = "tout"
KINDS = {
    "personnes": NameKind.PERSON,
    "lieux": NameKind.SITE,
    "routes": NameKind.ROAD,
    "reseaux": NameKind.THING,
}
"""Code in the address → what is shown."""

TONES = {LossClass.IRREPLACEABLE: "alarm", LossClass.PARTLY: "warned", LossClass.REPLACEABLE: "good"}


def choices(view: LossesView) -> dict[str, str]:
    """What may be looked at apart: kinds that are there."""
    return {
        ALL: N_("Personnes, lieux, routes"),
        **{code: KIND_WORDS[kind] for code, kind in KINDS.items() if kind in view.counts},
    }


def rows_of(view: LossesView, code: str) -> tuple[LossRow, ...]:
    """The rows of one kind; networks and suppliers, whose loss is of another size, stand apart from all others."""
    kinds = {KINDS[code]} if code in KINDS else {NameKind.PERSON, NameKind.SITE, NameKind.ROAD}
    return tuple(one for one in view.rows if one.kind in kinds)


def sentence(rows: tuple[LossRow, ...]) -> str:
    """« La perte la plus lourde : infirmière, Auray, 34 demandes de plus sans personne (relais absent). »"""
    worst = next((one for one in rows if one.category is not LossClass.REPLACEABLE), None)
    if worst is None:
        return _("Aucune perte, seule, ne laisserait une demande de plus sans personne.")
    return _("La perte la plus lourde : {who}, {loss} ({relay}).").format(
        who=worst.said, loss=loss_told(worst), relay=loss_words(worst.category)
    )


def loss_told(row: LossRow) -> str:
    """« 34 demandes de plus sans personne »."""
    if row.loss is None:
        return _("quelques demandes de plus sans personne")
    return ngettext("{n} demande de plus sans personne", "{n} demandes de plus sans personne", row.loss).format(
        n=spoken_number(row.loss)
    )


def counted(view: LossesView) -> list[str]:
    """« Personnes : relais absent 12, relais partiel 30, relais assuré 88. », a line a kind."""
    return [
        _("{kind} : {counts}.").format(
            kind=_(KIND_WORDS[kind]),
            counts=", ".join(f"{loss_words(one)} {spoken_number(n)}" for one, n in view.counts[kind].items() if n),
        )
        for kind in KINDS.values()
        if kind in view.counts
    ]


def bars(rows: tuple[LossRow, ...]) -> list[LyingBar]:
    """The heaviest, a state a colour; a loss too few to be said stands as the shortest bar."""
    return [
        LyingBar(
            capitalised(one.said),
            1 if one.loss is None else one.loss,
            _number(one),
            TONES[one.category],
            loss_words(one.category),
        )
        for one in rows[:SHOWN]
        if one.category is not LossClass.REPLACEABLE
    ]


def _number(row: LossRow) -> str:
    return _("masqué") if row.loss is None else spoken_number(row.loss)


def twin(rows: tuple[LossRow, ...], *, most: int = 60) -> Twin:
    """The first rows on screen; the file holds all of them, by role and commune."""
    header = (_("Ce qui manquerait"), _("Sorte"), _("Demandes de plus sans personne"), _("Relais"))
    return Twin(
        header,
        tuple((capitalised(one.said), *_rest(one, one.loss)) for one in rows[:most]),
        tuple((capitalised(one.shared), *_rest(one, one.shared_loss)) for one in rows),
    )


def _rest(row: LossRow, loss: int | None) -> tuple[str, str, str]:
    number = _("masqué") if loss is None else spoken_number(loss)
    return (_(KIND_WORDS[row.kind]), number, loss_words(row.category))
