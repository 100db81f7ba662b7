"""What the Event screen says of an event, of what is to do and of who is asked for; nothing is drawn here."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from app.response.event import STATE_WORDS, EventState
from app.services.plans.plan_shelf import Cited
from app.ui.parts.coloured import coloured
from app.ui.parts.tones import COLOURS
from app.ui.views.log import moment
from app.words import _, ngettext

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from app.response.checklist import ChecklistItem, Progress
    from app.response.event import Event, Step
    from app.services.crisis.read_event import EventView

LOOKS: dict[EventState, tuple[str, str]] = {
    EventState.WATCH: ("visibility", "draft"),
    EventState.TENSION: ("warning", "open"),
    EventState.QUALIFIED: ("verified", "pending"),
    EventState.MOBILISATION_REQUESTED: ("campaign", "alarm"),
    EventState.STOOD_DOWN: ("check_circle", "confirmed"),
    EventState.REVIEWED: ("inventory", "cancelled"),
}
"""State → its icon and its tone; the word is in ``app.response.event``."""

WHO_TRIGGERS = ("csp-r3131-10", "csp-l3131-11", "decret-2024-8", "csp-l3131-8", "csp-l3131-10-1")
"""Codes of ``data/legal_references.csv`` on who decides what, in the order they are read."""


def badge(state: EventState) -> str:
    """A state as icon, word and colour, in Markdown."""
    icon, tone = LOOKS[state]
    return coloured(COLOURS[tone], icon, _(STATE_WORDS[state]))


def sentence(view: EventView) -> str:
    """« 3 actions en retard, 12 à faire ; 1 demande de renfort à traiter. »: what waits, the worst first."""
    event = view.event
    assert event is not None
    if not event.is_open and event.closed_at:
        return _("Événement levé : {when}.").format(when=moment(event.closed_at, view.now))
    waiting = sum(one.request.state == "received" for one in view.requests)
    asked = ngettext("{n} demande de renfort à traiter", "{n} demandes de renfort à traiter", waiting)
    done = to_do(view.progress) if view.plans or view.items else _("Aucun plan n’est activé")
    parts = [done, asked.format(n=waiting)] if waiting else [done]
    return _(" ; ").join(parts) + "."


def to_do(found: Progress) -> str:
    """« 3 actions en retard, 12 à faire », « tout est réglé »."""
    late = ngettext("{n} action en retard", "{n} actions en retard", found.late).format(n=found.late)
    left = found.open - found.late
    if found.late and left:
        return _("{late}, {n} à faire").format(late=late, n=left)
    if found.late:
        return late
    if left:
        return ngettext("{n} action à faire, aucune en retard", "{n} actions à faire, aucune en retard", left).format(
            n=left
        )
    return _("Tout ce qui était à faire est réglé")


def where(view: EventView) -> str:
    """« Crue de la Vilaine · Redon, Bains-sur-Oust »: above the sentence, beside the state."""
    event = view.event
    assert event is not None
    named = [view.communes.get(code, code) for code in event.communes]
    return " · ".join(part for part in (event.title, ", ".join(named)) if part)


def last_word(view: EventView) -> str:
    """Who said the present state and when: « Préfecture (Ille-et-Vilaine), réf. 2026-114, 14 h 05. »"""
    return step_words(view, view.steps[-1]) if view.steps else ""


def step_words(view: EventView, step: Step) -> str:
    """« mobilisation demandée par la préfecture (Ille-et-Vilaine), réf. 2026-114 · 14 h 05 · noté par Maïwenn Fictif »."""
    said = [_(STATE_WORDS[step.state]).capitalize()]
    if step.authority:
        of = view.departments.get(step.department, step.department)
        said.append(f"{step.authority} ({of})" if of else step.authority)
    if step.reference:
        said.append(_("réf. {reference}").format(reference=step.reference))
    said.append(moment(step.at, view.now))
    if name := view.who.get(step.actor_id, ""):
        said.append(_("noté par {who}").format(who=name))
    return " · ".join(said)


def function_words(view: EventView, code: str) -> str:
    """« Logistique · 3/8 · 1 en retard »: a function of the cell in the choice; « toute la cellule » for none."""
    if not code:
        return _("Toute la cellule")
    found = view.by_function[code]
    said = f"{view.shelf.function(code)} · {found.settled}/{found.total}"
    if not found.late:
        return said
    return said + " · " + ngettext("{n} en retard", "{n} en retard", found.late).format(n=found.late)


def groups(items: Iterable[ChecklistItem], now: datetime) -> list[tuple[str, list[ChecklistItem]]]:
    """The things still to do under the title of their deadline: « En retard », « Avant 15 h 05 »."""
    left = [one for one in items if one.is_open]
    return [
        (title, list(held))
        for title, held in groupby(left, lambda one: _("En retard") if one.is_late(now) else before(one, now))
    ]


def before(item: ChecklistItem, now: datetime) -> str:
    """« Avant 15 h 05 », « Avant dimanche 29 novembre à 14 h 05 »."""
    return _("Avant {when}").format(when=moment(item.due_at, now))


def about(view: EventView, item: ChecklistItem) -> str:
    """Under an action: its function, its plan when several are at work, its deadline when it is late, who settled it."""
    said = [view.shelf.function(item.function)]
    if len(view.plans) > 1 and item.plan_slug in view.shelf.sheets:
        said.append(view.shelf.sheets[item.plan_slug].title)
    if not item.plan_slug:
        said.append(_("ajoutée par la cellule"))
    if item.is_late(view.now):
        said.append(_("à faire avant {when}").format(when=moment(item.due_at, view.now)))
    if item.done_at:
        name = view.who.get(item.done_by, "")
        when = moment(item.done_at, view.now)
        if item.skipped:
            said.append(_("écartée par {who}, {when} : {why}").format(who=name, when=when, why=item.skipped))
        else:
            said.append(_("faite par {who}, {when}").format(who=name, when=when))
    return " · ".join(said)


def hours_rows(view: EventView) -> list[tuple[str, str, str, str]]:
    """« T + 3 h », wanted, available, missing: the people its plans want against those who answered its alert."""
    rows: list[tuple[str, str, str, str]] = []
    for rank, (hours, wanted) in enumerate(view.needs.items()):
        there = _there(view, rank)
        covered = view.board.hours[rank].covered if view.board and view.board.wants else min(there or 0, wanted)
        lacking = "" if there is None else str(max(0, wanted - covered))
        rows.append((f"T + {hours} h", str(wanted), "—" if there is None else str(there), lacking or "—"))
    return rows


def hours_sentence(view: EventView) -> str:
    """« Dans 3 h, il faut 12 personnes ; 8 seront là. », or that nobody was alerted yet."""
    hours, wanted = next(((hours, count) for hours, count in view.needs.items() if count), (0, 0))
    if not wanted:
        return ""
    if view.board is None:
        return ngettext(
            "Sous {hours} h, les plans veulent {n} personne ; personne n’est encore alerté.",
            "Sous {hours} h, les plans veulent {n} personnes ; personne n’est encore alerté.",
            wanted,
        ).format(n=wanted, hours=hours)
    there = _there(view, list(view.needs).index(hours)) or 0
    return ngettext(
        "Sous {hours} h, les plans veulent {n} personne ; {there} sont disponibles.",
        "Sous {hours} h, les plans veulent {n} personnes ; {there} sont disponibles.",
        wanted,
    ).format(n=wanted, hours=hours, there=there)


def _there(view: EventView, rank: int) -> int | None:
    return view.board.hours[rank].available if view.board else None


def short(event: Event, now: datetime) -> str:
    """An event in a list: « Crue de la Vilaine · tension · jeudi 26 novembre à 14 h »."""
    return f"{event.title} · {_(STATE_WORDS[event.state])} · {moment(event.opened_at, now)}"


def empty(*, can_run: bool) -> str:
    """The sentence of the screen in peace."""
    if can_run:
        return _("Aucun événement en cours. Le premier appel se note ici : quoi, où, sur la parole de qui.")
    return _("Aucun événement en cours.")


def cited(one: Cited) -> str:
    """« Code de la santé publique, R. 3131-10 (3 janvier 2024) : dispositif ORSAN… »."""
    return _("{citation} ({dated}) : {says}").format(citation=one.citation, dated=one.dated, says=one.says)
