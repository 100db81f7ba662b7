"""The report of an alert or of a communication test in words: the same on screen and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import TYPE_CHECKING

from app.response.alert import KIND_WORDS
from app.response.alert_board import REPORT_MINUTES
from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from app.response.alert_board import Hour, Met
    from app.services.crisis.read_alert import AlertView


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportWords:
    """A report: its title, its sentences, the curve's, and its tables."""

    title: str
    sentences: tuple[str, ...]
    curve_sentence: str
    last_minute: float
    """Where the curve ends."""
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    needs_header: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]


def report_words(view: AlertView) -> ReportWords:
    """What is to be learnt from it: how many were reached and answered, how fast, which professions are hard to reach."""
    alert, board = view.alert, view.board
    last = 60.0 * ceil(max([1.0, *(at for at, _part in view.curves[0].points)]) / 60)
    return ReportWords(
        title=_("{kind} : {title}").format(kind=_(KIND_WORDS[alert.kind]).capitalize(), title=alert.title),
        sentences=tuple(one for one in (_when(view), _reach(view), _speed(view), _people(view), _hard(view)) if one),
        curve_sentence=_curve(view),
        last_minute=last,
        header=header(),
        rows=tuple(_row(view, rank) for rank in range(len(board.groups) + 1)),
        needs_header=needs_header(),
        needs=tuple(_need(board.hours, met) for met in board.hours[-1].needs),
    )


def header() -> tuple[str, ...]:
    """Of the table by profession."""
    return (
        _("Profession"), _("Alertés"), _("Joints"), _("Répondu"), *(_("À {n} min").format(n=n) for n in REPORT_MINUTES),
    )  # fmt: skip


def needs_header() -> tuple[str, ...]:
    return _("Besoin"), _("Avant"), _("Voulus"), _("T+1 h"), _("T+3 h"), _("T+12 h"), _("T+24 h")


def _when(view: AlertView) -> str:
    alert = view.alert
    if alert.closed_at is None:
        return _("Lancé {start}, encore en cours.").format(start=spoken_instant(alert.launched_at))
    return _("Lancé {start}, clos {end}.").format(
        start=spoken_instant(alert.launched_at), end=spoken_instant(alert.closed_at)
    )


def _reach(view: AlertView) -> str:
    board = view.board
    reached = ngettext("{n} personne jointe", "{n} personnes jointes", board.reached).format(n=board.reached)
    answered = ngettext("{n} a répondu", "{n} ont répondu", board.answered).format(n=board.answered)
    return _("{reached} sur {asked} ({percent} %) ; {answered} ({rate} %).").format(
        reached=reached,
        asked=board.asked,
        percent=percent(board.reached, board.asked),
        answered=answered,
        rate=percent(board.answered, board.asked),
    )


def _speed(view: AlertView) -> str:
    minutes = sorted(at for at, part in view.curves[0].points if part > 0)
    if not minutes:
        return _("Personne n’a répondu.")
    middle = minutes[(len(minutes) - 1) // 2]
    return _("La moitié de ceux qui ont répondu l’avaient fait en {n} min.").format(n=spoken_minutes(middle))


def _people(view: AlertView) -> str:
    board = view.board
    if view.alert.is_test or not board.answered:
        return ""
    said = ngettext("{n} personne a dit oui", "{n} personnes ont dit oui", board.coming).format(n=board.coming)
    first = board.first_available_minutes
    return _("{said} ; le premier oui est venu au bout de {n} min.").format(said=said, n=spoken_minutes(first or 0)) if first is not None else _("{said}.").format(said=said)  # fmt: skip


def _hard(view: AlertView) -> str:
    """Which professions answered least, of those with at least three people: whom to look for another way to."""
    groups = [one for one in view.board.groups if one.asked >= 3 and one.answered * 2 < one.asked]
    if not groups:
        return ""
    worst = sorted(groups, key=lambda one: (one.answered / one.asked, one.profession))[:3]
    named = ", ".join(
        _("{profession} ({n} sur {asked})").format(
            profession=view.profession(one.profession), n=one.answered, asked=one.asked
        )
        for one in worst
    )
    return _("Difficiles à joindre, moins d’une réponse sur deux : {named}.").format(named=named)


def _curve(view: AlertView) -> str:
    whole = view.curves[0]
    parts = ", ".join(
        _("{percent} % à {n} min").format(percent=int(100 * whole.part_after(n)), n=n) for n in REPORT_MINUTES
    )
    return _("Réponses reçues : {parts}.").format(parts=parts)


def _row(view: AlertView, rank: int) -> tuple[str, ...]:
    """Everybody first, then a line a profession."""
    curve, board = view.curves[rank], view.board
    after = [f"{int(100 * curve.part_after(n))}\u00a0%" for n in REPORT_MINUTES]
    if not rank:
        return _("Ensemble"), str(board.asked), str(board.reached), str(board.answered), *after
    group = board.groups[rank - 1]
    return view.profession(group.profession), str(group.asked), str(group.reached), str(group.answered), *after


def _need(hours: tuple[Hour, ...], met: Met) -> tuple[str, ...]:
    found = [next((one for one in hour.needs if one.wanted == met.wanted), None) for hour in hours]
    return (
        met.wanted.label,
        _("{n} h").format(n=met.wanted.within_hours),
        str(met.wanted.quantity),
        *("–" if one is None else str(one.covered) for one in found),
    )


def percent(part: int, whole: int) -> int:
    """Rounded down: « 100 % » means everybody."""
    return 100 * part // whole if whole else 0


def spoken_minutes(minutes: float) -> str:
    """« moins d’une », « 4 »: minutes as they are said."""
    return _("moins d’une") if minutes < 1 else f"{minutes:.0f}"
