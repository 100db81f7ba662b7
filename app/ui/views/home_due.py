"""What falls due within a week besides the rota, as tasks of the first screen: doses, stock, trainings, exercises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.core.clock import PARIS, monday_of
from app.ui.views.home_tasks import Gravity, Task
from app.words import _, ngettext
from app.words.dates import spoken_day, spoken_hour, spoken_number
from app.words.deadlines import by_day, by_instant, named

if TYPE_CHECKING:
    from datetime import date

    from app.exercise.exercise import Exercise
    from app.services.home.read_due import Due
    from app.services.rota.read_rota import RotaView


def tasks(due: Due) -> tuple[Task, ...]:
    """One row a kind of thing, but for exercises and lots of vaccine that are told one by one."""
    exercises = (_exercise(one, due) for one in due.exercises)
    return (*exercises, *_lots(due), *_stock(due), *_trainings(due), *_contacts(due))


def dose_tasks(view: RotaView, today: date) -> tuple[Task, ...]:
    """Weeks that begin within a week whose appointments exceed their doses, or whose doses nobody typed when others' are."""
    found = []
    first = {monday_of(one.day): one.starts_at for one in reversed(view.upcoming) if (one.day - today).days <= 7}
    for monday, starts_at in sorted(first.items()):
        booked = sum(one.appointments or 0 for one in view.sessions if monday_of(one.day) == monday)
        allotted, by = view.allotments.get(monday), by_instant(starts_at, view.horizon.now)
        query = {"centre": str(view.centre.id), "semaine": monday.isoformat(), "volet": "bookings"}
        if allotted is not None and booked > allotted:
            said = _("Doses : {booked} rendez-vous pris pour {doses} doses allouées, semaine du {day}.").format(
                booked=spoken_number(booked), doses=spoken_number(allotted), day=spoken_day(monday)
            )
            found.append(
                Task(
                    f"doses_{monday}", "to_do", said, _("Voir les doses"), "centre", query, by=by, gravity=Gravity.SOON
                )
            )
        elif allotted is None and view.allotments:
            said = _("Doses : la dotation de la semaine qui vient n’est pas saisie.")
            query["volet"] = "week"
            found.append(Task(f"doses_{monday}", "to_do", said, _("Saisir"), "centre", query, by=by))
    return tuple(found)  # fmt: skip


def _exercise(one: Exercise, due: Due) -> Task:
    query = {"exercice": one.id}
    if one.is_under_way:
        said = _("EXERCICE. « {title} » est en cours.").format(title=one.title)
        return Task(f"exercise_{one.id}", "under_way", said, _("Conduire"), "conduct", query, gravity=Gravity.NOW)
    local = one.starts_at.astimezone(PARIS)
    when = _("{day} à {hour}").format(day=named(local.date(), due.today), hour=spoken_hour(local.time()))
    if one.starts_at <= due.now:
        said = _("EXERCICE. « {title} » devait commencer {when}.").format(title=one.title, when=when)
        return Task(f"exercise_{one.id}", "overdue", said, _("Conduire"), "conduct", query, gravity=Gravity.LATE)
    said = _("EXERCICE. « {title} » {when}.").format(title=one.title, when=when)
    return Task(f"exercise_{one.id}", "to_do", said, _("Ouvrir"), "exercises", query)


def _lots(due: Due) -> tuple[Task, ...]:
    found = []
    for one in due.lots:
        expired = one.expires_on < due.today
        vials = ngettext("{n} flacon", "{n} flacons", one.vials).format(n=spoken_number(one.vials))
        said = (
            _("Doses : {vials} du lot {lot} ont dépassé leur date.")
            if expired
            else _("Doses : {vials} du lot {lot} périment.")
        ).format(vials=vials, lot=one.number)
        by = by_day(one.expires_on, due.today)
        state, gravity = ("overdue", Gravity.SOON) if expired else ("to_do", Gravity.SOON)
        found.append(
            Task(f"lot_{one.number}", state, said, _("Compter"), "day", {"volet": "doses"}, by=by, gravity=gravity)
        )
    return tuple(found)  # fmt: skip


def _stock(due: Due) -> tuple[Task, ...]:
    if not due.stock:
        return ()
    gone = [one for one in due.stock if one.item.expires_on and one.item.expires_on < due.today]
    soon = len(due.stock) - len(gone)
    parts = []
    if gone:
        parts.append(ngettext("{n} lot périmé", "{n} lots périmés", len(gone)).format(n=len(gone)))
    if soon:
        parts.append(
            ngettext("{n} lot périme d’ici sept jours", "{n} lots périment d’ici sept jours", soon).format(n=soon)
        )
    if due.lacking:
        parts.append(
            ngettext("{n} article sous le minimum", "{n} articles sous le minimum", due.lacking).format(n=due.lacking)
        )
    first = due.stock[0].item
    said = _("Stock : {what} ; d’abord « {label} ».").format(what=", ".join(parts), label=first.label)
    days = min(one.item.expires_on for one in due.stock if one.item.expires_on)
    return (
        Task(
            "stock", "overdue" if gone else "to_do", said, _("Voir le stock"), "plans", {"volet": "moyens"},
            by=by_day(days, due.today), gravity=Gravity.LATE if gone else Gravity.LATER,
        ),
    )  # fmt: skip


def _trainings(due: Due) -> tuple[Task, ...]:
    if not due.trainings:
        return ()
    n, first = len(due.trainings), due.trainings[0].valid_to
    ended = sum(one.valid_to < due.today for one in due.trainings)
    said = ngettext(
        "Formations : {n} attestation finit ou vient de finir.",
        "Formations : {n} attestations finissent ou viennent de finir.",
        n,
    ).format(n=n)
    return (
        Task(
            "trainings", "overdue" if ended else "to_do", said, _("Voir qui"), "directory", {"volet": "attestations"},
            by=by_day(first, due.today), gravity=Gravity.LATE if ended else Gravity.LATER,
        ),
    )  # fmt: skip


def _contacts(due: Due) -> tuple[Task, ...]:
    if not due.contacts:
        return ()
    said = ngettext(
        "Effectifs : {n} personne signale de nouvelles coordonnées, à vérifier.",
        "Effectifs : {n} personnes signalent de nouvelles coordonnées, à vérifier.",
        due.contacts,
    ).format(n=due.contacts)
    return (Task("contacts", "to_do", said, _("Vérifier"), "roster"),)
