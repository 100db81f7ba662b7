"""The list of what is to do in an event, on paper: the copy that works without current nor network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.access.permissions import Action, require
from app.core.errors import N_, NotFound
from app.documents.imprint import Band, Imprint
from app.response.event import STATE_WORDS
from app.services.crisis.event_words import filled_words, request_words
from app.services.crisis.read_event import read_event
from app.store import community, journal
from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.documents.event_checklist import PaperAction, PaperFunction
    from app.response.checklist import ChecklistItem
    from app.services.crisis.read_event import EventView, RequestRead
    from app.store.database import Store


def print_checklist(actor: Actor, store: Store, event_id: str, function: str = "") -> bytes:
    """What is to do, as PDF: for one function of the cell or for all of them. Raises NotFound, NotAllowed."""
    require(actor, Action.READ_EVENT)
    from app.documents.event_checklist import EventChecklist, event_checklist

    view = read_event(actor, store, event_id)
    event = view.event
    if event is None or event.id != event_id:
        raise NotFound(N_("Cet événement n’existe plus. Rechargez la page."))
    with store.transaction() as conn:
        settings = community.read(conn)
        journal.write(conn, store.now(), actor.id, "event_printed", event_id, {})
    sheet = EventChecklist(
        community=settings.name,
        title=event.title,
        state=_state(view),
        sentence=_sentence(view),
        functions=_functions(view, function),
        requests=tuple(_request(view, one) for one in view.requests if not one.request.is_settled),
    )
    bands = [
        band
        for band, worn in ((Band.EXERCISE, event.is_exercise), (Band.DEMONSTRATION, settings.demonstration))
        if worn
    ]
    edition = _("événement ouvert {when}").format(when=spoken_instant(event.opened_at))
    return event_checklist(sheet, Imprint(store.now(), edition, __version__, tuple(bands)))


def _functions(view: EventView, function: str) -> tuple[PaperFunction, ...]:
    from app.documents.event_checklist import PaperFunction

    codes = [code for code in view.by_function if function in ("", code)]
    return tuple(
        PaperFunction(
            view.shelf.function(code), tuple(_action(view, one) for one in view.items if one.function == code)
        )
        for code in codes
    )


def _action(view: EventView, item: ChecklistItem) -> PaperAction:
    from app.documents.event_checklist import PaperAction

    card = view.shelf.cards.get(item.card)
    return PaperAction(
        due=spoken_instant(item.due_at) + (f" ({_('en retard')})" if item.is_late(view.now) else ""),
        text=item.text,
        card=card.title if card else "",
        settled=_settled(view, item),
    )


def _settled(view: EventView, item: ChecklistItem) -> str:
    if item.done_at is None:
        return ""
    who, when = view.who.get(item.done_by, ""), spoken_instant(item.done_at)
    if item.skipped:
        return _("écartée par {who}, {when} : {why}").format(who=who, when=when, why=item.skipped)
    return _("faite par {who}, {when}").format(who=who, when=when)


def _state(view: EventView) -> str:
    assert view.event is not None
    last = view.steps[-1] if view.steps else None
    said = [_(STATE_WORDS[view.event.state]).capitalize()]
    if last:
        said += [last.authority, last.reference and _("réf. {reference}").format(reference=last.reference)]
        said.append(spoken_instant(last.at))
    return " · ".join(part for part in said if part)


def _sentence(view: EventView) -> str:
    found = view.progress
    return ", ".join(
        (
            ngettext("{n} action en retard", "{n} actions en retard", found.late).format(n=found.late),
            ngettext("{n} à faire", "{n} à faire", found.open - found.late).format(n=found.open - found.late),
            ngettext("{n} réglée.", "{n} réglées.", found.settled).format(n=found.settled),
        )
    )


def _request(view: EventView, one: RequestRead) -> str:
    said = request_words(one.request, view.role)
    return f"{said} {filled_words(one.filled.held, one.filled.asked)}." if one.session else said
