"""What a lead types on a phone, read into values: opening check, attendance, doses. One sentence for what does not read."""

from __future__ import annotations

import re
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from app.activity.doses import LossReason
from app.activity.opening_check import CheckAnswer, Proof, Scope
from app.core.clock import PARIS, paris_date
from app.core.errors import N_, InvalidInput
from app.services.activity.count_doses import Counted
from app.services.activity.record_attendance import Noted, instant_within

if TYPE_CHECKING:
    from datetime import datetime

    from app.activity.opening_check import OpeningCheck
    from app.scheduling.session import Session
    from app.services.activity.read_session_day import SessionDay
    from app.web.forms import Form

_HOUR = re.compile(r"(\d{1,2})\s*(?:[h:.]\s*(\d{2})?)?", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})[/. -](\d{1,2})[/. -](\d{2}|\d{4})")


def field_of(code: str, line: int | None) -> str:
    """How an item's fields end: its code and its line, 0 for the session."""
    return f"{code}-{line or 0}"


def check_answers(day: SessionDay, form: Form, now: datetime) -> list[CheckAnswer]:
    """What was filled in; an item left blank says nothing. Raises InvalidInput."""
    gone = {one.line for one in day.closed}
    places: list[tuple[OpeningCheck, int | None]] = [
        (check, line)
        for check in day.checks
        for line in ([None] if check.scope is Scope.SESSION else range(1, day.session.lines + 1))
        if line not in gone or line is None
    ]
    found = (_answer(day, check, line, form, now) for check, line in places)
    return [one for one in found if one is not None]


def _answer(day: SessionDay, check: OpeningCheck, line: int | None, form: Form, now: datetime) -> CheckAnswer | None:
    key = field_of(check.code, line)
    done = {"oui": True, "non": False}.get(form.text(f"fait-{key}"))
    if done is False:
        return CheckAnswer(code=check.code, line=line, done=False)
    if check.proof is Proof.CONTACT:
        return _contact(day, check, line, form, now, reached=done is True)
    if check.proof is Proof.EXPIRY:
        typed, same = form.text(f"date-{key}", 20), form.text(f"meme-{key}", 20)
        expires = day_of(typed) if typed else (date.fromisoformat(same) if _is_iso(same) else None)
        return None if expires is None else CheckAnswer(code=check.code, line=line, done=True, expires_on=expires)
    if check.proof is Proof.TEMPERATURE:
        text = form.text(f"degres-{key}", 10)
        return None if not text else CheckAnswer(code=check.code, line=line, done=True, temperature_c=degrees_of(text))
    return None if done is None else CheckAnswer(code=check.code, line=line, done=True)


def _contact(
    day: SessionDay, check: OpeningCheck, line: int | None, form: Form, now: datetime, *, reached: bool
) -> CheckAnswer | None:
    """Name and number; reached now, or as was already noted today of the same person."""
    key = field_of(check.code, line)
    name, phone = form.text(f"nom-{key}", 80), form.text(f"tel-{key}", 40)
    said = day.answers.get((check.code, line))
    if not name and not phone:
        return None
    if said is None and not reached:
        return None
    tested = now if reached else None
    same = said is not None and said.name == name and _digits(said.phone) == _digits(phone)
    if said is not None and same and said.tested_at is not None and paris_date(said.tested_at) == paris_date(now):
        tested = said.tested_at
    return CheckAnswer(code=check.code, line=line, done=True, name=name, phone=phone, tested_at=tested)


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", phone)[-9:]


def noted_rows(session: Session, form: Form) -> dict[str, Noted]:
    """Row → what is noted of it, for every row of the form. Raises InvalidInput for an hour that is none."""
    return {row: _noted(session, form, row, said) for row, said in form.under("la-").items()}


def _noted(session: Session, form: Form, row: str, said: str) -> Noted:
    if said == "absent":
        return Noted(absent=True)
    arrived, left = form.text(f"arrivee-{row}", 10), form.text(f"depart-{row}", 10)
    return Noted(
        arrived_at=instant_within(session, hour_of(arrived)) if arrived else None,
        left_at=instant_within(session, hour_of(left)) if left else None,
    )


def counted_of(form: Form) -> Counted:
    """The figures of one lot. Raises InvalidInput for what is no whole number."""
    reason = form.text("motif")
    return Counted(
        vials_opened=figure_of(form.text("flacons")),
        injected=figure_of(form.text("injectees")),
        lost=figure_of(form.text("perdues")),
        reason=LossReason(reason) if reason in set(LossReason) else LossReason.OTHER,
        left=figure_of(form.text("restantes")),
        standby_called=figure_of(form.text("appelees")),
    )


def figure_of(text: str) -> int:
    """A whole number, 0 when blank. Raises InvalidInput."""
    said = "".join(text.split())
    if not said:
        return 0
    if not said.isdecimal() or len(said) > 6:
        raise InvalidInput(N_("« {text} » n’est pas un nombre entier."), text=text)
    return int(said)


def hour_of(text: str) -> time:
    """« 9:15 », « 9h15 », « 9 h » as a wall time. Raises InvalidInput."""
    found = _HOUR.fullmatch(text.strip())
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (99, 0)
    if hour > 23 or minute > 59:
        raise InvalidInput(N_("« {text} » n’est pas une heure : écrivez par exemple 9:15."), text=text)
    return time(hour, minute)


def day_of(text: str) -> date:
    """« 03/05/2027 » as a civil day. Raises InvalidInput."""
    found = _DAY.fullmatch(text.strip())
    try:
        if found is None:
            raise ValueError
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0)
        return date(year, int(found[2]), int(found[1]))
    except ValueError:
        raise InvalidInput(N_("« {text} » n’est pas une date : écrivez par exemple 31/05/2027."), text=text) from None


def degrees_of(text: str) -> Decimal:
    """« 4,5 » as degrees Celsius. Raises InvalidInput."""
    said = text.lower().replace(",", ".").replace("°", "").replace("c", "").replace("\u2212", "-").strip()
    try:
        value = Decimal(said)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or abs(value) > 100:
        raise InvalidInput(N_("« {text} » n’est pas une température en °C : écrivez par exemple 4,5."), text=text)
    return value


def shown_hour(at: datetime | None) -> str:
    """« 9:15 » in Paris; empty for None."""
    return "" if at is None else f"{at.astimezone(PARIS).hour}:{at.astimezone(PARIS):%M}"


def _is_iso(text: str) -> bool:
    return bool(re.fullmatch(r"\d{4}-\d{2}-\d{2}", text))
