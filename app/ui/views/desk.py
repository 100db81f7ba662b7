"""What « Point cabinets » says: its sentence, a practice in one line, what became of its letter, totals and questions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.mobilisation.message import MessageState
from app.response.desk_survey import DESK_WORDS, KIND_WORDS, NO, YES, DeskState, QuestionKind, SurveyKind
from app.roster.phones import spoken_phone
from app.ui.parts.coloured import coloured
from app.words import N_, _, ngettext
from app.words.dates import spoken_instant, spoken_number

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from app.response.desk_replies import DeskReply, QuestionTally, Tally
    from app.response.desk_survey import Desk, DeskSurvey
    from app.services.continuity.read_practices import DeskRow, PracticesView

LOOKS = {
    DeskState.OPEN: ("check_circle", "green"),
    DeskState.DEGRADED: ("warning", "orange"),
    DeskState.CLOSED: ("do_not_disturb_on", "red"),
}
"""State → its icon and colour, with its word always the same three."""

TAP_WORDS = {
    DeskState.OPEN: N_("Ouvert"),
    DeskState.DEGRADED: N_("Réduit"),
    DeskState.CLOSED: N_("Fermé"),
}
SILENT_LOOK = ("schedule", "gray")
HOURS = (1, 2, 4, 8, 12, 24, 48, 72)


def badge(state: DeskState | None) -> str:
    """The state as icon, word and colour; « sans réponse » for whoever is silent."""
    icon, colour = LOOKS[state] if state else SILENT_LOOK
    return coloured(colour, icon, _(DESK_WORDS[state]) if state else _("sans réponse"))


def kind_words(kind: str) -> str:
    """« pharmacie »."""
    return _(KIND_WORDS[kind]) if kind in KIND_WORDS else kind


def sentence(view: PracticesView) -> str:
    """« 12 cabinets ou établissements sur 60 n’ont pas répondu. 41 ouverts, 5 en service réduit, 2 fermés. »"""
    return " ".join(filter(None, (_silence(view.total), states(view) if view.survey.kind is SurveyKind.STATE else "")))


def _silence(total: Tally) -> str:
    if not total.silent:
        return ngettext("La seule réponse attendue est là.", "Les {n} réponses sont là.", total.asked).format(
            n=total.asked
        )
    return ngettext("{n} réponse manque sur {asked}.", "{n} réponses manquent sur {asked}.", total.silent).format(
        n=total.silent, asked=total.asked
    )


def states(view: PracticesView) -> str:
    """« 41 ouverts, 5 en service réduit, 2 fermés. »; empty when nobody said anything."""
    counts = view.total.states
    pieces = []
    if n := counts.get(DeskState.CLOSED, 0):
        pieces.append(ngettext("{n} fermé", "{n} fermés", n).format(n=n))
    if n := counts.get(DeskState.DEGRADED, 0):
        pieces.append(ngettext("{n} en service réduit", "{n} en service réduit", n).format(n=n))
    if n := counts.get(DeskState.OPEN, 0):
        pieces.append(ngettext("{n} ouvert", "{n} ouverts", n).format(n=n))
    return _("{pieces}.").format(pieces=", ".join(pieces)).capitalize() if pieces else ""


def where(view: PracticesView) -> str:
    """« Point cabinets · inondation de la Ria · réponses jusqu’à … »."""
    survey = view.survey
    until = (
        _("réponses jusqu’au {at}").format(at=spoken_instant(survey.closes_at))
        if view.is_open
        else _("clos {at}").format(at=spoken_instant(survey.ended_at))
    )
    first = _("EXERCICE – EXERCICE – EXERCICE") if view.exercise else ""
    name = _("Questionnaire éclair") if survey.kind is SurveyKind.FLASH else _("Point cabinets")
    return " · ".join(filter(None, (first, name, survey.title, until)))


def detail(view: PracticesView) -> str:
    """Who is there against who should be, and how many answered by telephone."""
    total, pieces = view.total, []
    if total.expected:
        pieces.append(
            _("Soignants présents : {present} sur {expected} attendus, là où les deux sont dits.").format(
                present=spoken_number(total.present), expected=spoken_number(total.expected)
            )
        )
    if total.by_phone:
        pieces.append(
            ngettext("{n} réponse prise au téléphone.", "{n} réponses prises au téléphone.", total.by_phone).format(
                n=total.by_phone
            )
        )
    return " ".join(pieces)


def survey_label(survey: DeskSurvey, total: Tally) -> str:
    """« jeudi 26 novembre à 17 h · inondation · 48/60 »."""
    return " · ".join((spoken_instant(survey.opened_at), survey.title, f"{total.answered}/{total.asked}"))


def line(row: DeskRow, communes: Mapping[str, str]) -> str:
    """« Cabinet du Port · cabinet · Auray »."""
    reply = row.reply
    commune = communes.get(reply.commune_insee, reply.commune_insee)
    return " · ".join(filter(None, (row.name, kind_words(reply.kind), commune)))


def phone(row: DeskRow) -> str:
    """The number as it is read; empty when nobody knows it, or may read it."""
    return spoken_phone(row.phone).replace(" ", "\u00a0") if row.phone else ""


def letter_fate(row: DeskRow) -> str:
    """What became of the last letter, for whoever is silent."""
    if not row.reply.address:
        return _("Aucune adresse : à appeler.")
    one = row.letter
    if one is None or one.state is MessageState.CANCELLED:
        return ""
    if one.state is MessageState.SENT:
        return _("Écrit à {address}, {at}.").format(address=row.reply.address, at=spoken_instant(one.changed_at))
    if one.state is MessageState.FAILED:
        return _("Le message à {address} n’est pas parti ({why}) : appelez.").format(
            address=row.reply.address, why=one.error or _("échec")
        )
    if one.state is MessageState.BY_HAND_DONE:
        return _("Prévenu à la main, {at}.").format(at=spoken_instant(one.changed_at))
    return _("Message à {address} pas encore parti.").format(address=row.reply.address)


def unsent(view: PracticesView) -> str:
    """« 8 messages ne sont pas partis. »: what waits for a hand or failed among the silent; empty when nothing does."""
    n = sum(
        row.letter is not None and row.letter.state in (MessageState.QUEUED, MessageState.FAILED) for row in view.silent
    )
    if not n:
        return ""
    return ngettext("{n} message n’est pas encore parti.", "{n} messages ne sont pas encore partis.", n).format(n=n)


def said(reply: DeskReply, survey: DeskSurvey) -> str:
    """« 2 présents sur 4 · stock : oxygène · besoin : 1 infirmière · 17 h 10, par téléphone »."""
    answer, pieces = reply.answer, []
    if people := present_words(reply):
        pieces.append(people)
    if answer.stock:
        pieces.append(_("stock : {text}").format(text=answer.stock))
    if answer.needs:
        pieces.append(_("besoin : {text}").format(text=answer.needs))
    for one in survey.questions:
        if text := answer.answers.get(one.code, ""):
            pieces.append(_("{question} {answer}").format(question=one.text, answer=answer_words(one.kind, text)))
    return " · ".join((*pieces, when(reply)))


def when(reply: DeskReply) -> str:
    """« jeudi 26 novembre à 17 h 10, au téléphone »."""
    if reply.answered_at is None:
        return _("sans réponse")
    at = spoken_instant(reply.answered_at)
    return _("{at}, au téléphone").format(at=at) if reply.by_phone else at


def present_words(reply: DeskReply) -> str:
    """« 2 présents sur 4 »; one of the two when the other was not said."""
    present, expected = reply.answer.present, reply.answer.expected
    if present is None and expected is None:
        return ""
    if expected is None:
        return ngettext("{n} présent", "{n} présents", present or 0).format(n=present)
    if present is None:
        return ngettext("{n} attendu", "{n} attendus", expected).format(n=expected)
    return ngettext("{n} présent sur {m}", "{n} présents sur {m}", present).format(n=present, m=expected)


def answer_words(kind: QuestionKind, text: str) -> str:
    """« oui », « 12 », the words."""
    if kind is QuestionKind.YES_NO:
        return {YES: _("oui"), NO: _("non")}.get(text, text)
    return spoken_number(int(text)) if kind is QuestionKind.NUMBER and text.isdigit() else text


def needs_a_look(row: DeskRow) -> bool:
    """Closed, degraded, or lacking something."""
    answer = row.reply.answer
    return answer.state in (DeskState.CLOSED, DeskState.DEGRADED) or bool(answer.stock or answer.needs)


def table_header(survey: DeskSurvey) -> list[str]:
    """The columns of everyone asked."""
    first = [_("qui"), _("type"), _("commune")]
    if survey.kind is SurveyKind.STATE:
        first += [_("état"), _("présents"), _("attendus"), _("stock"), _("besoin")]
    return [*first, *(one.text for one in survey.questions), _("réponse")]


def table_row(row: DeskRow, survey: DeskSurvey, communes: Mapping[str, str]) -> list[str]:
    """One line of the table and of its file."""
    reply = row.reply
    answer = reply.answer
    cells = [row.name, kind_words(reply.kind), communes.get(reply.commune_insee, reply.commune_insee)]
    if survey.kind is SurveyKind.STATE:
        cells += [
            _(DESK_WORDS[answer.state]) if answer.state else "",
            "" if answer.present is None else str(answer.present),
            "" if answer.expected is None else str(answer.expected),
            answer.stock,
            answer.needs,
        ]
    cells += [answer_words(one.kind, answer.answers.get(one.code, "")) for one in survey.questions]
    return [*cells, when(reply)]


def is_troubled(total: Tally) -> bool:
    """Whether someone is silent, closed or degraded there."""
    return bool(total.silent or total.states.get(DeskState.CLOSED) or total.states.get(DeskState.DEGRADED))


def totals_header(survey: DeskSurvey, first: str) -> list[str]:
    """The columns of a summary by commune or by kind."""
    if survey.kind is SurveyKind.FLASH:
        return [first, _("interrogés"), _("sans réponse")]
    return [first, _("interrogés"), _("sans réponse"), _("fermés"), _("en service réduit"), _("ouverts")]


def totals_row(survey: DeskSurvey, name: str, total: Tally) -> list[str]:
    """One commune or kind; nobody is left blank, which reads faster than a column of zeros."""
    cells = [name, str(total.asked), str(total.silent or "")]
    if survey.kind is SurveyKind.FLASH:
        return cells
    return [*cells, *(str(total.states.get(state, 0) or "") for state in reversed(DeskState))]


def question_words(one: QuestionTally) -> str:
    """« Avez-vous de l’oxygène ? 12 oui, 3 non (15 réponses). »"""
    answers = ngettext("{n} réponse", "{n} réponses", one.answered).format(n=one.answered)
    if one.question.kind is QuestionKind.YES_NO:
        return _("{question} {yes} oui, {no} non ({answers}).").format(
            question=one.question.text, yes=one.yes, no=one.no, answers=answers
        )
    if one.question.kind is QuestionKind.NUMBER:
        return _("{question} {total} en tout ({answers}).").format(
            question=one.question.text, total=spoken_number(one.total), answers=answers
        )
    return _("{question} {answers}.").format(question=one.question.text, answers=answers)


def reach(desks: Sequence[Desk], addresses: Mapping[str, str]) -> str:
    """« 60 interrogés : 48 par e-mail, 4 par SMS, 8 à appeler. »"""
    chosen = [addresses.get(one.subject, one.address) for one in desks]
    emails, silent = sum("@" in one for one in chosen), sum(not one for one in chosen)
    texts = len(chosen) - emails - silent
    pieces = []
    if emails:
        pieces.append(_("{n} par e-mail").format(n=emails))
    if texts:
        pieces.append(_("{n} par SMS").format(n=texts))
    if silent:
        pieces.append(_("{n} à appeler").format(n=silent))
    count = ngettext("{n} destinataire", "{n} destinataires", len(chosen)).format(n=len(chosen))
    return _("{count} : {ways}.").format(count=count, ways=", ".join(pieces)) if pieces else _("Personne à interroger.")


def hours_label(hours: int) -> str:
    """« 4 heures », « 2 jours »."""
    if hours >= 48 and hours % 24 == 0:
        return ngettext("{n} jour", "{n} jours", hours // 24).format(n=hours // 24)
    return ngettext("{n} heure", "{n} heures", hours).format(n=hours)


def kinds_of(desks: Collection[Desk]) -> dict[str, str]:
    """Kinds that are there → words with how many, in the usual order: « pharmacie (12) »."""
    counts: dict[str, int] = {}
    for one in desks:
        counts[one.kind] = counts.get(one.kind, 0) + 1
    return {str(kind): f"{_(words)} ({counts[kind]})" for kind, words in KIND_WORDS.items() if kind in counts}
