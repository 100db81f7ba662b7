"""One line for each row of a person's data, as they read it: a function a subject, from the row as the base holds it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from app.access.links import SCOPE_WORDS, LinkScope
from app.core.clock import instant_of
from app.core.errors import N_
from app.exercise.participant import PARTICIPANT_ROLE_WORDS, ParticipantRole
from app.exercise.rating import LETTER_WORDS, Letter
from app.mobilisation.budget import Ask
from app.mobilisation.callout import OUTCOME_WORDS, Outcome
from app.mobilisation.message import KIND_WORDS, MESSAGE_WORDS, MessageKind, MessageState
from app.mobilisation.preferences import CHANNEL_WORDS, Channel
from app.mobilisation.swap import SWAP_WORDS, SwapState
from app.roster.phones import spoken_phone
from app.roster.said import TRAINING_WORDS
from app.store.notices import GIVEN_WORDS, Given
from app.words import _
from app.words.dates import spoken_date, spoken_instant, spoken_session
from app.words.states import STATES

if TYPE_CHECKING:
    from app.store.own_data import Row

ANSWERS = {"yes": N_("oui"), "if_needed": N_("si besoin"), "no": N_("non")}
ALERT_ANSWERS = {"": N_("sans réponse"), "available": N_("disponible"), "later": N_("plus tard"), "no": N_("non")}
ASKS = {
    Ask.POLL: N_("sondage"),
    Ask.POLL_REMINDER: N_("relance du sondage"),
    Ask.CALL_OUT: N_("appel à renfort"),
    Ask.PHONE: N_("appel téléphonique"),
    Ask.SWAP: N_("proposition d’échange"),
}
OWN_LINKS = {LinkScope.PERSON: N_("calendrier"), LinkScope.PAGE: N_("page")}
"""What a link opens, said to whoever holds it."""


def hours(row: Row) -> str:
    """« lundi 30 novembre, matin (9 h–13 h) »."""
    return spoken_session(instant_of(str(row["starts_at"])), instant_of(str(row["ends_at"])))


def when(row: Row) -> str:
    """The hours of a session, and its centre."""
    return f"{hours(row)}, {row['centre']}"


def _instant(row: Row, column: str) -> str:
    return spoken_instant(instant_of(str(row[column])))


def competence(row: Row) -> str:
    code = str(row["code"])
    words = _(TRAINING_WORDS[code]) if code in TRAINING_WORDS else code.replace("_", " ")
    return f"{words} ({row['source']})" if row["source"] else words


def answer(row: Row) -> str:
    return _("{when} : {answer}").format(when=when(row), answer=_(ANSWERS[str(row["answer"])]))


def seat(row: Row) -> str:
    cancelled = row["session_state"] == "cancelled"
    state = STATES["cancelled" if cancelled else str(row["state"])].text
    return _("{when} : {state}").format(when=when(row), state=state)


def message(row: Row) -> str:
    return _("{kind}, {day}, {channel} : {state}").format(
        kind=_(KIND_WORDS[MessageKind(str(row["kind"]))]),
        day=_instant(row, "due_at"),
        channel=_(CHANNEL_WORDS[Channel(str(row["channel"]))]),
        state=_(MESSAGE_WORDS[MessageState(str(row["state"]))]),
    )


def solicitation(row: Row) -> str:
    return _("{ask}, {day}").format(ask=_(ASKS[Ask(str(row["ask"]))]), day=_instant(row, "at"))


def outcome(row: Row) -> str:
    return _("{ask}, {day}").format(ask=_(OUTCOME_WORDS[Outcome(str(row["outcome"]))]), day=_instant(row, "at"))


def alert(row: Row) -> str:
    """« test du 26 novembre : disponible ». What was written with the answer follows."""
    said = _(ALERT_ANSWERS[str(row["answer"])])
    return " · ".join(
        part
        for part in (
            _("{title}, {day} : {answer}").format(title=row["title"], day=_instant(row, "launched_at"), answer=said),
            str(row["skills"] or ""),
            str(row["note"] or ""),
        )
        if part
    )


def practice_check(row: Row) -> str:
    said = _("réponse notée") if row["answered_at"] else _(ALERT_ANSWERS[""])
    return _("{title}, {day} : {answer}").format(title=row["title"], day=_instant(row, "opened_at"), answer=said)


def exercise(row: Row) -> str:
    role = _(PARTICIPANT_ROLE_WORDS[ParticipantRole(str(row["role"]))])
    said = " · ".join(str(row[name]) for name in ("function", "organisation") if row[name])
    return _("{title}, {day} : {answer}").format(
        title=row["title"], day=_instant(row, "starts_at"), answer=f"{role} · {said}"
    )


def rating(row: Row) -> str:
    letter = Letter(str(row["letter"]))
    said = " · ".join(str(row[name]) for name in ("rationale", "cause") if row[name])
    answer = f"{row['objective']} {letter.value}, {_(LETTER_WORDS[letter])}{f' · {said}' if said else ''}"
    return _("{title}, {day} : {answer}").format(title=row["title"], day=_instant(row, "at"), answer=answer)


def observation(row: Row) -> str:
    said = " · ".join(str(row[name]) for name in ("text", "cause") if row[name])
    return _("{title}, {day} : {answer}").format(title=row["title"], day=_instant(row, "at"), answer=said)


def improvement(row: Row) -> str:
    return _("{action}, pour le {day}").format(
        action=row["action"], day=spoken_date(date.fromisoformat(str(row["due_on"])))
    )


def training(row: Row) -> str:
    came = _("présent") if row["attended"] else _("inscrit")
    day = spoken_date(date.fromisoformat(str(row["day"])))
    return _("{title}, {day} : {answer}").format(title=row["title"], day=day, answer=came)


def cell(row: Row) -> str:
    place = _("titulaire") if row["rank"] == 0 else _("suppléant")
    return f"{place} · {spoken_phone(str(row['phone']))}" if row["phone"] else place


def locum(row: Row) -> str:
    return str(row["practice"])


def swap(row: Row) -> str:
    state = _(SWAP_WORDS[SwapState(str(row["state"]))])
    return _("{when} : {state}").format(when=when(row), state=state)


def link(row: Row) -> str:
    scope = LinkScope(str(row["scope"]))
    words = _(OWN_LINKS[scope] if scope in OWN_LINKS else SCOPE_WORDS[scope])
    return _("{ask}, {day}").format(ask=words, day=_instant(row, "created_at"))


def notice(row: Row) -> str:
    """Which text, since when, on what basis, and when and how it was given; the text itself last."""
    given = (
        _("remis {day} ({how})").format(day=_instant(row, "at"), how=_(GIVEN_WORDS[Given(str(row["how"]))]))
        if row["at"]
        else _("pas encore remis")
    )
    return _("version {version} du {day}, {basis} ; {given}. {text}").format(
        version=row["version"],
        day=spoken_date(date.fromisoformat(str(row["in_force_from"]))),
        basis=row["legal_basis"],
        given=given,
        text=row["text"],
    )


def account(row: Row) -> str:
    return _("identifiant « {login} », créé {day}").format(login=row["login"], day=_instant(row, "created_at"))


def login(row: Row) -> str:
    return ", ".join(part for part in (str(row["device"]), _instant(row, "opened_at")) if part)
