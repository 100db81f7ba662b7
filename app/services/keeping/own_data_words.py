"""One person's data as they read it: a few lines a subject, the newest first, in words. The file has all of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from app.access.links import SCOPE_WORDS, LinkScope
from app.core.clock import instant_of
from app.core.errors import N_
from app.exercise.participant import PARTICIPANT_ROLE_WORDS, ParticipantRole
from app.exercise.rating import LETTER_WORDS, Letter
from app.mobilisation.budget import Ask
from app.mobilisation.callout import OUTCOME_WORDS, Outcome
from app.mobilisation.message import KIND_WORDS, MESSAGE_WORDS, MessageKind, MessageState
from app.mobilisation.preferences import CHANNEL_WORDS, Channel
from app.mobilisation.swap import SWAP_WORDS, SwapState
from app.roster.person import HalfDayPart
from app.roster.phones import spoken_phone
from app.roster.said import MISSION_WORDS, STATUS_WORDS, TRAINING_WORDS
from app.scheduling.spoken import listed, weekday_name
from app.services.keeping.read_own_data import host_of
from app.store.notices import GIVEN_WORDS, Given
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_instant, spoken_session
from app.words.states import STATES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.roster.person import HalfDay
    from app.services.keeping.read_own_data import OwnData
    from app.store.own_data import Row

SHOWN = 10
"""Lines of a subject on the page; the others are counted."""

ANSWERS = {"yes": N_("oui"), "if_needed": N_("si besoin"), "no": N_("non")}
ALERT_ANSWERS = {"": N_("sans réponse"), "available": N_("disponible"), "later": N_("plus tard"), "no": N_("non")}
ASKS = {
    Ask.POLL: N_("sondage"),
    Ask.POLL_REMINDER: N_("relance du sondage"),
    Ask.CALL_OUT: N_("appel à renfort"),
    Ask.PHONE: N_("appel téléphonique"),
    Ask.SWAP: N_("proposition d’échange"),
}
RECEIVED = frozenset({MessageState.SENT, MessageState.BY_HAND_DONE})
"""Messages that reached their person as far as anyone knows; the file has the others too."""

OWN_LINKS = {LinkScope.PERSON: N_("calendrier"), LinkScope.PAGE: N_("page")}
"""What a link opens, said to whoever holds it."""


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
        one(_("Compétences"), held["competences"], _competence),
        one(_("Mes réponses aux séances"), held["answers"], _answer),
        one(_("Mes postes"), held["seats"], _seat),
        one(_("Messages reçus"), [row for row in held["messages"] if row["state"] in RECEIVED], _message),
        one(_("Sollicitations comptées"), held["solicitations"], _solicitation),
        one(_("Mes notes de sondage"), held["notes"], lambda row: str(row["text"])),
        one(_("Mes réponses aux appels"), held["call_out_answers"], _outcome),
        one(_("Mes réponses aux alertes"), held["alerts"], _alert),
        one(_("Mes réponses aux points cabinets"), held["practice_checks"], _practice_check),
        one(_("Mes exercices flash"), held["flash"], _practice_check),
        one(_("Exercices auxquels je participe"), held["exercises"], _exercise),
        one(_("Mes évaluations d’exercices"), held["exercise_ratings"], _rating),
        one(_("Mes observations d’exercices"), held["exercise_observations"], _observation),
        one(_("Actions d’amélioration dont je suis responsable"), held["improvements"], _improvement),
        one(_("Mes formations"), held["trainings"], _training),
        one(_("Ma place dans la cellule de crise"), held["cell"], _cell),
        one(_("Mes relèves en cellule de crise"), held["cell_shifts"], _cell_shift),
        one(_("Cabinets que je remplace"), held["locums"], _locum),
        one(_("Mes créneaux de soins non programmés"), held["slots"], _slot),
        one(_("Échanges de postes"), held["swaps"], _swap),
        one(_("Listes d’attente"), held["waiting"], _when),
        one(_("Liens distribués"), held["links"], _link),
        one(_("Textes d’information sur mes données"), held["notices"], _notice),
        one(_("Mon compte"), held["account"], _account),
        one(_("Mes connexions"), held["logins"], _login),
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


def _when(row: Row) -> str:
    return f"{spoken_session(instant_of(str(row['starts_at'])), instant_of(str(row['ends_at'])))}, {row['centre']}"


def _instant(row: Row, column: str) -> str:
    return spoken_instant(instant_of(str(row[column])))


def _competence(row: Row) -> str:
    code = str(row["code"])
    words = _(TRAINING_WORDS[code]) if code in TRAINING_WORDS else code.replace("_", " ")
    return f"{words} ({row['source']})" if row["source"] else words


def _answer(row: Row) -> str:
    return _("{when} : {answer}").format(when=_when(row), answer=_(ANSWERS[str(row["answer"])]))


def _seat(row: Row) -> str:
    cancelled = row["session_state"] == "cancelled"
    state = STATES["cancelled" if cancelled else str(row["state"])].text
    return _("{when} : {state}").format(when=_when(row), state=state)


def _message(row: Row) -> str:
    return _("{kind}, {day}, {channel} : {state}").format(
        kind=_(KIND_WORDS[MessageKind(str(row["kind"]))]),
        day=_instant(row, "due_at"),
        channel=_(CHANNEL_WORDS[Channel(str(row["channel"]))]),
        state=_(MESSAGE_WORDS[MessageState(str(row["state"]))]),
    )


def _solicitation(row: Row) -> str:
    return _("{ask}, {day}").format(ask=_(ASKS[Ask(str(row["ask"]))]), day=_instant(row, "at"))


def _outcome(row: Row) -> str:
    return _("{ask}, {day}").format(ask=_(OUTCOME_WORDS[Outcome(str(row["outcome"]))]), day=_instant(row, "at"))


def _alert(row: Row) -> str:
    """« test du 26 novembre : disponible ». What was written with the answer follows."""
    said = _(ALERT_ANSWERS[str(row["answer"])])
    return " · ".join(
        part
        for part in (
            _("{title}, {day} : {answer}").format(title=row["title"], day=_instant(row, "launched_at"), answer=said),
            str(row["skills"] or ""),
            str(row["note"] or ""),
        )
        if part
    )


def _practice_check(row: Row) -> str:
    said = _("réponse notée") if row["answered_at"] else _(ALERT_ANSWERS[""])
    return _("{title}, {day} : {answer}").format(title=row["title"], day=_instant(row, "opened_at"), answer=said)


def _exercise(row: Row) -> str:
    role = _(PARTICIPANT_ROLE_WORDS[ParticipantRole(str(row["role"]))])
    said = " · ".join(str(row[name]) for name in ("function", "organisation") if row[name])
    return _("{title}, {day} : {answer}").format(
        title=row["title"], day=_instant(row, "starts_at"), answer=f"{role} · {said}"
    )


def _rating(row: Row) -> str:
    letter = Letter(str(row["letter"]))
    said = " · ".join(str(row[name]) for name in ("rationale", "cause") if row[name])
    answer = f"{row['objective']} {letter.value}, {_(LETTER_WORDS[letter])}{f' · {said}' if said else ''}"
    return _("{title}, {day} : {answer}").format(title=row["title"], day=_instant(row, "at"), answer=answer)


def _observation(row: Row) -> str:
    said = " · ".join(str(row[name]) for name in ("text", "cause") if row[name])
    return _("{title}, {day} : {answer}").format(title=row["title"], day=_instant(row, "at"), answer=said)


def _improvement(row: Row) -> str:
    return _("{action}, pour le {day}").format(
        action=row["action"], day=spoken_date(date.fromisoformat(str(row["due_on"])))
    )


def _training(row: Row) -> str:
    came = _("présent") if row["attended"] else _("inscrit")
    day = spoken_date(date.fromisoformat(str(row["day"])))
    return _("{title}, {day} : {answer}").format(title=row["title"], day=day, answer=came)


def _cell(row: Row) -> str:
    place = _("titulaire") if row["rank"] == 0 else _("suppléant")
    return f"{place} · {spoken_phone(str(row['phone']))}" if row["phone"] else place


def _cell_shift(row: Row) -> str:
    return spoken_session(instant_of(str(row["starts_at"])), instant_of(str(row["ends_at"])))


def _locum(row: Row) -> str:
    return str(row["practice"])


def _slot(row: Row) -> str:
    return spoken_session(instant_of(str(row["starts_at"])), instant_of(str(row["ends_at"])))


def _swap(row: Row) -> str:
    state = _(SWAP_WORDS[SwapState(str(row["state"]))])
    return _("{when} : {state}").format(when=_when(row), state=state)


def _link(row: Row) -> str:
    scope = LinkScope(str(row["scope"]))
    words = _(OWN_LINKS[scope] if scope in OWN_LINKS else SCOPE_WORDS[scope])
    return _("{ask}, {day}").format(ask=words, day=_instant(row, "created_at"))


def _notice(row: Row) -> str:
    """Which text, since when, on what basis, and when and how it was given; the text itself last."""
    given = (
        _("remis {day} ({how})").format(day=_instant(row, "at"), how=_(GIVEN_WORDS[Given(str(row["how"]))]))
        if row["at"]
        else _("pas encore remis")
    )
    return _("version {version} du {day}, {basis} ; {given}. {text}").format(
        version=row["version"],
        day=spoken_date(date.fromisoformat(str(row["in_force_from"]))),
        basis=row["legal_basis"],
        given=given,
        text=row["text"],
    )


def _account(row: Row) -> str:
    return _("identifiant « {login} », créé {day}").format(login=row["login"], day=_instant(row, "created_at"))


def _login(row: Row) -> str:
    return ", ".join(part for part in (str(row["device"]), _instant(row, "opened_at")) if part)


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
