"""Pay as the screen says it: the first sentence, the rows of the table, what one person is owed and why."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.activity.amounts import spoken_duration, spoken_euros
from app.activity.yearly_cap import CapState
from app.ui.parts.people_table import PersonRow
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_session

if TYPE_CHECKING:
    from app.services.activity.read_vacations import PersonPay, Slip, VacationsView
    from app.services.activity.statement_lines import Line


def header() -> list[str]:
    return [_("Personne"), _("Profession"), _("Statut"), _("Lignes"), _("Durée"), _("Montant"), _("Relevé")]


def sentence(view: VacationsView) -> str:
    """« 40 séances à émarger : rien n’en est payé. », « 12 relevés à arrêter : 5 280,00 €. »."""
    if view.to_sign:
        n = len(view.to_sign)
        return ngettext(
            "{n} séance à émarger : rien n’en est payé tant que sa présence n’est pas close.",
            "{n} séances à émarger : rien n’en est payé tant que leur présence n’est pas close.",
            n,
        ).format(n=n)
    waiting = view.to_settle
    if waiting:
        total = spoken_euros(sum(one.total_cents for one in waiting))
        said = ngettext("{n} relevé à arrêter : {total}.", "{n} relevés à arrêter : {total}.", len(waiting))
        return said.format(n=len(waiting), total=total)
    if view.people:
        n = len(view.people)
        return ngettext("{n} relevé arrêté.", "Tout est arrêté : {n} relevés.", n).format(n=n)
    return _("Aucune vacation émargée sur cette période.")


def detail(view: VacationsView) -> str:
    """The total of the period, with what nobody knows."""
    if not view.vacations and not view.indemnities:
        return _("Ici s’additionneront les vacations des séances émargées et les indemnités votées par le bureau.")
    return _("En tout : {total}. Montants indicatifs : seul l’organisme payeur les arrête.").format(
        total=view.total.sentence
    )


def rows(view: VacationsView) -> list[PersonRow]:
    """One row a person."""
    return [
        PersonRow(
            one.key,
            (
                one.name, one.profession, one.status, str(len(one.lines)),
                spoken_duration(timedelta(minutes=sum(line.minutes for line in one.lines))), one.total.sentence,
                standing(one),
            ),
        )
        for one in view.people
    ]  # fmt: skip


def standing(one: PersonPay) -> str:
    """« arrêté le 7 décembre 2026 », « à arrêter », « au-delà du plafond »."""
    if one.settlement is not None:
        return _("arrêté le {day}").format(day=spoken_date(one.settlement.at.date()))
    return {CapState.OVER: _("au-delà du plafond"), CapState.NEAR: _("à arrêter, plafond proche")}.get(
        one.cap.state, _("à arrêter")
    )


def why(line: Line) -> str:
    """One line explained: « 30 novembre 2026 · 220,00 € — 4 h le lundi… »."""
    amount = line.missing if line.cents is None else spoken_euros(line.cents)
    return _("{day} · {what} · {amount} · {payer}").format(
        day=spoken_date(line.on), what=line.what, amount=amount, payer=line.payer
    )


def slip_label(slip: Slip) -> str:
    """« Bordereau du 30 novembre 2026 · Centre du Pratel · 880,00 € »."""
    return _("Bordereau, semaine du {day} · {centre} · {total}").format(
        day=spoken_date(slip.monday), centre=slip.centre.name, total=slip.total.sentence
    )


def sessions_to_sign(view: VacationsView) -> list[str]:
    """The first sessions to sign, as spoken."""
    return [
        _("{centre}, {session}").format(
            centre=view.centres[one.centre_id].name, session=spoken_session(one.starts_at, one.ends_at)
        )
        for one in view.to_sign[:5]
    ]


def overlaps(view: VacationsView) -> list[str]:
    """Hours that two sheets hold for one person."""
    return [
        _("{name} : {first} et {second}").format(
            name=view.name(one.first.payee.key),
            first=spoken_session(one.first.worked.start, one.first.worked.end),
            second=spoken_session(one.second.worked.start, one.second.worked.end),
        )
        for one in view.overlaps
    ]
