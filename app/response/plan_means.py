"""The lists of a plan that say what is done and with what: flow, typologies, cards, centres, stock, messages, trainings, texts."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from app.response.plan_sheets import sheet_lines, transversal_line
from app.response.plan_words import pair
from app.response.said import TO_VALIDATE
from app.response.stock import StockState
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_number
from app.words.joined import joined

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.response.alert_flow import FlowStep
    from app.response.plan_facts import PlanFacts


def usual_criteria(facts: PlanFacts) -> tuple[str, ...]:
    """What opens each typology, where the community has not written its own: the first trigger of its sheet."""
    return tuple(one.triggers[0] for one in facts.sheets if one.kind == "typology")


def flow_line(one: FlowStep) -> str:
    """One step of the alert: who does what, within how long, by which way."""
    minutes = ngettext("en {n} minute", "en {n} minutes", one.within_minutes).format(n=one.within_minutes)
    about = joined(minutes if one.within_minutes else "", one.channel)
    return pair(one.who, f"{one.does} ({about})" if about else one.does)


def alert_test_lines(facts: PlanFacts) -> Iterator[str]:
    """When the alert and the numbers were last tried."""
    done = facts.practised
    if done.last_test:
        yield _("Dernier essai de l’alerte le {date} : {reached} personnes jointes sur {asked}.").format(
            date=spoken_date(done.last_test), reached=done.reached, asked=done.asked
        )
    if done.last_numbers:
        yield _("Derniers numéros de l’annuaire vérifiés le {date}.").format(date=spoken_date(done.last_numbers))


def typology_lines(facts: PlanFacts) -> Iterator[str]:
    """Each typology as its sheet has it, then what serves in all of them."""
    for one in facts.sheets:
        if one.kind == "typology":
            yield from sheet_lines(one, facts)
    others = [one for one in facts.sheets if one.kind != "typology"]
    if others:
        yield "# " + _("Dispositions transversales")
        yield from (transversal_line(one) for one in others)


def card_lines(facts: PlanFacts) -> Iterator[str]:
    """The reflex cards under the plan they belong to."""
    titles = {one.slug: one.title for one in facts.sheets}
    for plan, group in groupby(facts.cards, key=lambda one: one.plan):
        yield "# " + titles.get(plan, plan)
        for one in group:
            waits = _(TO_VALIDATE) if one.medical and one.slug not in facts.signed else ""
            yield f"{one.title} ({joined(facts.function(one.owner), waits, by=' ; ')})"


def centre_lines(facts: PlanFacts) -> Iterator[str]:
    """The centres, their lines and injections an hour."""
    for one in facts.centres:
        lines = ngettext("{n} ligne", "{n} lignes", one.lines).format(n=one.lines)
        rate = _("{n} injections par heure").format(n=one.lines * one.per_hour)
        designated = "" if one.is_designated else _("non désigné par arrêté")
        yield pair(one.name, joined(one.kind, one.place, lines, rate, designated))


def stock_lines(facts: PlanFacts) -> Iterator[str]:
    """What is kept where, and until when."""
    for one in sorted(facts.stock, key=lambda found: (found.item.thing, found.item.place)):
        item = one.item
        minimum = _("minimum {n}").format(n=item.minimum) if item.minimum else ""
        ends = _("jusqu’au {date}").format(date=spoken_date(item.expires_on)) if item.expires_on else ""
        state = _("périmé") if one.state is StockState.EXPIRED else ""
        amount = f"{spoken_number(item.quantity)} {item.unit}".strip()
        yield pair(item.label, joined(amount, minimum, ends, item.place, item.holder, state))


def message_lines(facts: PlanFacts) -> Iterator[str]:
    """By typology, whom its messages are for."""
    for sheet in facts.sheets:
        if sheet.kind == "typology":
            audiences = "\u00a0; ".join(dict.fromkeys(one.audience for one in sheet.communication))
            yield pair(sheet.title.partition(":")[0].strip(), audiences)


def training_lines(facts: PlanFacts) -> Iterator[str]:
    """What was held within a year, and what is to come."""
    done = facts.practised
    if done.trainings:
        people = ngettext("{n} participation", "{n} participations", done.trained).format(n=done.trained)
        yield pair(
            _("Tenues depuis un an"),
            joined(ngettext("{n} formation", "{n} formations", done.trainings).format(n=done.trainings), people),
        )
    if done.next_trainings:
        yield pair(_("À venir"), "\u00a0; ".join(done.next_trainings))


def legal_lines(facts: PlanFacts) -> Iterator[str]:
    """The texts that the typologies rest on, with their date."""
    named = dict.fromkeys(code for sheet in facts.sheets if sheet.kind == "typology" for code in sheet.legal)
    for one in (facts.legal[code] for code in ["aci-avenant-2", *named] if code in facts.legal):
        yield pair(f"{one.citation} ({spoken_date(one.dated)})", one.says)
