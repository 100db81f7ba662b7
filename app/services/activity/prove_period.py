"""The proof pack of a period: what was planned, who came, what was counted and asked, as source rows anyone can check.

Sessions of exercises are left out, as the figures they would prove leave them out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.access.permissions import Action, require
from app.activity.attendance import PRESENCE_WORDS, standing, worked
from app.documents.imprint import Band
from app.documents.proof_pack import ProofFile, ProofPack, proof_pack
from app.indicators.measures import TREND_WORDS
from app.services.activity.proof_of_crises import crisis_files
from app.services.activity.proof_tables import Row, at, table
from app.services.activity.read_indicators import read_indicators
from app.services.activity.report_indicators import READERS, group_name, profession_name, report_pdf
from app.services.crisis.note_reading import Read, note_reading
from app.store import (
    attendance,
    centres,
    counts,
    doses,
    incidents,
    journal,
    people,
    seats,
    sessions,
    staffing_requests,
)
from app.words import _
from app.words.people import full_name
from app.words.states import STATES

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.access.actor import Actor
    from app.core.intervals import Interval
    from app.indicators.periods import Period
    from app.services.activity.read_indicators import IndicatorsView
    from app.store.database import Connection, Store


def prove_period(actor: Actor, store: Store, period: Period) -> bytes:
    """The ZIP: tables in CSV, the report, the manifest with every fingerprint and the journal's head. Raises NotAllowed.

    It holds names, since attendance is proven by them: whoever may read pay may take it away, and that they did is noted
    afterwards: the pack's journal head is that of the rows it shows.
    """
    require(actor, Action.PAY)
    view = read_indicators(actor, store, period)
    span = period.interval
    with store.reading() as conn:
        head, entries = journal.head(conn), counts.journal_length(conn)
        played = staffing_requests.played_sessions(conn)
        rows = [row for row in attendance.between(conn, span.start, span.end) if row.session_id not in played]
        named = {row.attendee.person_id for row in rows}
        files = [*_tables(conn, view, period.interval), *crisis_files(conn, period, view.now)]
    files.append(
        ProofFile("indicateurs.pdf", report_pdf(view, _(READERS["ars"])), _("le rapport de deux pages des indicateurs"))
    )
    note_reading(actor, store, Read.ATTENDANCE, [one for one in named if one])
    return proof_pack(
        ProofPack(
            community=view.community.name,
            first=period.first,
            last=period.last,
            generated_at=view.now,
            software=__version__,
            journal_head=head,
            journal_entries=entries,
            files=tuple(files),
            bands=(Band.DEMONSTRATION,) if view.community.demonstration else (),
        )
    )


def file_name(period: Period) -> str:
    """``preuves-2026-T4.zip``."""
    return f"preuves-{period.code}.zip"


def _tables(conn: Connection, view: IndicatorsView, span: Interval) -> list[ProofFile]:
    makers: tuple[Callable[[Connection, IndicatorsView, Interval], ProofFile], ...] = (
        _versions, _attendance, _indicators, _shares, _weeks, _publics, _requests, _doses, _incidents,
    )  # fmt: skip
    return [make(conn, view, span) for make in makers]


def _versions(conn: Connection, view: IndicatorsView, span: Interval) -> ProofFile:
    """Each published version, seat by seat, as it was frozen."""
    names = {one.id: full_name(one.given_name, one.family_name) for one in people.every(conn)}
    partners = {one.id: one.name for one in centres.partners(conn).values()}
    played = staffing_requests.played_sessions(conn)
    rows: list[Row] = []
    for version in counts.versions(conn, span.start, span.end):
        for frozen in version.snapshot:
            seat = seats.find(conn, frozen["seat"])
            session = sessions.find(conn, seat.session_id) if seat else None
            if seat is None or session is None or session.id in played:
                continue
            state = STATES.get(frozen["state"])
            rows.append(
                (
                    version.centre, version.number, at(version.at), at(session.starts_at), at(session.ends_at),
                    view.library.roles[seat.role].label if seat.role in view.library.roles else seat.role,
                    seat.line or "", names.get(frozen["person"], "") or partners.get(frozen["partner"], ""),
                    state.text if state else str(frozen["state"]),
                )
            )  # fmt: skip
    header = (
        _("Centre"), _("Version"), _("Publiée le"), _("Début"), _("Fin"), _("Rôle"), _("Ligne"), _("Tenu par"), _("État"),
    )  # fmt: skip
    about = _("les versions publiées du planning, poste par poste")
    return table("planning/versions.csv", about, header, sorted(rows, key=lambda row: tuple(map(str, row[:7]))))


def _attendance(conn: Connection, view: IndicatorsView, span: Interval) -> ProofFile:
    """Each row of the closed sheets that stands, and when it was closed."""
    names = {one.id: full_name(one.given_name, one.family_name) for one in people.every(conn)}
    partners = centres.partners(conn)
    closed = attendance.closings(conn, span.start, span.end)
    played = staffing_requests.played_sessions(conn)
    held = {one.id: one for one in sessions.between(conn, span.start, span.end) if one.id not in played}
    rows: list[Row] = []
    for row in standing(attendance.between(conn, span.start, span.end)):
        session = held.get(row.session_id)
        if session is None or row.session_id not in closed:
            continue
        who = row.attendee
        name = names.get(who.person_id, "?") if who.person_id else who.passing.label if who.passing else ""
        hours = worked(row, session)
        rows.append(
            (
                at(session.starts_at), at(session.ends_at), name or (partners[who.partner_id].name if who.partner_id else ""),
                view.library.roles[row.role].label if row.role in view.library.roles else row.role, row.line or "",
                _(PRESENCE_WORDS[row.presence]), at(hours.start) if hours else "", at(hours.end) if hours else "",
                at(closed[row.session_id]),
            )
        )  # fmt: skip
    header = (
        _("Début"), _("Fin"), _("Qui"), _("Rôle"), _("Ligne"), _("Présence"), _("Arrivée"), _("Départ"), _("Émargée le"),
    )  # fmt: skip
    return table("presences.csv", _("les présences des séances émargées"), header, rows)


def _indicators(_conn: Connection, view: IndicatorsView, _span: Interval) -> ProofFile:
    rows: list[Row] = [
        (
            one.definition.code, _(one.definition.label), one.spoken, one.numerator_words, one.denominator_words,
            one.spoken_before, _(TREND_WORDS[one.trend]), _(one.definition.rule), _(one.definition.source), one.now.bound,
        )
        for one in view.indicators
    ]  # fmt: skip
    header = (
        _("Code"), _("Indicateur"), _("Valeur"), _("Numérateur"), _("Dénominateur"), _("Période précédente"),
        _("Tendance"), _("Définition"), _("Source"), _("Limite"),
    )  # fmt: skip
    return table("indicateurs/valeurs.csv", _("chaque indicateur, sa définition et sa valeur"), header, rows)


def _shares(_conn: Connection, view: IndicatorsView, _span: Interval) -> ProofFile:
    rows: list[Row] = [
        (kind, name, one.took_part, one.on_the_rota, "" if one.people is None else one.people)
        for kind, name, one in (
            *((_("profession"), profession_name(view, one.group), one) for one in view.by_profession),
            *((_("commune"), view.communes.get(one.group, one.group), one) for one in view.by_commune),
        )
    ]
    header = (_("Par"), _("Groupe"), _("Venus"), _("Au planning"), _("Dénominateur"))
    about = _("les libéraux venus et au planning, par profession et par commune")
    return table("indicateurs/participation.csv", about, header, rows)


def _weeks(_conn: Connection, view: IndicatorsView, _span: Interval) -> ProofFile:
    rows: list[Row] = [
        (
            week.monday.isoformat(), "" if week.injected is None else week.injected,
            "" if week.target is None else week.target, week.active_lines, week.planned_lines,
        )
        for week in view.weeks
    ]  # fmt: skip
    header = (_("Semaine du"), _("Injections"), _("Objectif"), _("Lignes actives"), _("Lignes prévues"))
    return table("indicateurs/semaines.csv", _("injections et lignes, semaine par semaine"), header, rows)


def _publics(_conn: Connection, view: IndicatorsView, _span: Interval) -> ProofFile:
    rows: list[Row] = [
        (group_name(view, one.group), one.people, one.injections, one.population or "") for one in view.by_group
    ]
    header = (_("Public"), _("Premières doses"), _("Injections"), _("Population"))
    return table("indicateurs/publics.csv", _("les personnes vaccinées, par public et tranche d’âge"), header, rows)


def _requests(conn: Connection, view: IndicatorsView, span: Interval) -> ProofFile:
    """Polls and call-outs: whom they reached, in numbers, and how many answered."""
    found = [
        *((_("sondage"), one) for one in counts.polls(conn, span.start, span.end)),
        *((_("appel"), one) for one in counts.call_outs(conn, span.start, span.end)),
    ]
    rows: list[Row] = [(kind, at(one.at), one.centre, one.people, one.answered) for kind, one in found]
    header = (_("Demande"), _("Le"), _("Centre"), _("Personnes"), _("Réponses"))
    return table("demandes.csv", _("les demandes faites aux volontaires et leurs réponses"), header, rows)


def _doses(conn: Connection, view: IndicatorsView, span: Interval) -> ProofFile:
    played = staffing_requests.played_sessions(conn)
    rows: list[Row] = [
        (
            one.count.day.isoformat(), one.count.lot.product, one.count.lot.number, one.count.received,
            one.count.vials_opened, one.count.injected, one.count.lost, one.count.left,
        )
        for one in doses.counts_between(conn, span.start, span.end)
        if one.session_id not in played
    ]  # fmt: skip
    header = (
        _("Jour"), _("Produit"), _("Lot"), _("Reçues"), _("Flacons ouverts"), _("Injectées"), _("Perdues"), _("Restantes"),
    )  # fmt: skip
    return table("doses.csv", _("les doses de chaque séance, lot par lot"), header, rows)


def _incidents(conn: Connection, view: IndicatorsView, span: Interval) -> ProofFile:
    """Kind and hour only: what was noted of an incident stays in the centre."""
    labels = {one.code: one.label for one in view.library.incident_types}
    played = staffing_requests.played_sessions(conn)
    rows: list[Row] = [
        (at(one.at), labels.get(one.type, one.type), at(one.declared_at) if one.declared_at else "")
        for one in incidents.between(conn, span.start, span.end)
        if one.session_id not in played
    ]
    return table("incidents.csv", _("les incidents, par sorte"), (_("Le"), _("Incident"), _("Déclaré le")), rows)
