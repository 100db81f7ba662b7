"""One person's data as they read it: a few lines a subject, the newest first, in words. The file has all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.mobilisation.message import MessageState
from app.roster.person import HalfDayPart
from app.roster.phones import spoken_phone
from app.roster.said import MISSION_WORDS, STATUS_WORDS
from app.scheduling.spoken import listed, weekday_name
from app.services.keeping import own_data_rows as told
from app.services.keeping.read_own_data import host_of
from app.words import _, ngettext
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.roster.person import HalfDay
    from app.services.keeping.read_own_data import OwnData
    from app.store.own_data import Row

SHOWN = 10
"""Lines of a subject on the page; the others are counted."""

RECEIVED = frozenset({MessageState.SENT, MessageState.BY_HAND_DONE})
"""Messages that reached their person as far as anyone knows; the file has the others too."""


@dataclass(frozen=True, slots=True)
class Subject:
    """One heading of the page and its lines; ``more`` says how many others the file has."""

    title: str
    lines: tuple[str, ...]
    more: str = ""


def identity(data: OwnData) -> list[tuple[str, str]]:
    """Fields of the roster that hold something: (what, value)."""
    person = data.person
    fields = [
        (_("Nom"), data.name),
        (_("Profession"), ", ".join(part for part in (data.profession, person.specialty) if part)),
        (_("Situation"), _(STATUS_WORDS[person.status])),
        (_("N° RPPS"), person.rpps or ""),
        (_("Organisme"), person.organisation),
        (_("Cabinet"), data.practice),
        (_("Commune"), data.commune or _insee(person.commune_insee)),
        (_("E-mail"), person.email),
        (_("Mobile"), spoken_phone(person.mobile) if person.mobile else ""),
        (_("Nouvelles coordonnées, à vérifier"), _said(data)),
        (_("Autre téléphone"), spoken_phone(person.phone) if person.phone else ""),
        (_("Volontaire pour"), listed(_(MISSION_WORDS[one]) for one in sorted(person.missions))),
        (_("Demi-journées habituelles"), listed(map(_half_day, sorted(person.usual_half_days)))),
        (_("Demi-journées par semaine, au plus"), _number(person.max_half_days_per_week)),
        (_("Trajet accepté (minutes)"), _number(person.radius_minutes)),
        (_("Repos entre deux jours (heures)"), _number(person.min_rest_hours)),
        (_("Délai pour venir (heures)"), _number(person.delay_to_mobilise_hours)),
        (_("Informé de ses droits le"), _day(person.notice_given_on)),
        (_("Ne plus solliciter depuis le"), _day(person.opted_out_on)),
    ]
    return [(what, value) for what, value in fields if value]


def subjects(data: OwnData, *, shown: int | None = SHOWN) -> list[Subject]:
    """Every subject that has lines, in a fixed order; the newest ``shown`` of each (None: all)."""
    held = data.held

    def one(title: str, rows: Sequence[Row], said: Callable[[Row], str]) -> Subject:
        return _newest(title, rows, said, shown)

    found = [
        one(_("Compétences"), held["competences"], told.competence),
        one(_("Mes réponses aux séances"), held["answers"], told.answer),
        one(_("Mes postes"), held["seats"], told.seat),
        one(_("Messages reçus"), [row for row in held["messages"] if row["state"] in RECEIVED], told.message),
        one(_("Sollicitations comptées"), held["solicitations"], told.solicitation),
        one(_("Mes notes de sondage"), held["notes"], lambda row: str(row["text"])),
        one(_("Mes réponses aux appels"), held["call_out_answers"], told.outcome),
        one(_("Mes réponses aux alertes"), held["alerts"], told.alert),
        one(_("Mes réponses aux points cabinets"), held["practice_checks"], told.practice_check),
        one(_("Mes exercices flash"), held["flash"], told.practice_check),
        one(_("Exercices auxquels je participe"), held["exercises"], told.exercise),
        one(_("Mes évaluations d’exercices"), held["exercise_ratings"], told.rating),
        one(_("Mes observations d’exercices"), held["exercise_observations"], told.observation),
        one(_("Actions d’amélioration dont je suis responsable"), held["improvements"], told.improvement),
        one(_("Mes formations"), held["trainings"], told.training),
        one(_("Ma place dans la cellule de crise"), held["cell"], told.cell),
        one(_("Mes relèves en cellule de crise"), held["cell_shifts"], told.hours),
        one(_("Cabinets que je remplace"), held["locums"], told.locum),
        one(_("Mes créneaux de soins non programmés"), held["slots"], told.hours),
        one(_("Échanges de postes"), held["swaps"], told.swap),
        one(_("Listes d’attente"), held["waiting"], told.when),
        one(_("Liens distribués"), held["links"], told.link),
        one(_("Textes d’information sur mes données"), held["notices"], told.notice),
        one(_("Mon compte"), held["account"], told.account),
        one(_("Mes connexions"), held["logins"], told.login),
    ]
    return [*(each for each in found if each.lines), *_busy(data)]


def _newest(title: str, rows: Sequence[Row], said: Callable[[Row], str], shown: int | None) -> Subject:
    newest = list(reversed(rows))
    most = len(newest) if shown is None else shown
    more = len(newest) - most
    sentence = ngettext("et {n} autre, dans le fichier", "et {n} autres, dans le fichier", more).format(n=more)
    return Subject(title, tuple(map(said, newest[:most])), sentence if more > 0 else "")


def _busy(data: OwnData) -> list[Subject]:
    calendar = data.busy_calendar
    lines = []
    if calendar:
        said = ngettext("{site} : {n} plage occupée gardée", "{site} : {n} plages occupées gardées", calendar.intervals)
        lines.append(said.format(site=host_of(calendar), n=calendar.intervals))
    for row in data.held["busy"]:
        if row["source"] != "calendar":
            count = int(row["intervals"] or 0)
            lines.append(
                ngettext("{n} garde ou astreinte", "{n} gardes ou astreintes", count).format(n=count)
                if row["source"] == "pdsa"
                else ngettext("{n} plage occupée saisie", "{n} plages occupées saisies", count).format(n=count)
            )
    return [Subject(_("Mes heures occupées (jamais leur contenu)"), tuple(lines))] if lines else []


def _said(data: OwnData) -> str:
    """The address and number they reported and nobody has checked yet."""
    said = data.preferences.said
    return (
        ", ".join(one for one in (said.email, spoken_phone(said.mobile) if said.mobile else "") if one) if said else ""
    )


def _half_day(one: HalfDay) -> str:
    part = _("matin") if one.part is HalfDayPart.AM else _("après-midi")
    return f"{weekday_name(date(2024, 1, 1 + one.weekday))} {part}"


def _insee(code: str) -> str:
    """A commune elsewhere is known by its code alone."""
    return _("code INSEE {code}").format(code=code) if code else ""


def _number(value: int | None) -> str:
    return "" if value is None else str(value)


def _day(day: date | None) -> str:
    return spoken_date(day) if day else ""
