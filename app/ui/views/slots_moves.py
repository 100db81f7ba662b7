"""The slots of closed practices in words: what is lost, who could take it, what nobody can. Nothing is drawn here."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.continuity.slot_moves import WHY_WORDS
from app.ui.views.slots import places
from app.words import _, ngettext
from app.words.dates import spoken_day, spoken_hours
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.core.ids import PracticeId
    from app.services.slots.redistribute_slots import ClosedSlot, MovesView


def sentence(view: MovesView) -> str:
    """« 4 créneaux d’un cabinet fermé : 16 places, dont 12 que d’autres cabinets peuvent prendre. »"""
    n = len(view.closed)
    if not n:
        return _("Aucun créneau ne tombe dans une fermeture.")
    said = ngettext("{n} créneau tombe dans une fermeture", "{n} créneaux tombent dans une fermeture", n).format(n=n)
    if not view.proposed:
        return _("{said} : {places}, que personne ne peut prendre.").format(said=said, places=places(view.places))
    if view.proposed == view.places:
        return _("{said} : {places}, que d’autres cabinets peuvent toutes prendre.").format(
            said=said, places=places(view.places)
        )
    return _("{said} : {places}, dont {proposed} que d’autres cabinets peuvent prendre.").format(
        said=said, places=places(view.places), proposed=view.proposed
    )


def detail(view: MovesView) -> str:
    """Who is to be told, by the practices that know them."""
    if not view.closed:
        return _(
            "Ici : les créneaux des cabinets fermés dans les deux semaines, et les cabinets qui pourraient les tenir."
        )
    return ngettext(
        "{n} personne y a rendez-vous : le cabinet la prévient.",
        "{n} personnes y ont rendez-vous : les cabinets les préviennent.",
        view.booked,
    ).format(n=view.booked) if view.booked else _("Personne n’y a rendez-vous.")  # fmt: skip


def title(view: MovesView, one: ClosedSlot) -> str:
    """« Vendredi 27 novembre, 10 h–11 h, Cabinet d’Auray »."""
    return _("{day}, {hours}, {where}").format(
        day=capitalised(spoken_day(one.slot.day)), hours=spoken_hours(one.slot.starts_at, one.slot.ends_at),
        where=name(view, one.slot.practice),
    )  # fmt: skip


def about(one: ClosedSlot) -> str:
    """« 4 places, 2 rendez-vous pris »."""
    booked = ngettext("{n} rendez-vous pris", "{n} rendez-vous pris", one.booked).format(n=one.booked)
    return _("{places}, {booked}").format(places=places(one.slot.places), booked=booked)


def takers(view: MovesView, one: ClosedSlot) -> list[str]:
    """Each practice that could take places, with the way."""
    return [
        _("{name} : {places}, à {minutes} min").format(
            name=name(view, move.to), places=places(move.places), minutes=round(move.minutes)
        )
        for move in one.moves
    ]


def left(one: ClosedSlot) -> str:
    """What nobody can take, and why."""
    if one.left is None:
        return ""
    return _("{places} sans preneur : {why}.").format(places=places(one.left.places), why=_(WHY_WORDS[one.left.why]))


def name(view: MovesView, practice: PracticeId | None) -> str:
    """A practice as it is called."""
    return (view.names.get(practice) if practice else "") or _("Cabinet sans nom")
