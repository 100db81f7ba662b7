"""``/p/<token>/preferences``: how many half-days, when, how, where and in which language one is asked; or not at all."""

from __future__ import annotations

from datetime import date, time
from typing import TYPE_CHECKING

from app.access.links import LinkScope
from app.core.errors import N_, InvalidInput
from app.mobilisation.preferences import Channel, Preferences
from app.mobilisation.quiet import QuietHours
from app.roster.phones import spoken_phone
from app.scheduling.spoken import weekday_name
from app.services.messages.hand_out_pages import page_is_open
from app.services.mobilisation.change_preferences import (
    MOST_HALF_DAYS,
    change_preferences,
    come_back,
    opt_out,
    read_wishes,
)
from app.services.mobilisation.say_contact import say_contact, unsay_contact
from app.store import own_data
from app.web.pages import Page
from app.words import LANGUAGES, _
from app.words.dates import spoken_hour

if TYPE_CHECKING:
    from collections.abc import Sequence

    from starlette.responses import Response

    from app.web.forms import Form
    from app.web.pages import Visit

CHANNELS = {
    Channel.EMAIL: N_("par e-mail"),
    Channel.SMS: N_("par SMS"),
    Channel.HAND: N_("de vive voix, ou sur papier"),
}
DONE = {
    "garde": N_("Vos préférences sont gardées."),
    "sorti": N_("C’est noté : nous ne vous solliciterons plus. Merci pour tout ce que vous avez donné."),
    "dit": N_("Merci : la coordination vérifie ces coordonnées avant de s’en servir."),
    "connu": N_("Ce sont déjà les coordonnées que nous avons : rien à changer."),
    "dedit": N_("C’est retiré : vos coordonnées restent celles que nous avions."),
    "revenu": N_("Merci : vous pouvez de nouveau être sollicité."),
}


def _show(visit: Visit) -> Response:
    wishes = read_wishes(visit.actor, visit.store, visit.subject.person_id)
    with visit.store.reading() as conn:
        held = own_data.seats_of(conn, visit.subject.person_id)
    return visit.render(
        "preferences.html",
        wishes=wishes,
        out=wishes.asks_nothing_on(visit.now),
        coming=sum(seat.ends_at > visit.now and seat.session_state != "cancelled" for seat in held),
        half_days=range(MOST_HALF_DAYS + 1),
        spoken_phone=spoken_phone,
        hours=_hours(wishes.preferences.quiet),
        quiet=wishes.preferences.quiet,
        channels=[(one.value, _(words)) for one, words in CHANNELS.items()],
        chosen=[one.value for one in wishes.preferences.channels],
        weekdays=[(day, weekday_name(date(2024, 1, 1 + day))) for day in range(7)],  # a Monday first
    )


def _hours(quiet: QuietHours | None) -> list[tuple[str, str]]:
    """The hours offered, whole ones and those held: (value, as spoken)."""
    walls = {time(hour) for hour in range(24)} | ({quiet.starts, quiet.ends} if quiet else set())
    return [(f"{wall:%H:%M}", spoken_hour(wall)) for wall in sorted(walls)]


def _act(visit: Visit, form: Form) -> str:
    revision, person = _whole(form.text("revision")) or 0, visit.subject.person_id
    if form.text("sollicitations"):
        leaving = form.text("sollicitations") == "non"
        (opt_out if leaving else come_back)(visit.actor, visit.store, person, revision)
        return "sorti" if leaving else "revenu"
    if form.text("coordonnees"):
        return _contact(visit, form, revision)
    change_preferences(
        visit.actor, visit.store, person, revision, _wishes(form), max_half_days=_whole(form.text("demi_journees"))
    )
    return "garde"


def _contact(visit: Visit, form: Form, revision: int) -> str:
    person = visit.subject.person_id
    if form.text("coordonnees") == "retirer":
        unsay_contact(visit.actor, visit.store, person, revision)
        return "dedit"
    said = {"email": form.text("courriel"), "mobile": form.text("mobile")}
    return "dit" if say_contact(visit.actor, visit.store, person, revision, **said) else "connu"


def _wishes(form: Form) -> Preferences:
    """What was chosen. Raises InvalidInput for what the page does not offer."""
    language = form.text("langue")
    if language not in LANGUAGES:
        raise InvalidInput(N_("Choisissez le français ou l’anglais."))
    return Preferences(
        channels=_channels([form.text("canal_1"), form.text("canal_2"), form.text("canal_3")]),
        quiet=_quiet(form),
        budget=_whole(form.text("budget")),
        last_minute=form.text("derniere_minute") == "oui",
        language=language,
    )


def _channels(chosen: Sequence[str]) -> tuple[Channel, ...]:
    """In the order wished, said twice counted once; none at all means by hand."""
    known = {one.value: one for one in Channel}
    return tuple(dict.fromkeys(known[one] for one in chosen if one in known)) or (Channel.HAND,)


def _quiet(form: Form) -> QuietHours | None:
    starts, ends = _wall(form.text("silence_de")), _wall(form.text("silence_a"))
    if (starts is None) != (ends is None):
        raise InvalidInput(N_("Pour vos heures de silence, choisissez un début et une fin, ou aucun des deux."))
    days = frozenset(int(one) for one in form.every("silence_jours") if one in {"0", "1", "2", "3", "4", "5", "6"})
    holidays = form.text("silence_feries") == "oui"
    if starts is None and not days and not holidays:
        return None
    return QuietHours(starts or time(), ends or time(), days, holidays)


def _wall(text: str) -> time | None:
    """A wall time as the list has them, « 21:00 »: an offset or seconds would be another kind of time. Raises InvalidInput."""
    if not text:
        return None
    try:
        wall = time.fromisoformat(text)
    except ValueError:
        wall = None
    if wall is None or f"{wall:%H:%M}" != text:
        raise InvalidInput(N_("Cette heure n’existe pas : choisissez-la dans la liste."))
    return wall


def _whole(text: str) -> int | None:
    """A whole number, None for nothing said. Raises InvalidInput."""
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise InvalidInput(N_("Ce nombre ne se lit pas : choisissez-le dans la liste."))
    return int(text)


PAGE = Page(
    part="preferences",
    scopes=frozenset({LinkScope.PAGE}),
    opens=lambda conn, subject, now: page_is_open(conn, subject.person_id, now),
    show=_show,
    act=_act,
    done=DONE,
)
