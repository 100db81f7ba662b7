"""The statement of one person's vacations: what each was paid, on which rate and text, and what nobody knows yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from app.activity.amounts import spoken_duration, spoken_euros, total_of
from app.documents.imprint import Imprint
from app.documents.typeset import typeset
from app.words import _
from app.words.dates import spoken_date


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeLine:
    """One vacation. ``regime``, ``rate`` and ``source`` are as spoken; ``payer`` says who pays.

    ``amount_cents`` is None when it is not known: ``missing`` then says why (« aucun tarif en vigueur », « tarif à
    saisir », « bénévole ») and ``known_cents`` is the part that is known.
    """

    day: date
    session: str
    duration: timedelta
    regime: str
    payer: str
    rate: str = ""
    source: str = ""
    amount_cents: int | None = None
    known_cents: int = 0
    missing: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeeStatement:
    """Whose statement, for which period as spoken; ``notes`` are sentences such as where the yearly cap stands."""

    person: str
    profession: str
    status: str
    community: str
    period: str
    lines: tuple[FeeLine, ...]
    notes: tuple[str, ...] = ()


def fee_statements(statements: Sequence[FeeStatement], imprint: Imprint) -> bytes:
    """The statements as one PDF, each on pages of its own; lines by payer, then by day, a total for each payer."""
    return typeset(
        "fee_statement",
        _("Relevés de vacations"),
        imprint,
        {"words": _words(), "sheets": [_drawn(statement) for statement in statements]},
    )


def _drawn(statement: FeeStatement) -> dict[str, object]:
    lines = sorted(statement.lines, key=lambda line: (line.payer, line.day, line.session))
    return {
        "person": statement.person,
        "who": ", ".join(text for text in (statement.profession, statement.status) if text),
        "community": statement.community,
        "period": statement.period,
        "notes": statement.notes,
        "groups": [_group(payer, list(same)) for payer, same in groupby(lines, key=lambda line: line.payer)],
        "total": _total(lines),
    }


def _group(payer: str, lines: Sequence[FeeLine]) -> dict[str, object]:
    return {"payer": payer, "lines": [_line(line) for line in lines], "total": _total(lines)}


def _line(line: FeeLine) -> dict[str, object]:
    return {
        "day": spoken_date(line.day),
        "session": line.session,
        "duration": spoken_duration(line.duration),
        "regime": line.regime,
        "rate": line.rate,
        "source": line.source,
        "amount": amount_words(line),
    }


def amount_words(line: FeeLine) -> str:
    """« 275,00 € », or why it is not known, with the part that is."""
    if line.amount_cents is not None:
        return spoken_euros(line.amount_cents)
    missing = line.missing or _("aucun tarif en vigueur")
    if not line.known_cents:
        return missing
    return _("{amount} au moins ; {missing}").format(amount=spoken_euros(line.known_cents), missing=missing)


def _total(lines: Sequence[FeeLine]) -> dict[str, str]:
    """Hours and euros of the lines; a sum with an unknown amount in it says so."""
    return {
        "duration": spoken_duration(sum((line.duration for line in lines), timedelta())),
        "amount": total_of((line.amount_cents, line.known_cents) for line in lines).sentence,
    }


def _words() -> dict[str, str]:
    return {
        "title": _("Relevé de vacations"),
        "day": _("Date"),
        "session": _("Séance"),
        "duration": _("Durée"),
        "regime": _("Régime"),
        "rate": _("Tarif et source"),
        "amount": _("Montant"),
        "payer": _("Payé par :"),
        "subtotal": _("Total"),
        "total": _("Total de la période"),
        "none": _("Aucune vacation sur cette période."),
        "indicative": _("Montants donnés à titre indicatif : seul l’organisme payeur les arrête."),
    }
