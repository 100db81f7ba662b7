"""The poll on a volunteer's page: its questions as rows of three answers, « tous mes mardis matin », and what was sent back."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.core.errors import N_, InvalidInput
from app.core.ids import SessionId
from app.mobilisation.poll_answers import WeekdayAnswer
from app.roster.answer import AnswerValue
from app.roster.person import HalfDayPart
from app.scheduling.habits import half_days_of
from app.scheduling.spoken import weekday_name
from app.services.mobilisation.poll_messages import period_words
from app.words import _
from app.words.dates import spoken_session
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from app.scheduling.session import Session
    from app.services.mobilisation.read_polls import PollForm
    from app.web.forms import Form

ANSWER_WORDS = {AnswerValue.YES: N_("oui"), AnswerValue.IF_NEEDED: N_("si besoin"), AnswerValue.NO: N_("non")}
USUAL_WORDS = {
    HalfDayPart.AM: N_("Tous mes {day}s matin"),
    HalfDayPart.PM: N_("Tous mes {day}s après-midi"),
    None: N_("Tous mes {day}s"),
}
"""Half-day part → its words; ``{day}`` is the weekday, « mardi »."""

_NOTHING_SAID = N_("Cochez au moins une réponse, puis envoyez.")
_NOT_AN_ANSWER = N_("Une réponse est « oui », « si besoin » ou « non ».")


@dataclass(frozen=True, slots=True)
class Question:
    """One session of the poll; ``answer`` is what the person said of it already, empty when nothing."""

    id: SessionId
    when: str
    answer: str


@dataclass(frozen=True, slots=True)
class Usual:
    """One shortcut: ``1-am`` answers for every Tuesday morning of the poll."""

    code: str
    words: str


@dataclass(frozen=True, slots=True)
class ShownPoll:
    """A poll as the template shows it."""

    id: str
    centre: str
    where: str
    period: str
    """« du lundi 30 novembre au vendredi 4 décembre »: two polls of one centre differ by it."""
    closes_at: datetime
    questions: tuple[Question, ...]
    usual: tuple[Usual, ...]
    note: str


def shown_poll(form: PollForm) -> ShownPoll:
    """The poll in the current language."""
    return ShownPoll(
        form.poll_id,
        form.centre.name,
        form.centre.place.commune,
        period_words(form.sessions),
        form.closes_at,
        tuple(
            Question(
                one.id,
                capitalised(spoken_session(one.starts_at, one.ends_at)) + (f" — {one.site}" if one.site else ""),
                form.answers.get(one.id, ""),
            )
            for one in form.sessions
        ),
        _shortcuts(form.sessions),
        form.note,
    )


def _shortcuts(sessions: tuple[Session, ...]) -> tuple[Usual, ...]:
    """The weekday half-days that come back at least twice, Monday first."""
    seen = Counter((one.day.weekday(), _part(one)) for one in sessions)
    days = {one.day.weekday(): one.day for one in sessions}
    return tuple(
        Usual(f"{weekday}-{part or 'all'}", _(USUAL_WORDS[part]).format(day=weekday_name(days[weekday])))
        for weekday, part in sorted(seen, key=lambda one: (one[0], one[1] or ""))
        if seen[weekday, part] > 1
    )


def _part(session: Session) -> HalfDayPart | None:
    """The half-day a session is; None for whole days, evenings and nights, which « tous mes mardis » answers."""
    halves = half_days_of(session)
    return next(iter(halves)).part if halves is not None and len(halves) == 1 else None


def explicit_answers(form: Form, held: Mapping[SessionId, AnswerValue]) -> dict[SessionId, AnswerValue]:
    """What the person said of a session itself: the rows that differ from what was ``held``. An untouched row leaves the
    shortcuts their say.

    Raises InvalidInput for an answer that is none, or when the form says nothing at all.
    """
    said = {SessionId(id): _value(text) for id, text in form.under("s-").items()}
    if not said and not form.under("w-") and not form.text("note"):
        raise InvalidInput(_NOTHING_SAID)
    return {id: value for id, value in said.items() if held.get(id) != value}


def usual_answers(form: Form) -> tuple[WeekdayAnswer, ...]:
    """The shortcuts used, whole weekdays before half-days. Raises InvalidInput for a code or an answer that is none."""
    found = [_usual(code, _value(text)) for code, text in form.under("w-").items()]
    return tuple(sorted(found, key=lambda one: (one.part is not None, one.weekday, one.part or "")))


def _usual(code: str, value: AnswerValue) -> WeekdayAnswer:
    weekday, _dash, part = code.partition("-")
    if weekday not in set("0123456") or part not in ("all", *HalfDayPart):
        raise InvalidInput(_NOT_AN_ANSWER)
    return WeekdayAnswer(int(weekday), value, None if part == "all" else HalfDayPart(part))


def _value(text: str) -> AnswerValue:
    try:
        return AnswerValue(text)
    except ValueError:
        raise InvalidInput(_NOT_AN_ANSWER) from None
