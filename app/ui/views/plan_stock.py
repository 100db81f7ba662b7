"""What the panel of the stock says: the first sentence, what to do first lot by lot, and the table as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.response.stock import CATEGORY_WORDS, STATE_WORDS, StockState, things_below
from app.ui.parts.coloured import coloured
from app.ui.parts.plain import plain
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_number
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from app.response.stock import Stocked
    from app.services.plans.keep_inventory import InventoryView

LOOKS = {
    StockState.EXPIRED: ("event_busy", "red"),
    StockState.BELOW: ("trending_down", "orange"),
    StockState.SOON: ("schedule", "orange"),
    StockState.LATER: ("event", "blue"),
    StockState.FINE: ("check_circle", "green"),
}
MOST_SHOWN = 10


def sentence(view: InventoryView) -> str:
    """« 1 lot périmé, 3 produits sous le minimum, 2 lots périment dans les 60 jours. »."""
    if not view.found:
        return _("L’inventaire est vide.")
    said = []
    if count := _count(view, StockState.EXPIRED):
        said.append(ngettext("{n} lot périmé", "{n} lots périmés", count).format(n=count))
    if count := len(things_below(view.found)):
        said.append(ngettext("{n} produit sous le minimum", "{n} produits sous le minimum", count).format(n=count))
    if count := _count(view, StockState.SOON):
        days = view.limits.soon_days
        soon = ngettext("{n} lot périme dans les {days} jours", "{n} lots périment dans les {days} jours", count)
        said.append(soon.format(n=count, days=days))
    if not said:
        return _("Rien ne manque et rien ne périme dans les {days} jours.").format(days=view.limits.soon_days)
    text = ", ".join(said)
    return f"{capitalised(text)}."


def detail(view: InventoryView) -> str:
    """What comes after, and how much there is."""
    if not view.found:
        return ""
    said = [ngettext("{n} lot à l’inventaire.", "{n} lots à l’inventaire.", len(view.found)).format(n=len(view.found))]
    if count := _count(view, StockState.LATER):
        later = ngettext(
            "{n} lot à prévoir à la prochaine commande (dans les {days} jours).",
            "{n} lots à prévoir à la prochaine commande (dans les {days} jours).", count,
        )  # fmt: skip
        said.append(later.format(n=count, days=view.limits.later_days))
    return " ".join(said)


def urgent(view: InventoryView) -> list[Stocked]:
    """What asks for something, the most urgent first; a thing below its minimum stands once, whatever its lots."""
    below = {id(one) for one in things_below(view.found).values()}
    return [
        one
        for one in view.found
        if one.state is not StockState.FINE and (one.state is not StockState.BELOW or id(one) in below)
    ]


def line(one: Stocked) -> str:
    """One lot in Markdown: its state, what it is, what to do."""
    where = f" · {plain(one.item.place)}" if one.item.place else ""
    return f"{badge(one.state)} **{plain(one.item.label)}** · {plain(what_to_do(one))}{where}"


def badge(state: StockState) -> str:
    """The state as icon, word and colour."""
    icon, colour = LOOKS[state]
    return coloured(colour, icon, _(STATE_WORDS[state]))


def what_to_do(one: Stocked) -> str:
    """« en retirer 12 boîtes, périmées depuis le 3 novembre 2026 »."""
    item = one.item
    amount = quantity(item.quantity, item.unit)
    day = spoken_date(item.expires_on) if item.expires_on else ""
    lot = _(" (lot {lot})").format(lot=item.lot) if item.lot else ""
    if one.state is StockState.EXPIRED:
        return _("retirer {amount}{lot} : périmé depuis le {day}").format(amount=amount, lot=lot, day=day)
    if one.state is StockState.BELOW:
        return _("il en reste {left}, il en manque {lacking}").format(
            left=quantity(one.usable, item.unit), lacking=spoken_number(one.lacking)
        )
    if one.state in (StockState.SOON, StockState.LATER):
        days = ngettext("{n} jour", "{n} jours", one.days_left or 0).format(n=one.days_left or 0)
        return _("{amount}{lot} à remplacer avant le {day} (dans {days})").format(
            amount=amount, lot=lot, day=day, days=days
        )
    return amount


def quantity(count: int, unit: str) -> str:
    """« 40 × boîte de 50 », « 3 » without a unit: units are written in the singular."""
    return f"{spoken_number(count)} × {unit}" if unit else spoken_number(count)


def sheet(view: InventoryView) -> tuple[list[str], list[list[str | int]]]:
    """Header and rows of the file and of the plain table, the most urgent first."""
    header = [
        _("Produit"), _("Catégorie"), _("Quantité"), _("Unité"), _("Lot"), _("Péremption"), _("Lieu"), _("Détenteur"),
        _("Minimum"), _("État"),
    ]  # fmt: skip
    rows: list[list[str | int]] = [
        [
            one.item.label, _(CATEGORY_WORDS[one.item.category]), one.item.quantity, one.item.unit, one.item.lot,
            one.item.expires_on.strftime("%d/%m/%Y") if one.item.expires_on else "", one.item.place, one.item.holder,
            one.item.minimum, _(STATE_WORDS[one.state]),
        ]
        for one in view.found
    ]  # fmt: skip
    if not view.names_holders:
        header.pop(7)
        for row in rows:
            row.pop(7)
    return header, rows


def _count(view: InventoryView, state: StockState) -> int:
    return sum(one.state is state for one in view.found)
