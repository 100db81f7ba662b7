"""The chapters of the crisis bag that say what to do: the plans, and the reflex cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.activity.incidents import incident_types_in_force
from app.documents.crisis_bag import BagCard, Column, Kind, Row, Section, Table
from app.response.said import ORSAN_RULE, TO_VALIDATE
from app.response.sheet import Phase
from app.services.plans.plan_shelf import shelf_of
from app.words import _, ngettext
from app.words.joined import joined

if TYPE_CHECKING:
    from app.response.sheet import Card, Sheet
    from app.services.crisis_bag.crisis_bag_scene import BagScene
    from app.services.plans.plan_shelf import PlanShelf


def plans(scene: BagScene) -> Section:
    """Each plan of the library: what it is, what opens it, and who does what in the first hour."""
    shelf = shelf_of(scene.library)
    n = len(shelf.sheets)
    sentence = ngettext(
        "{n} plan, avec ses actions de la première heure.", "{n} plans, avec leurs actions de la première heure.", n
    ).format(n=n)
    return Section(
        code="plans",
        short=_("Plans"),
        title=_("Plans"),
        sentence=joined(sentence, _(ORSAN_RULE), shelf.fault, by=" "),
        tables=tuple(_plan_table(shelf, one) for one in shelf.sheets.values()),
        count=n,
    )


def reflex_cards(scene: BagScene) -> Section:
    """What to do first: every card of the plans, then the incidents of the kinds of centre there are."""
    shelf = shelf_of(scene.library)
    incidents = _incident_cards(scene)
    sentence = _("Les fiches des plans, dans leur ordre.")
    if incidents:
        sentence = _("Les fiches des plans, dans leur ordre, puis les gestes des incidents d’un centre.")
    cards = (*(_plan_card(shelf, one) for one in shelf.cards.values()), *incidents)
    return Section(
        code="fiches-reflexes",
        short=_("Fiches réflexes"),
        title=_("Fiches réflexes"),
        sentence=joined(sentence, shelf.fault, by=" "),
        cards=cards,
        count=len(cards),
    )


def _plan_table(shelf: PlanShelf, sheet: Sheet) -> Table:
    columns = (Column(_("Fonction"), Kind.NAME, 1.1), Column(_("Première heure"), Kind.TEXT, 3))
    said = [sheet.summary, _("Ce qui l’ouvre :"), *sheet.triggers]
    if sheet.medical_note:
        said += [_("Médical, {to_validate} :").format(to_validate=_(TO_VALIDATE)), sheet.medical_note]
    rows = tuple(
        Row((shelf.function(one.function), one.text)) for one in shelf.actions_of(sheet, Phase.HOUR_1)
    )  # fmt: skip
    return Table(sheet.title, columns, rows, note=" ".join(said))


def _plan_card(shelf: PlanShelf, card: Card) -> BagCard:
    said = [shelf.function(card.owner)]
    if card.medical:
        said.append(_("contenu médical {to_validate}").format(to_validate=_(TO_VALIDATE)))
    return BagCard(
        card.title,
        card.steps,
        source=joined(*said, *(one.citation for one in shelf.cited(card.legal)), by=" · "),
        when=card.trigger,
        lists=((_("Ne pas faire"), card.do_not), (_("Trace à garder"), card.trace)),
        facts=tuple(
            (title, joined(*points, by=" · "))
            for title, points in (
                (_("À joindre, dans l’ordre"), shelf.contacts_of(card)),
                (_("Sous la main"), card.equipment),
            )
            if points
        ),
    )


def _incident_cards(scene: BagScene) -> tuple[BagCard, ...]:
    types = {
        one.code: one
        for kind in sorted({one.kind for one in scene.centres})
        for one in incident_types_in_force(scene.library.incident_types, kind, scene.today)
    }
    return tuple(
        BagCard(one.label, one.steps, joined(one.declare, one.source, by=" · "))
        for one in sorted(types.values(), key=lambda one: (one.sort, one.code))
    )
