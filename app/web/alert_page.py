"""``/reponse/<token>``: one person's answer to one alert, in one tap. GET shows; the three buttons POST.

An answer may be changed until the alert is closed; the link then answers kindly for 60 days, and is unknown after that.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.access.links import LinkScope
from app.core.clock import PARIS, instant_of, instant_text, paris_date
from app.core.errors import N_, InvalidInput, NotFound
from app.response.alert import ANSWER_WORDS, EXERCISE_BAND, NOTE_MOST, Answer, Reply
from app.services.crisis.answer_alert import HEARD, HEARD_OF_TEST, answer_alert
from app.services.crisis.read_alert import read_invitation
from app.services.messages.hand_out_pages import KEPT
from app.services.mobilisation.read_contact import read_contact
from app.store import alerts
from app.web.pages import Page
from app.web.typed_again import keep, typed
from app.words import _, ngettext
from app.words.dates import spoken_hour, spoken_instant

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from starlette.responses import Response

    from app.access.links import Subject
    from app.services.crisis.read_alert import Invitation
    from app.store.database import Connection
    from app.web.forms import Form
    from app.web.pages import Visit

FROM_HOURS = (1, 2, 3, 6, 12, 24)
UNTIL_HOURS = (2, 4, 8, 12, 24, 48)
"""What is offered, in hours from now; a telephone call says anything else."""

FURTHEST = timedelta(days=7)
QUARTER = 15 * 60

DONE = {
    Answer.AVAILABLE.value: HEARD[Answer.AVAILABLE],
    Answer.LATER.value: HEARD[Answer.LATER],
    Answer.NO.value: HEARD[Answer.NO],
    "essai": HEARD_OF_TEST,
}


def alert_is_open(conn: Connection, subject: Subject, now: datetime) -> bool:
    """Whether the link still answers: while the alert runs, and 60 days after its end."""
    alert = alerts.find(conn, subject.whole)
    if alert is None or alerts.called(conn, alert.id, subject.person_id) is None:
        return False
    return alert.closed_at is None or now < alert.closed_at + KEPT


def show(visit: Visit) -> Response | None:
    """Who asks and what, and the answers; or what was answered."""
    invitation = read_invitation(visit.actor, visit.store, visit.subject.whole, visit.subject.person_id)
    if invitation is None:
        return None
    with visit.store.reading() as conn:
        reach = read_contact(conn)
    mine, now, refused = invitation.mine, invitation.now, typed()
    return visit.render(
        "alert_answer.html",
        invitation=invitation,
        reach=reach,
        title=_title(invitation),
        mine_words=mine_words(invitation),
        starts=_choices(FROM_HOURS, now, mine.from_at if mine.answer is Answer.LATER else None),
        ends=_choices(UNTIL_HOURS, now, mine.until_at),
        longest=NOTE_MOST,
        skills=refused.text("skills", NOTE_MOST) if refused else mine.skills,
        note=refused.text("note", NOTE_MOST) if refused else mine.note,
        vehicle=refused.has("vehicle") if refused else bool(mine.vehicle),
        complete=_completed(invitation),
    )


def act(visit: Visit, form: Form) -> str:
    """Write the answer. Raises NotFound, InvalidInput, RuleRefusal once the alert is closed."""
    keep(form)
    said = form.text("answer", 20)
    if said not in (Answer.AVAILABLE, Answer.LATER, Answer.NO):
        raise InvalidInput(N_("Dites si vous êtes disponible, maintenant ou plus tard, ou non."))
    invitation = read_invitation(visit.actor, visit.store, visit.subject.whole, visit.subject.person_id)
    if invitation is None:
        raise NotFound(N_("Cette alerte ne vous concerne pas."))
    reply = Reply(
        answer=Answer(said),
        from_at=_instant(form.text("from", 30), visit.now) if said == Answer.LATER else None,
        until_at=_instant(form.text("until", 30), visit.now),
        skills=form.text("skills", NOTE_MOST),
        vehicle=True if form.text("vehicle", 5) else None,
        note=form.text("note", NOTE_MOST),
    )
    answer_alert(visit.actor, visit.store, visit.subject.whole, visit.subject.person_id, reply)
    return "essai" if invitation.alert.is_test else said


def _completed(invitation: Invitation) -> str:
    """The answer that « Compléter ma réponse » repeats; empty when there is nothing to complete.

    Whoever said « from five o'clock » is there once it struck: completing must not put them off to an hour of the list.
    """
    mine = invitation.mine
    if not mine.is_coming:
        return ""
    is_there = mine.from_at is not None and mine.from_at <= invitation.now
    return (Answer.AVAILABLE if is_there else mine.answer).value


def _title(invitation: Invitation) -> str:
    if not invitation.can_answer:
        title = _("Merci, c’est terminé")
    elif invitation.alert.is_test:
        title = _("Essai d’alerte : répondez d’un geste")
    else:
        title = _("Alerte : pouvez-vous venir ?")
    return f"{_(EXERCISE_BAND)} · {title}" if invitation.alert.is_exercise else title


def mine_words(invitation: Invitation) -> str:
    """« Votre réponse : disponible, à partir de 17 h 05, jusqu’à 22 h. »; empty before any."""
    mine, now = invitation.mine, invitation.now
    if not mine.has_answered:
        return ""
    parts = [_(ANSWER_WORDS[mine.answer])]
    if mine.from_at is not None:
        parts.append(_("à partir de {hour}").format(hour=moment(mine.from_at, now)))
    if mine.until_at is not None:
        parts.append(_("jusqu’à {hour}").format(hour=moment(mine.until_at, now)))
    return _("Votre réponse : {answer}.").format(answer=", ".join(parts))


def moment(at: datetime, now: datetime) -> str:
    """« 17 h 05 » today, « vendredi 27 novembre à 8 h » otherwise."""
    return spoken_hour(at.astimezone(PARIS).time()) if paris_date(at) == paris_date(now) else spoken_instant(at)


def _choices(hours: Iterable[int], now: datetime, held: datetime | None) -> list[tuple[str, str, bool]]:
    """(value, words, chosen) of the hours offered, on the quarter, and of the one chosen before."""
    offered = {_on_the_quarter(now + timedelta(hours=n)): n for n in hours}
    found = sorted({*offered, *([held] if held is not None and held > now else [])})
    return [(instant_text(at), _offer(at, now, offered.get(at)), at == held) for at in found]


def _offer(at: datetime, now: datetime, hours: int | None) -> str:
    said = moment(at, now)
    if hours is None:
        return said
    ahead = ngettext("dans {n} heure", "dans {n} heures", hours).format(n=hours)
    return _("{hour} ({ahead})").format(hour=said, ahead=ahead)


def _on_the_quarter(at: datetime) -> datetime:
    """The next quarter of an hour."""
    over = -at.timestamp() % QUARTER
    return (at + timedelta(seconds=over)).replace(microsecond=0)


def _instant(text: str, now: datetime) -> datetime | None:
    """What one of our own options says. Raises InvalidInput for anything else, or beyond a week."""
    if not text:
        return None
    try:
        at = instant_of(text)
    except ValueError:
        raise InvalidInput(N_("Cette heure n’a pas été comprise : choisissez-la dans la liste.")) from None
    if at.tzinfo is None or not now - FURTHEST < at < now + FURTHEST:
        raise InvalidInput(N_("Cette heure n’a pas été comprise : choisissez-la dans la liste."))
    return at


PAGES: tuple[Page, ...] = (
    Page(
        first="reponse",
        scopes=frozenset({LinkScope.ALERT}),
        opens=alert_is_open,
        show=show,
        act=act,
        done=DONE,
    ),
)
