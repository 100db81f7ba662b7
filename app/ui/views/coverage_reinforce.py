"""Whom to call first and where to open a centre, in words: each step with what it adds after those before it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.parts.charts_bars import LyingBar
from app.ui.parts.charts_frame import Twin
from app.words import _, ngettext
from app.words.dates import spoken_number
from app.words.places import at_place

if TYPE_CHECKING:
    from app.services.coverage.read_reinforcements import CallView, PlaceView, ReinforcementsView


def sentence(found: ReinforcementsView) -> str:
    """« À appeler d’abord : un volontaire de plus (infirmière) à Auray, 12 demandes de plus servies. »"""
    if found.missing == 0:
        return _("Rien ne manque à ce moment-là : aucun renfort à appeler.")
    if not found.calls:
        return _(
            "Aucun volontaire de plus ne servirait une demande de plus : ce qui manque n’est à la portée de personne."
        )
    first = found.calls[0]
    return _("À appeler d’abord : {who}, {gain}.").format(who=who(first), gain=gain_words(first.gain))


def held(found: ReinforcementsView) -> str:
    """« 3 personnes de ce métier dans l’effectif, dont 1 à portée de son trajet habituel. », of the first call."""
    if not found.calls:
        return ""
    first = found.calls[0]
    if not first.known:
        return _("Personne de ce métier dans l’effectif : cherchez un renfort extérieur.")
    people = ngettext(
        "{n} personne de ce métier dans l’effectif", "{n} personnes de ce métier dans l’effectif", first.known
    ).format(n=spoken_number(first.known))  # fmt: skip
    if not first.near:
        return _("{people}, aucune à portée de son trajet habituel : il faut convenir du déplacement.").format(
            people=people
        )
    return ngettext(
        "{people}, dont {n} à portée de son trajet habituel.",
        "{people}, dont {n} à portée de leur trajet habituel.", first.near,
    ).format(people=people, n=spoken_number(first.near))  # fmt: skip


def who(one: CallView) -> str:
    """« infirmière, à Auray »."""
    return _("{role}, {at_commune}").format(role=one.role, at_commune=at_place(one.commune))


def gain_words(gain: int | None) -> str:
    """« 12 demandes de plus servies »."""
    if gain is None:
        return _("quelques demandes de plus servies")
    return ngettext("{n} demande de plus servie", "{n} demandes de plus servies", gain).format(n=spoken_number(gain))


def bars(found: ReinforcementsView) -> list[LyingBar]:
    """One bar a call, in the order to make them."""
    return [
        LyingBar(
            f"{rank}. {who(one)}",
            1 if one.gain is None else one.gain,
            _number(one.gain),
            "good",
            _("demandes de plus servies"),
        )
        for rank, one in enumerate(found.calls, 1)
    ]


def twin(found: ReinforcementsView) -> Twin:
    """The calls, what is left after each, where another would do as well."""
    rows = tuple(
        (rank, who(one), _number(one.gain), _number(one.missing), ", ".join(one.equal[:6]) or "–")
        for rank, one in enumerate(found.calls, 1)
    )
    header = (_("Ordre"), _("Qui, où"), _("Demandes de plus servies"), _("Reste sans personne"), _("Aussi bien à"))
    return Twin(header, rows)


def _number(number: int | None) -> str:
    return _("masqué") if number is None else spoken_number(number)


def usual_lines(found: ReinforcementsView) -> list[str]:
    """What one volunteer of each profession is counted for: working values."""
    return [
        _("{role} : {n} demandes par demi-journée, jusqu’à {minutes} min ({skills}).").format(
            role=role, n=capacity, minutes=minutes, skills=", ".join(skills)
        )
        for role, capacity, minutes, skills in found.usual
    ]


def places_table(found: tuple[PlaceView, ...]) -> tuple[list[str], list[tuple[str | int, ...]]]:
    """The best communes for a centre."""
    rows: list[tuple[str | int, ...]] = [
        (" + ".join(one.communes), _number(one.gain), spoken_number(one.residents)) for one in found
    ]
    return [_("Commune"), _("Demandes de plus servies"), _("Habitants à portée")], rows


def places_sentence(found: tuple[PlaceView, ...]) -> str:
    """« À Auray : 40 demandes de plus servies, 32 000 habitants à portée. »"""
    if not found or found[0].gain == 0:
        return _("Aucun endroit ne servirait une demande de plus avec ces soins : ils ne manquent pas.")
    first = found[0]
    residents = ngettext("{n} habitant à portée", "{n} habitants à portée", first.residents).format(
        n=spoken_number(first.residents)
    )
    return _("Le meilleur endroit : {where}, {gain}, {residents}.").format(
        where=" + ".join(first.communes), gain=gain_words(first.gain), residents=residents
    )
