"""Builders of contacts and of calls made to them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from app.response.directory import Contact
from app.response.number_check import NumberTest, Outcome

TODAY = date(2026, 11, 26)
NOW = datetime(2026, 11, 26, 16, tzinfo=UTC)
DAY, NIGHT = "+33199002001", "+33199002002"


def a_contact(function: str = "cpam", **fields: object) -> Contact:
    said = {"id": f"c-{function}", "day_phone": DAY, "checked_on": TODAY}
    return Contact(function=function, **{**said, **fields})  # type: ignore[arg-type]


def a_test(contact: Contact, outcome: Outcome, number: str = DAY, minutes: int = 0) -> NumberTest:
    at = NOW + timedelta(minutes=minutes)
    return NumberTest(f"t-{number}-{minutes}", contact.id, at, number, outcome, "maiwenn")
