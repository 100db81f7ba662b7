"""The volunteer: confirms, answers the poll, follows their calendar; calls off at 18:00; takes a seat from the message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.access.links import call_out_subject, page_subject
from app.scheduling.session import SeatState
from app.store import call_outs, centres, polls, seats, sessions
from tests.journeys.users.served import TOMORROW

if TYPE_CHECKING:
    from app.core.ids import PersonId, SeatId, SessionId
    from app.store.database import Connection, Store
    from tests.journeys.users.served import Evening
    from tests.journeys.users.walker import Thumb

MORNING = 9


@dataclass(frozen=True, slots=True)
class Held:
    """A seat of tomorrow morning and who holds it."""

    seat: SeatId
    person: PersonId


def held_tomorrow(store: Store, role: str) -> Held:
    """Somebody who is awaited tomorrow at nine in that role."""
    with store.reading() as conn:
        [centre] = centres.every(conn)
        morning = next(
            one for one in sessions.of_centre(conn, centre.id) if one.day == TOMORROW and one.starts.hour == MORNING
        )
        found = [
            one for one in seats.of_session(conn, morning.id)
            if one.role == role and one.holder.person_id and one.state is SeatState.PUBLISHED
        ]  # fmt: skip
    first = min(found, key=lambda one: one.id)
    assert first.holder.person_id
    return Held(first.id, first.holder.person_id)


def asked_by_poll(store: Store) -> PersonId:
    """Somebody who holds seats and has been asked when else they can come."""
    with store.reading() as conn:
        [poll] = polls.still_open(conn)
        answered = {one.person for one in polls.answers(conn, poll.id)}
        holding = {one.holder.person_id for session in every_session(conn) for one in seats.of_session(conn, session)}
        return next(one for one in sorted(polls.people(conn, poll.id)) if one not in answered and one in holding)


def every_session(conn: Connection) -> list[SessionId]:
    """Every session of the one centre."""
    [centre] = centres.every(conn)
    return [one.id for one in sessions.of_centre(conn, centre.id)]


def follows(thumb: Thumb) -> dict[str, int]:
    """One's own page: all of one's shifts confirmed, the poll answered, the calendar found; gestures by task."""
    thumb.keeps("ma-page")
    thumb.on(thumb.page.locator("button[name=confirm_all], button[name=confirm]"))
    thumb.told()
    confirmed = thumb.count()
    rows = thumb.page.locator("form:has(input[name=poll]) > fieldset")
    rows.first.scroll_into_view_if_needed()
    thumb.keeps("sondage")
    for rank in range(rows.count()):
        thumb.on(rows.nth(rank).locator("label"))
    thumb.on(thumb.page.locator("form:has(input[name=poll]) > button"))
    thumb.told()
    answered = thumb.count()
    thumb.keeps("merci")
    if not thumb.page.locator("a[href*='/calendrier/']").count():
        thumb.on(thumb.page.locator("button[name=calendar]"))
        thumb.told()
    thumb.on(thumb.page.locator("a[href*='/calendrier/']"))
    thumb.page.wait_for_url("**/calendrier/**")
    thumb.keeps("calendrier")
    return {"confirm_all": confirmed, "answer_poll": answered, "subscribe": thumb.count()}


def calls_off(thumb: Thumb, held: Held, store: Store) -> None:
    """« Je ne peux plus », then the yes to what it will do: they stay responsible until somebody takes over."""
    card = thumb.page.locator(f"section:has(button[value='{held.seat}'])").first
    thumb.on(card.locator("details:has(button[name=leave]) > summary"))
    thumb.keeps("je-ne-peux-plus")
    thumb.on(card.locator("button[name=leave]"))
    thumb.told()
    thumb.keeps("remplacant-cherche")
    with store.reading() as conn:
        left = seats.find(conn, held.seat)
    assert left is not None
    assert left.state is SeatState.STAND_IN_WANTED


def takes_the_seat(thumb: Thumb) -> None:
    """From the message: read, press « Oui, je viens »."""
    thumb.keeps("on-a-besoin-de-vous")
    thumb.press("Oui, je viens")
    thumb.told()
    thumb.keeps("le-poste-est-a-vous")


def first_asked(evening: Evening, call_out: str) -> str:
    """The address that the first person of the first wave was sent."""
    with evening.store.reading() as conn:
        found = call_outs.find(conn, call_out)
    assert found is not None
    asked = next(one for wave in found.callout.waves for one in wave.people)
    return evening.page(call_out_subject(call_out, asked), "appel")


def own_page(evening: Evening, person: PersonId) -> str:
    return evening.page(page_subject(person))


def is_replaced(store: Store, held: Held) -> bool:
    """Whether somebody else holds the seat, and has said that they come."""
    with store.reading() as conn:
        now = seats.find(conn, held.seat)
    return now is not None and now.state is SeatState.ACKNOWLEDGED and now.holder.person_id not in (None, held.person)
