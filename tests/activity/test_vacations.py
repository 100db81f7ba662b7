"""From hours to vacations: the awkward cases of DOMAIN §3.5, the sentence of each amount, and what always holds."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.activity.payees import Unpaid
from app.activity.public_days import MovedHoliday, holiday_calendar
from app.activity.vacation_words import amount_words, explain
from app.core.clock import paris_instant
from app.core.intervals import Interval
from app.roster.fees import FeeRegime, FeeUnit, Rate
from tests.activity.builders import a_payee, hours, paid, tables

NURSE, PHYSICIAN = a_payee(), a_payee("medecin")
STUDENT = a_payee("etudiant_infirmier", "etudiant", 2)
EMPLOYED = a_payee("infirmier", "salarie")
RETIRED = a_payee("medecin", "retraite")
TO_TYPE, NONE = "tarif à saisir", "aucun tarif en vigueur"


@pytest.mark.parametrize(
    ("payee", "day", "starts", "ends", "euros"),
    [
        pytest.param(NURSE, "2021-03-08", "09:00", "10:30", 110, id="1 h 30: two started hours"),
        pytest.param(NURSE, "2021-03-08", "09:00", "13:00", 220, id="4 h: a half-day"),
        pytest.param(NURSE, "2021-03-08", "09:00", "14:00", 275, id="5 h: a half-day and an hour"),
        pytest.param(NURSE, "2021-03-08", "09:00", "13:01", 275, id="4 h 01: any started hour is due"),
        pytest.param(NURSE, "2021-03-08", "09:00", "17:00", 440, id="8 h: two half-days"),
        pytest.param(NURSE, "2021-03-08", "09:00", "16:10", 440, id="7 h 10: the rest is at most a half-day"),
        pytest.param(NURSE, "2021-03-06", "08:00", "12:00", 220, id="Saturday morning is the week"),
        pytest.param(NURSE, "2021-03-06", "12:00", "16:00", 240, id="Saturday afternoon starts at noon"),
        pytest.param(NURSE, "2021-03-06", "09:00", "13:00", 220, id="across noon: the larger part, morning"),
        pytest.param(NURSE, "2021-03-06", "11:00", "15:00", 240, id="across noon: the larger part, afternoon"),
        pytest.param(NURSE, "2021-03-06", "10:00", "14:00", 220, id="across noon, tie: the earlier"),
        pytest.param(NURSE, "2021-03-06", "10:00", "13:00", 170, id="across noon by the hour: 55 + 55 + 60"),
        pytest.param(NURSE, "2021-03-06", "11:45", "13:45", 115, id="an hour has the regime where it starts"),
        pytest.param(NURSE, "2021-03-06", "09:30", "12:40", 220, id="four started hours capped: 225 become 220"),
        pytest.param(NURSE, "2021-03-06", "21:00", "01:00", 240, id="over midnight within the weekend"),
        pytest.param(NURSE, "2021-03-07", "22:00", "03:00", 295, id="Sunday to Monday, tie: Sunday; then a weekday hour"),
        pytest.param(NURSE, "2021-03-07", "23:00", "03:00", 220, id="Sunday to Monday: three hours are Monday's"),
        pytest.param(NURSE, "2021-04-05", "09:00", "13:00", 240, id="Easter Monday"),
        pytest.param(NURSE, "2021-03-28", "01:00", "06:00", 240, id="the night that loses an hour: four real hours"),
        pytest.param(NURSE, "2021-10-31", "01:00", "04:00", 240, id="the night that gains one: four real hours"),
        pytest.param(EMPLOYED, "2021-03-08", "09:00", "13:30", 120, id="salaried: by the hour only"),
        pytest.param(EMPLOYED, "2021-03-06", "14:00", "16:00", 48, id="salaried: Saturday afternoon is the week"),
        pytest.param(EMPLOYED, "2021-03-07", "14:00", "16:00", 96, id="salaried: Sunday doubles"),
        pytest.param(STUDENT, "2021-04-06", "19:30", "23:30", 66, id="student: one day hour, three evening ones"),
        pytest.param(STUDENT, "2021-04-06", "22:00", "00:30", 66, id="student: evening, night, night"),
        pytest.param(STUDENT, "2021-04-04", "10:00", "12:00", 48, id="student: Sunday at the night rate"),
        pytest.param(RETIRED, "2021-03-08", "07:00", "09:00", 125, id="retired: evening rate before 8 h"),
    ],
)  # fmt: skip
def test_what_hours_are_paid(payee: object, day: str, starts: str, ends: str, euros: int) -> None:
    """Amount of one vacation, in euros."""
    assert paid(payee, hours(day, starts, ends)).amount_cents == euros * 100  # type: ignore[arg-type]


def test_a_rate_changed_in_mid_week() -> None:
    """The physician's Sunday 7 November 2021 is paid as before, Monday the 8th less; over midnight by the starting day."""
    amounts = [
        paid(PHYSICIAN, hours(day, starts, ends)).amount_cents
        for day, starts, ends in (
            ("2021-11-05", "09:00", "13:00"), ("2021-11-07", "09:00", "13:00"), ("2021-11-08", "09:00", "13:00"),
            ("2021-11-07", "23:00", "03:00"),
        )
    ]  # fmt: skip
    assert amounts == [42000, 46000, 32000, 42000]


def test_a_moved_holiday() -> None:
    """When a text moves 13 May 2021 (Ascension) to the 14th, the 13th pays as a Thursday and the 14th as a holiday."""
    moved = [MovedHoliday(date(2021, 5, day), yes, "Ascension", "texte") for day, yes in ((13, False), (14, True))]
    fees = tables(is_holiday=holiday_calendar(moved))
    days = ("2021-05-13", "2021-05-14")
    assert [paid(NURSE, hours(day, "09:00", "13:00")).amount_cents for day in days] == [24000, 22000]
    assert [paid(NURSE, hours(day, "09:00", "13:00"), fees).amount_cents for day in days] == [22000, 24000]


def test_a_blank_hourly_rate_is_to_be_typed() -> None:
    """From 8 November 2021 the physician's hour is not known: 5 h are « at least » the half-day, 3 h are nothing known."""
    five, three = (paid(PHYSICIAN, hours("2021-11-09", "09:00", ends)) for ends in ("14:00", "12:00"))
    assert [(one.amount_cents, one.known_cents, amount_words(one)) for one in (five, three)] == [
        (None, 32000, f"320,00\xa0€ au moins\xa0; {TO_TYPE}"),
        (None, 0, TO_TYPE),
    ]


def test_no_rate_in_force_is_never_zero() -> None:
    """After the Covid regime, and for a nurse after the order of November 2021, no older amount comes back."""
    found = [paid(NURSE, hours(day, "09:00", "13:00")) for day in ("2021-11-08", "2026-12-01", "2021-01-20")]
    assert [(one.amount_cents, amount_words(one)) for one in found] == [(None, NONE)] * 3
    assert explain(found[1]) == (
        "4 h le mardi 1er décembre 2026 : 1 demi-journée au tarif de semaine "
        "(aucun tarif en vigueur le 1er décembre 2026), montant inconnu ; valeur indicative."
    )


def test_an_amount_explains_itself() -> None:
    """One sentence holds the hours, the rule, each rate, the sum, the source and its date."""
    assert explain(paid(NURSE, hours("2021-03-08", "09:00", "15:00"))) == (
        "6 h le lundi 8 mars 2021 : 1 demi-journée au tarif de semaine (220,00 €) et 2 heures commencées au tarif de "
        "semaine (55,00 € chacune), soit 330,00 € ; Arrêté publié le 06/02/2021 (concourspluripro.fr, ameli.fr "
        "23/02/2021), en vigueur depuis le 6 février 2021 ; valeur indicative."
    )
    capped = explain(paid(NURSE, hours("2021-03-06", "09:30", "12:40")))
    assert "soit 220,00 € (heures plafonnées à une demi-journée)" in capped
    assert "320,00 € au moins" in explain(paid(PHYSICIAN, hours("2021-11-09", "09:00", "14:00")))


def test_who_is_not_paid_is_told_why() -> None:
    """A helper, a person whose mode of exercise is not known: a reason, no amount."""
    for why, words in (
        (Unpaid.VOLUNTEER, "bénévole, aucune vacation"),
        (Unpaid.NO_PROFESSION, "sans profession de santé, aucun tarif"),
        (Unpaid.NO_EXERCISE, "mode d’exercice inconnu : complétez la fiche pour trouver le tarif"),
    ):
        payee = type(NURSE)(key="person:P1", profession="infirmier", exercise="liberal", unpaid=why)
        one = paid(payee, hours("2021-03-08", "09:00", "13:00"))
        assert (one.amount_cents, one.blocks, amount_words(one)) == (None, (), words)
        assert explain(one) == f"4 h le lundi 8 mars 2021 : {words}."


DAYS = st.dates(date(2021, 3, 13), date(2021, 11, 6))
MINUTES = st.integers(1, 14 * 60)


@given(DAYS, st.integers(0, 23), MINUTES, st.sampled_from(["infirmier", "medecin", "pharmacien"]))
def test_blocks_cover_the_time_exactly(day: date, hour: int, minutes: int, profession: str) -> None:
    """Half-days are four hours, started hours at most one; together they are the time worked, nothing else."""
    start = paris_instant(day, datetime.min.time()) + timedelta(hours=hour)
    one = paid(a_payee(profession), Interval(start, start + timedelta(minutes=minutes)))
    at = start
    for block in one.blocks:
        assert block.interval.start == at
        longest = timedelta(hours=4 if block.unit is FeeUnit.HALF_DAY else 1)
        assert timedelta() < block.interval.duration <= longest
        assert block.interval.duration == longest or block is one.blocks[-1]
        at = block.interval.end
    assert at == start + timedelta(minutes=minutes)
    assert one.amount_cents is not None
    assert one.amount_cents > 0


RATES = st.integers(0, 50_000)


@given(MINUTES, st.integers(0, 600), RATES, RATES)
def test_more_hours_never_pay_less_within_a_regime(minutes: int, more: int, half_day: int, hour: int) -> None:
    """Whatever the two rates, even a half-day cheaper than three hours, staying longer never lowers the amount."""
    fees = tables(tuple(
        Rate(profession="infirmier", exercise="liberal", unit=unit, regime=FeeRegime.WEEKDAY, amount_cents=cents)
        for unit, cents in ((FeeUnit.HALF_DAY, half_day), (FeeUnit.HOUR, hour))
    ))  # fmt: skip
    start = paris_instant(date(2021, 3, 8), datetime.min.time())
    short, long = (
        paid(NURSE, Interval(start, start + timedelta(minutes=length)), fees).amount_cents
        for length in (minutes, minutes + more)
    )
    assert short is not None
    assert long is not None
    assert short <= long
