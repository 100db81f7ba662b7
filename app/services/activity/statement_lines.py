"""The lines of a statement as they are frozen and printed: words and cents, no name. From payables to values, no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from app.activity.statements import Due, Frozen, LineKind, StatementLine, statement_lines
from app.activity.vacation_words import REGIME_WORDS, UNPAID_WORDS, amount_words, explain
from app.activity.yearly_cap import COMMUNITY
from app.core.errors import N_
from app.documents.fee_statement import FeeLine
from app.roster.fees import Rate
from app.words import _
from app.words.dates import half_day_name, spoken_date, spoken_hours

if TYPE_CHECKING:
    from app.activity.vacations import Vacation
    from app.indicators.periods import Period
    from app.services.activity.payable import PayableIndemnity, PayableVacation
    from app.store.pay import Settlement

KIND_WORDS = {
    LineKind.LATE: N_("oubli d’un relevé précédent"),
    LineKind.CORRECTION: N_("correction d’un relevé précédent"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line: what it is for, and what is stated. ``cents`` None: not known, ``missing`` says why."""

    ref: str
    day: str
    """Civil day, ISO."""
    kind: str
    what: str
    minutes: int
    regime: str
    rate: str
    source: str
    payer: str
    cents: int | None
    missing: str = ""
    known: int = 0
    why: str = ""
    """How the amount explains itself, in one sentence."""

    @property
    def on(self) -> date:
        return date.fromisoformat(self.day)

    def printed(self) -> FeeLine:
        """The line as the statement prints it."""
        return FeeLine(
            day=self.on,
            session=self.what,
            duration=timedelta(minutes=self.minutes),
            regime=self.regime,
            payer=self.payer,
            rate=self.rate,
            source=self.source,
            amount_cents=self.cents,
            missing=self.missing,
        )


def lines_of(
    vacations: Iterable[PayableVacation],
    owed: Iterable[PayableIndemnity],
    settled: Iterable[Settlement],
    period: Period,
) -> tuple[Line, ...]:
    """One person's lines for a period: what is due and was never stated, then what must be put right."""
    described = {one.ref: _of_vacation(one) for one in vacations} | {one.ref: _of_indemnity(one) for one in owed}
    earlier = list(settled)
    frozen = {line.ref: line for one in earlier for line in lines_in(one)}
    due = [Due(line.ref, line.on, line.cents) for line in described.values() if _counts(line, frozen)]
    stated = [Frozen(line.ref, line.on, line.cents) for one in earlier for line in lines_in(one)]
    until = max((one.last for one in earlier), default=None)
    made = statement_lines(due, stated, period.first, period.last, until)
    place = {ref: rank for rank, ref in enumerate(described)}
    ordered = sorted(made, key=lambda one: (one.day, place.get(one.ref, len(place))))
    return tuple(_stated(one, described.get(one.ref) or frozen[one.ref]) for one in ordered)


def _counts(line: Line, frozen: Mapping[str, Line]) -> bool:
    """A withdrawn indemnity that no statement holds is not a line at all."""
    return not (line.ref.startswith("indemnity:") and line.cents == 0 and line.ref not in frozen)


def lines_in(settlement: Settlement) -> tuple[Line, ...]:
    """The lines of a settled statement, as they were frozen."""
    return tuple(Line(**values) for values in settlement.statement["lines"])


def frozen_statement(lines: Iterable[Line], reason: str = "") -> Mapping[str, Any]:
    """What is written once and for all."""
    return {"lines": [asdict(line) for line in lines], "reason": reason}


def _stated(made: StatementLine, said: Line) -> Line:
    """The line as described today, with the amount and the kind the statement gives it."""
    values = asdict(said) | {"kind": made.kind.value, "cents": made.cents, "known": 0}
    if made.kind is not LineKind.DUE:
        values["what"] = f"{said.what} · {_(KIND_WORDS[made.kind])}"
    if made.kind is LineKind.CORRECTION:
        values |= {"missing": "", "minutes": 0}
    return Line(**values)


def _of_vacation(one: PayableVacation) -> Line:
    vacation = one.vacation
    return Line(
        ref=one.ref,
        day=one.session.day.isoformat(),
        kind=LineKind.DUE.value,
        what=_("{centre}, {half_day} ({hours})").format(
            centre=one.centre.name,
            half_day=half_day_name(one.session.starts_at, one.session.ends_at),
            hours=spoken_hours(vacation.worked.start, vacation.worked.end),
        ),
        minutes=int(vacation.worked.duration.total_seconds()) // 60,
        regime=regime_words(vacation),
        rate=rate_words(vacation),
        source=source_words(vacation),
        payer=one.payer.name or _("payeur à préciser"),
        cents=vacation.amount_cents,
        missing="" if vacation.amount_cents is not None else amount_words(vacation),
        known=vacation.known_cents,
        why=explain(vacation),
    )


def _of_indemnity(one: PayableIndemnity) -> Line:
    sentence = one.owed.sentence
    if one.kept.cancelled_at is not None:
        sentence = _("Retirée : {sentence}").format(sentence=sentence)
    return Line(
        ref=one.ref,
        day=one.kept.day.isoformat(),
        kind=LineKind.DUE.value,
        what=_("Indemnité : {activity}").format(activity=one.owed.rate.label if one.owed.rate else one.kept.activity),
        minutes=0,
        regime="",
        rate="",
        source=one.owed.rate.source if one.owed.rate else "",
        payer=COMMUNITY,
        cents=one.cents,
        missing="" if one.cents is not None else _("aucun montant voté en vigueur"),
        known=one.cents or 0,
        why=sentence,
    )


def regime_words(vacation: Vacation) -> str:
    """« au tarif de semaine », each regime once; why nothing is paid when nothing is."""
    if vacation.unpaid is not None:
        return _(UNPAID_WORDS[vacation.unpaid])
    return ", ".join(dict.fromkeys(_(REGIME_WORDS[block.regime]) for block in vacation.blocks))


def rate_words(vacation: Vacation) -> str:
    """« 220,00 € la demi-journée », each rate once."""
    return ", ".join(dict.fromkeys(block.rate.sentence for block in vacation.blocks))


def source_words(vacation: Vacation) -> str:
    """The text behind each rate, and the day since which it is in force."""
    rates = dict.fromkeys(block.rate for block in vacation.blocks if isinstance(block.rate, Rate))
    return _(" ; ").join(dict.fromkeys(_since(rate) for rate in rates))


def _since(rate: Rate) -> str:
    if rate.valid_from is None:
        return rate.source
    return _("{source}, depuis le {day}").format(source=rate.source, day=spoken_date(rate.valid_from))
