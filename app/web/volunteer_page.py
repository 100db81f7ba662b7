"""``/p/<token>``: a volunteer's own page. Their shifts, the poll, the call-outs, offers and swaps that await them.

GET shows and writes nothing; each button sends one field, named in :data:`ACTIONS`, with the id of what it acts on.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.access.links import LinkScope
from app.core.errors import N_, InvalidInput
from app.core.ids import SeatId, SessionId
from app.mobilisation.callout import Outcome
from app.mobilisation.stand_in import WayOut
from app.mobilisation.taking import VERDICT_WORDS, Verdict
from app.scheduling.session import SeatState
from app.services.activity.day_rights import may_sign_in
from app.services.activity.sign_in import sign_in
from app.services.messages.hand_out_pages import person_page_is_open
from app.services.mobilisation import swap_seats, waiting_list
from app.services.mobilisation.answer_call_out import FROM_THE_PAGE, HEARD, answer_call_out
from app.services.mobilisation.answer_poll import answer_poll
from app.services.mobilisation.confirm_seat import confirm_seat
from app.services.mobilisation.poll_messages import period_words
from app.services.mobilisation.read_call_outs import read_invitation
from app.services.mobilisation.read_polls import poll_forms
from app.services.mobilisation.read_volunteer_page import read_volunteer_page
from app.services.mobilisation.subscribe_self import subscribe_self
from app.services.mobilisation.withdraw_seat import withdraw_seat
from app.web.forms import NOT_A_BUTTON
from app.web.pages import Page, Visit
from app.web.poll_form import ANSWER_WORDS, explicit_answers, shown_poll, usual_answers
from app.web.swap_choices import naming_nobody, propose, show_choices, start_of
from app.words import _, ngettext
from app.words.dates import spoken_instant, spoken_session

if TYPE_CHECKING:
    from starlette.responses import Response

    from app.services.mobilisation.read_call_outs import Invitation
    from app.services.mobilisation.read_volunteer_page import OwnPage
    from app.web.forms import Form

SHOWN = 6
"""Shifts told in full at once; those after them are listed, and told in full one link further."""

LINKS = (
    ("preferences", N_("Mes préférences")),
    ("agenda", N_("Mon agenda personnel (libre ou occupé)")),
    ("formations", N_("Mes formations")),
    ("donnees", N_("Mes données, et ne plus être sollicité")),
    ("attestation.pdf", N_("Attestation de mes heures (PDF)")),
    ("avis", N_("Donner mon avis, sans mon nom")),
)
"""Parts of the page with an address of their own."""

EXPECTED = frozenset({SeatState.PUBLISHED, SeatState.ACKNOWLEDGED, SeatState.STAND_IN_WANTED})
"""States in which the person is expected on the day."""

DONE = {
    "here": N_("Merci, votre arrivée est notée."),
    "confirmed": N_("Merci, c’est noté : vous venez."),
    "left": N_("C’est noté. Votre poste est libéré."),
    "stand_in": N_("C’est noté. Nous cherchons quelqu’un ; jusque-là le poste reste le vôtre."),
    "gone": N_("Ce poste n’est plus à vous : il n’y a plus rien à échanger."),
    "asked": N_("Votre proposition d’échange est partie. Rien ne change tant qu’elle n’est pas acceptée."),
    "swapped": N_("Échange fait : voici vos nouvelles vacations."),
    "refused": N_("C’est noté : vous gardez votre place."),
    "withdrawn": N_("Votre proposition d’échange est retirée."),
    "declined": N_("C’est noté : la place est proposée à quelqu’un d’autre."),
    "unlisted": N_("Vous n’êtes plus sur cette liste d’attente."),
    "answered": N_("Merci ! Vos réponses sont notées."),
    "calendar": N_("Votre calendrier est prêt : abonnez-vous ci-dessous."),
    **{verdict.value: words for verdict, words in VERDICT_WORDS.items()},
    Verdict.RULE.value: N_(
        "Merci d’avoir répondu ! Une règle s’oppose à ce que vous preniez ce poste (repos, plafond, double inscription)."
    ),
    **{outcome.value: HEARD[outcome] for outcome in (Outcome.NO, Outcome.NOT_THIS_TIME)},
}
"""Code in the address → what was just done."""


def show(visit: Visit) -> Response | None:
    """The whole page; None once the person is no longer in the roster."""
    with visit.store.reading() as conn:
        own = read_volunteer_page(conn, visit.store, visit.subject.person_id, visit.now)
    if own is None:
        return None
    start = start_of(visit.query.get("suite", ""), len(own.shifts))
    found = (read_invitation(visit.actor, visit.store, id, visit.subject.person_id) for id in own.call_outs)
    invitations = [one for one in found if one is not None]
    return visit.render(
        "volunteer.html",
        own=own,
        invitations=invitations,
        awaiting=awaiting(own, invitations),
        arriving={
            shift.spot.seat.id
            for shift in own.shifts
            if shift.state in EXPECTED and may_sign_in(shift.spot.session, visit.now)
        },
        to_confirm=[shift.spot for shift in own.shifts if shift.state == SeatState.PUBLISHED and shift.way_out],
        polls=[shown_poll(form) for form in own.polls],
        waiting=[
            (one.session.id, spoken_session(one.session.starts_at, one.session.ends_at), one.sentence)
            for one in own.waiting
        ],
        answers=[(value.value, _(words)) for value, words in ANSWER_WORDS.items()],
        calendar=f"{visit.root}/calendrier/{own.calendar}" if own.calendar else "",
        links=[(f"{visit.home}/{part}{visit.keeping}", _(words)) for part, words in LINKS],
        shifts=own.shifts[start : start + SHOWN],
        later=own.shifts[start + SHOWN :],
        next_shifts=visit.with_query(suite=str(start + SHOWN)),
    )


def awaiting(own: OwnPage, invitations: list[Invitation]) -> list[tuple[str, str]]:
    """What the person is asked, the most urgent first: (place on the page, words)."""
    found = []
    if invitations:
        count = len(invitations)
        found.append(("call-outs", ngettext("{n} appel à l’aide", "{n} appels à l’aide", count).format(n=count)))
    if own.offers:
        until = spoken_instant(own.offers[0].until)
        found.append(("offers", _("une place gardée pour vous jusqu’à {until}").format(until=until)))
    to_confirm = sum(shift.state == SeatState.PUBLISHED for shift in own.shifts)
    if to_confirm:
        words = ngettext("{n} vacation à confirmer", "{n} vacations à confirmer", to_confirm)
        found.append(("shifts", words.format(n=to_confirm)))
    if any(swap.received for swap in own.swaps):
        found.append(("swaps", _("un échange qu’on vous propose")))
    for number, poll in enumerate(own.polls if own.wants_asking else (), 1):
        left = [one for one in poll.sessions if one.id not in poll.answers]
        if left:
            words = ngettext(
                "un sondage, {period} : {n} séance sans réponse de vous",
                "un sondage, {period} : {n} séances sans réponse de vous",
                len(left),
            )
            found.append((f"poll{number}", words.format(period=period_words(poll.sessions), n=len(left))))
    return found


def act(visit: Visit, form: Form) -> str:
    """Do what the button pressed says; returns the code of what was done."""
    for name, do in ACTIONS.items():
        value = form.text(name)
        if value:
            return do(visit, value, form)
    raise InvalidInput(NOT_A_BUTTON)


def _confirm(visit: Visit, seat: str, form: Form) -> str:
    person, hours = visit.subject.person_id, _hours_shown(form, seat)
    confirm_seat(visit.actor, visit.store, person, SeatId(seat), hours=hours)
    return "confirmed"


def _hours_shown(form: Form, seat: str) -> int | None:
    """Which hours of the session the page showed; None when the form does not say."""
    said = form.text(f"hours-{seat}")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 7 else None


def _confirm_all(visit: Visit, _value: str, form: Form) -> str:
    """Confirm the shifts that the page showed, and none that came since. One that is gone stops there, with why."""
    for seat in dict.fromkeys(form.every("seen")):
        hours = _hours_shown(form, seat)
        confirm_seat(visit.actor, visit.store, visit.subject.person_id, SeatId(seat), hours=hours)
    return "confirmed"


def _leave(visit: Visit, seat: str, _form: Form) -> str:
    way = withdraw_seat(visit.actor, visit.store, visit.subject.person_id, SeatId(seat))
    return "left" if way is WayOut.LEAVE else "stand_in"


def _accept(visit: Visit, swap: str, _form: Form) -> str:
    with naming_nobody():
        swap_seats.accept(visit.actor, visit.store, visit.subject.person_id, swap)
    return "swapped"


def _refuse(visit: Visit, swap: str, _form: Form) -> str:
    swap_seats.refuse(visit.actor, visit.store, visit.subject.person_id, swap)
    return "refused"


def _withdraw(visit: Visit, swap: str, _form: Form) -> str:
    swap_seats.withdraw(visit.actor, visit.store, visit.subject.person_id, swap)
    return "withdrawn"


def _take(visit: Visit, seat: str, _form: Form) -> str:
    taking = waiting_list.answer_offer(visit.actor, visit.store, visit.subject.person_id, SeatId(seat), True)
    return taking.verdict.value if taking else "declined"


def _decline(visit: Visit, seat: str, _form: Form) -> str:
    waiting_list.answer_offer(visit.actor, visit.store, visit.subject.person_id, SeatId(seat), False)
    return "declined"


def _unlist(visit: Visit, session: str, _form: Form) -> str:
    waiting_list.leave(visit.actor, visit.store, visit.subject.person_id, SessionId(session))
    return "unlisted"


def _subscribe(visit: Visit, _value: str, _form: Form) -> str:
    subscribe_self(visit.actor, visit.store, visit.subject.person_id)
    return "calendar"


def _answer_call(visit: Visit, call_out: str, form: Form) -> str:
    return answer_from(visit, call_out, form)


def answer_from(visit: Visit, call_out_id: str, form: Form) -> str:
    """Answer a call-out as a form says; returns the code of what the answer obtained."""
    said = form.text("answer")
    if said not in FROM_THE_PAGE:
        raise InvalidInput(N_("Répondez oui, non ou pas cette fois."))
    person = visit.subject.person_id
    answered = answer_call_out(visit.actor, visit.store, call_out_id, person, Outcome(said))
    return answered.taking.verdict.value if answered.taking else said


def _answer_poll(visit: Visit, poll_id: str, form: Form) -> str:
    person = visit.subject.person_id
    with visit.store.reading() as conn:
        held = next((one.answers for one in poll_forms(conn, visit.store, person) if one.poll_id == poll_id), {})
    explicit, usual = explicit_answers(form, held), usual_answers(form)
    answer_poll(visit.actor, visit.store, person, poll_id, explicit, usual, form.text("note", most=1000))
    return "answered"


def _sign_in(visit: Visit, session: str, _form: Form) -> str:
    sign_in(visit.actor, visit.store, visit.subject.person_id, SessionId(session))
    return "here"


ACTIONS: dict[str, Callable[[Visit, str, Form], str]] = {
    "here": _sign_in,
    "confirm": _confirm,
    "confirm_all": _confirm_all,
    "leave": _leave,
    "accept": _accept,
    "refuse": _refuse,
    "withdraw": _withdraw,
    "take": _take,
    "decline": _decline,
    "unlist": _unlist,
    "calendar": _subscribe,
    "call_out": _answer_call,
    "poll": _answer_poll,
}
"""Field of the button pressed → what it does."""


PAGES: tuple[Page, ...] = (
    Page(scopes=frozenset({LinkScope.PAGE}), opens=person_page_is_open, show=show, act=act, done=DONE),
    Page(
        part="echange",
        scopes=frozenset({LinkScope.PAGE}),
        opens=person_page_is_open,
        show=show_choices,
        act=propose,
        goes_home=True,
    ),
)
