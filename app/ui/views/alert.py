"""A running or closed alert in words: its board, who is there, whom to ring. Nothing is drawn here."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.clock import PARIS, paris_date
from app.response.alert import ANSWER_WORDS, KIND_WORDS, Answer
from app.roster.phones import spoken_phone
from app.services.crisis.alert_words import percent, spoken_minutes
from app.ui.parts.plain import plain
from app.words import _, ngettext
from app.words.dates import spoken_hour, spoken_instant
from app.words.people import list_order

if TYPE_CHECKING:
    from datetime import datetime

    from app.response.alert import Alert, Called
    from app.response.alert_board import AlertBoard, Hour, Met
    from app.services.crisis.read_alert import AlertView

ICONS = {
    Answer.NONE: ("schedule", "blue"),
    Answer.AVAILABLE: ("check_circle", "green"),
    Answer.LATER: ("event_upcoming", "blue"),
    Answer.NO: ("do_not_disturb_on", "gray"),
}
"""Answer → its icon and colour, always the same."""

SOON_GONE = timedelta(minutes=2)
"""By when messages have left, where a way to send is set."""


def label(alert: Alert) -> str:
    """« alerte – Accident de car, 17 h 05 »."""
    return _("{kind} – {title}, {when}").format(
        kind=_(KIND_WORDS[alert.kind]).capitalize(), title=alert.title, when=spoken_instant(alert.launched_at)
    )


def headline(view: AlertView) -> str:
    """« 3 disponibles ; 12 réponses sur 130 alertés. Il manque 5 personnes à T+3 h. »."""
    board = view.board
    if view.alert.is_test:
        return _("{answered} sur {asked} ont répondu ({percent} %).").format(
            answered=board.answered, asked=board.asked, percent=percent(board.answered, board.asked)
        )
    there = ngettext("{n} disponible", "{n} disponibles", board.available).format(n=board.available)
    answers = ngettext("{n} réponse", "{n} réponses", board.answered).format(n=board.answered)
    lacking = next((hour for hour in board.hours if hour.missing), None)
    first = _("{there} ; {answers} sur {asked} alertés.").format(there=there, answers=answers, asked=board.asked)
    if not board.wants:
        return first
    if lacking is None:
        return _("{first} Tout ce que le plan demande est couvert.").format(first=first)
    missing = ngettext("Il manque {n} personne", "Il manque {n} personnes", lacking.missing).format(n=lacking.missing)
    return _("{first} {missing} à T+{hours} h.").format(first=first, missing=missing, hours=lacking.hours)


def detail(view: AlertView) -> str:
    """Since when, and what has not left yet."""
    alert, parts = view.alert, []
    since = spoken_moment(alert.launched_at, view.now)
    if alert.closed_at is not None:
        parts.append(_("Lancé {start}, clos {end}.").format(start=spoken_instant(alert.launched_at), end=spoken_instant(alert.closed_at)))  # fmt: skip
    else:
        minutes = int((view.now - alert.launched_at).total_seconds() // 60)
        parts.append(_("Lancé {when}, il y a {n} min.").format(when=since, n=minutes))
    if view.waiting:
        parts.append(
            ngettext("{n} message part encore.", "{n} messages partent encore.", view.waiting).format(n=view.waiting)
        )
    if view.board.first_available_minutes is not None and not alert.is_test:
        parts.append(_("Premier oui au bout de {n} min.").format(n=spoken_minutes(view.board.first_available_minutes)))
    return " ".join(parts)


def by_hand_sentence(view: AlertView) -> str:
    """Who reads nothing until someone passes the message on; empty when nobody waits for that."""
    if not view.by_hand or not view.alert.is_running:
        return ""
    return ngettext(
        "{n} personne n’a ni e-mail ni SMS : elle ne sait rien tant que personne ne l’appelle.",
        "{n} personnes n’ont ni e-mail ni SMS : elles ne savent rien tant que personne ne les appelle.",
        view.by_hand,
    ).format(n=view.by_hand)


def moment(at: datetime, now: datetime) -> str:
    """« 17 h 05 » today, « jeudi 26 novembre à 17 h 05 » otherwise: what stands in a cell."""
    return spoken_hour(at.astimezone(PARIS).time()) if paris_date(at) == paris_date(now) else spoken_instant(at)


def spoken_moment(at: datetime, now: datetime) -> str:
    """« à 17 h 05 » today, « jeudi 26 novembre à 17 h 05 » otherwise."""
    if paris_date(at) == paris_date(now):
        return _("à {hour}").format(hour=spoken_hour(at.astimezone(PARIS).time()))
    return spoken_instant(at)


def stuck_sentence(view: AlertView) -> str:
    """Messages that should have left by now and have not; empty while they may still be on their way."""
    if not view.waiting or not view.alert.is_running or view.now < view.alert.launched_at + SOON_GONE:
        return ""
    return ngettext(
        "{n} message n’est pas parti : voyez pourquoi dans Messages, et appelez sans attendre.",
        "{n} messages ne sont pas partis : voyez pourquoi dans Messages, et appelez sans attendre.",
        view.waiting,
    ).format(n=view.waiting)


def dial(number: str) -> str:
    """« 06 39 98 00 01 » as Markdown that dials it, never broken over two lines."""
    digits = "".join(sign for sign in number if sign in "+0123456789")
    return f"[:material/call:\u00a0{plain(spoken_phone(number)).replace(' ', chr(160))}](tel:{digits})"


def hour_sentence(hour: Hour) -> str:
    """« T+3 h : 8 disponibles pour 12 voulus, il manque 4 »."""
    there = ngettext("{n} disponible", "{n} disponibles", hour.available).format(n=hour.available)
    if not hour.wanted:
        return _("T+{hours} h : {there}").format(hours=hour.hours, there=there)
    wanted = ngettext("{n} voulu", "{n} voulus", hour.wanted).format(n=hour.wanted)
    missing = _("il manque {n}").format(n=hour.missing) if hour.missing else _("tout est couvert")
    return _("T+{hours} h : {there} pour {wanted}, {missing}").format(
        hours=hour.hours, there=there, wanted=wanted, missing=missing
    )


def needs_header() -> tuple[str, ...]:
    return _("Ce que le plan demande"), _("Avant"), _("Voulus"), _("T+1 h"), _("T+3 h"), _("T+12 h"), _("T+24 h")


def needs_rows(board: AlertBoard) -> list[tuple[str | int, ...]]:
    """One line a need: how many are set against it at each hour; before its hour, nothing is expected."""
    last = board.hours[-1].needs
    return [
        (
            met.wanted.label,
            _("{n} h").format(n=met.wanted.within_hours),
            met.wanted.quantity,
            *(_covered(hour, met) for hour in board.hours),
        )
        for met in last
    ]


def _covered(hour: Hour, met: Met) -> str:
    found = [one for one in hour.needs if one.wanted == met.wanted]
    if not found:
        return "–"
    one = found[0]
    return _("{n} sur {whole}").format(n=one.covered, whole=one.wanted.quantity)


def groups_header() -> tuple[str, ...]:
    return (
        _("Profession"), _("Alertés"), _("Joints"), _("Répondu"), _("Viennent"), _("T+1 h"), _("T+3 h"), _("T+12 h"),
        _("T+24 h"),
    )  # fmt: skip


def groups_rows(view: AlertView) -> list[tuple[str | int, ...]]:
    """One line a profession, the largest first."""
    return [
        (view.profession(one.profession), one.asked, one.reached, one.answered, one.coming, *one.there)
        for one in view.board.groups
    ]


def people_header() -> tuple[str, ...]:
    return (
        _("Personne"), _("Profession"), _("Réponse"), _("À partir de"), _("Jusqu’à"), _("Compétences"), _("Véhicule"),
        _("Mot"), _("Téléphone"),
    )  # fmt: skip


def people_rows(view: AlertView, answers: frozenset[Answer]) -> list[tuple[str, ...]]:
    """Everyone who gave one of these answers: who is there first, then by name."""
    found = [one for one in view.people if one.answer in answers]

    def turn(one: Called) -> tuple[object, ...]:
        return (one.from_at is None, one.from_at, list_order(view.name(one.person)))

    return [_person(view, one) for one in sorted(found, key=turn)]


def _person(view: AlertView, one: Called) -> tuple[str, ...]:
    held = view.persons.get(one.person)
    return (
        view.name(one.person),
        view.profession(held.profession or "") if held else "",
        answer_words(one),
        moment(one.from_at, view.now) if one.from_at else "",
        moment(one.until_at, view.now) if one.until_at else "",
        one.skills,
        {True: _("oui"), False: _("non"), None: ""}[one.vehicle],
        one.note,
        spoken_phone(view.number(one.person)) if view.number(one.person) else "",
    )


def answer_words(one: Called) -> str:
    """« disponible, par téléphone »."""
    said = _(ANSWER_WORDS[one.answer])
    return _("{answer}, par téléphone").format(answer=said) if one.by_phone else said


def latest_comers(view: AlertView, most: int) -> list[str]:
    """The last who said yes, as Markdown: « disponible **Noa Fictif**, infirmier, à partir de 17 h 05 »."""
    found = sorted((one for one in view.people if one.is_coming), key=lambda one: (one.answered_at, one.person))
    return [_comer(view, one) for one in reversed(found[-most:])]


def _comer(view: AlertView, one: Called) -> str:
    held = view.persons.get(one.person)
    job = view.profession(held.profession or "") if held else ""
    starts = _("à partir de {hour}").format(hour=moment(one.from_at, view.now)) if one.from_at else ""
    rest = ", ".join(part for part in (job, starts, one.skills) if part)
    return f"{badge(one.answer)} **{plain(view.name(one.person))}** {plain(rest)}"


def ring_reason(view: AlertView, one: Called) -> str:
    """Why this person is rung now: nothing reached them, they are overdue, or simply their turn."""
    if not one.is_reached:
        return _("aucun message ne l’a encore atteint")
    if one.due_at <= view.now:
        return _("sans réponse depuis {n} min").format(n=int((view.now - view.alert.launched_at).total_seconds() // 60))
    return _("à appeler {when} sans réponse d’ici là").format(when=spoken_moment(one.due_at, view.now))


def badge(answer: Answer, word: str = "") -> str:
    """The answer as icon, word and colour, as Markdown."""
    icon, colour = ICONS[answer]
    return f":{colour}-badge[:material/{icon}: {word or _(ANSWER_WORDS[answer])}]"


def closing_sentences(view: AlertView, *, thank: bool) -> tuple[str, ...]:
    """What closing will do."""
    told = (
        ngettext(
            "{n} personne jointe reçoit la fin d’alerte et un merci, hors de ses heures de silence.",
            "{n} personnes jointes reçoivent la fin d’alerte et un merci, hors de leurs heures de silence.",
            view.board.reached,
        ).format(n=view.board.reached)
        if thank
        else _("Personne ne reçoit de message.")
    )
    return told, _("Les liens ne prennent plus de réponse ; les messages qui ne sont pas partis sont retirés.")
