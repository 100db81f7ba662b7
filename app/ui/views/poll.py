"""A running poll in words: where it stands, what a reminder would do, each session's answers, who is silent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.roster.phones import spoken_phone
from app.scheduling.spoken import listed, some_people
from app.services.mobilisation.poll_messages import period_words
from app.ui.parts.confirm import Question
from app.ui.parts.people_table import PersonRow
from app.ui.parts.poll_tally import TallyRow
from app.ui.views.told_apart import told_apart
from app.words import _, ngettext
from app.words.dates import half_day_name, short_day, spoken_instant
from app.words.people import full_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from app.core.ids import PersonId, SessionId
    from app.mobilisation.poll_answers import Reminders, Tally
    from app.roster.person import Person
    from app.scheduling.session import Session
    from app.scheduling.spoken import RoleLabel
    from app.services.mobilisation.poll_outlook import Outlook
    from app.services.mobilisation.read_polls import PollView


def closing_sentence(view: PollView) -> str:
    """« Clôture samedi 28 novembre à 12 h ; 3 personnes n’ont rien dit. »"""
    silent = len(view.silent)
    when = spoken_instant(view.poll.closes_at)
    if not silent:
        return _("Clôture {when} ; tout le monde a répondu.").format(when=when)
    said = ngettext("{n} personne n’a rien dit", "{n} personnes n’ont rien dit", silent).format(n=silent)
    return _("Clôture {when} ; {silent}.").format(when=when, silent=said)


def poll_names(running: Sequence[PollView]) -> dict[str, str]:
    """Poll id → « du lundi 30 novembre au vendredi 4 décembre », with the closing where two are of the same days."""
    asked = [one for one in running if one.sessions]
    closing = {one.poll.id: _("clôture {when}").format(when=spoken_instant(one.poll.closes_at)) for one in asked}
    return told_apart({one.poll.id: period_words(one.sessions) for one in asked}, closing)


def remind_label(view: PollView) -> str:
    return _("Relancer ({n})").format(n=len(view.can_remind))


def remind_hint(view: PollView) -> str:
    """What one click does, and whom it spares: « Une relance en touche 3 tout de suite et 2 à partir de … ; 4 sont déjà
    relancées ou vont l’être, on n’insiste pas. »; empty when nobody is silent."""
    if not view.silent:
        return ""
    found = view.reminders
    reached = []
    if found.now:
        reached.append(_("{n} tout de suite").format(n=len(found.now)))
    if found.later:
        when = spoken_instant(min(at for _person, at in found.later))
        reached.append(_("{n} à partir de {when}").format(n=len(found.later), when=when))
    parts = [_("Une relance en touche {people}").format(people=listed(reached))] if reached else []
    if view.reminded:
        n = len(view.reminded)
        words = ngettext(
            "{n} est déjà relancée ou va l’être, on n’insiste pas",
            "{n} sont déjà relancées ou vont l’être, on n’insiste pas",
            n,
        )
        parts.append(words.format(n=n))
    if found.never:
        n = len(found.never)
        words = ngettext(
            "{n} ne peut pas l’être avant la clôture (quota ou heures de silence)",
            "{n} ne peuvent pas l’être avant la clôture (quota ou heures de silence)",
            n,
        )
        parts.append(words.format(n=n))
    return _("{sentence}.").format(sentence=_(" ; ").join(parts))


def reminded_sentence(done: Reminders) -> str:
    """What the click did: « Relance : 3 personnes relancées maintenant et 2 à partir de lundi 30 novembre à 8 h. »"""
    return _("Relance : {sentence}").format(sentence=done.sentence)


def by_hand_sentence(view: PollView) -> str:
    """How many messages wait for the coordinator's own hand; empty when none does."""
    if not view.by_hand:
        return ""
    return ngettext(
        "{n} message attend d’être passé à la main.", "{n} messages attendent d’être passés à la main.", view.by_hand
    ).format(n=view.by_hand)


def opened_sentence(view: PollView) -> str:
    """What opening did, said once."""
    count = sum(view.messages.values())
    said = ngettext("Sondage ouvert : {n} message écrit.", "Sondage ouvert : {n} messages écrits.", count)
    return " ".join(part for part in (said.format(n=count), by_hand_sentence(view)) if part)


URGENCY = ("cannot_open", "degraded", "opens", "cancelled")
"""What can't open stands first."""


def tally_rows(view: PollView, outlooks: Mapping[SessionId, Outlook], label: RoleLabel) -> list[TallyRow]:
    """The answers of each session and what they are enough for, what can't open first, then in time order."""
    counted = {one.session: one for one in view.tally}
    known = [session for session in view.sessions if session.id in outlooks]
    known.sort(key=lambda session: URGENCY.index(outlooks[session.id].state))
    return [_tally_row(session, counted[session.id], outlooks[session.id], label) for session in known]


def _tally_row(session: Session, counts: Tally, outlook: Outlook, label: RoleLabel) -> TallyRow:
    half = half_day_name(session.starts_at, session.ends_at)
    return TallyRow(
        moment=f"{short_day(session.day)}, {half}",
        yes=counts.yes,
        if_needed=counts.if_needed,
        no=counts.no,
        silent=counts.silent,
        state=outlook.state,
        missing=_missing(outlook, label),
    )


def _missing(outlook: Outlook, label: RoleLabel) -> str:
    """« il manque un médecin et 2 vaccinateurs »."""
    if not outlook.missing:
        return ""
    return _("il manque {people}").format(
        people=listed(some_people(role, count, label) for role, count in outlook.missing)
    )


def tally_sentence(rows: Sequence[TallyRow]) -> str:
    """« Avec ces réponses, 6 séances sur 10 peuvent ouvrir toutes leurs lignes. »"""
    alive = [row for row in rows if row.state != "cancelled"]
    able = sum(row.state == "opens" for row in alive)
    words = ngettext(
        "Avec ces réponses, {n} séance sur {total} peut ouvrir toutes ses lignes.",
        "Avec ces réponses, {n} séances sur {total} peuvent ouvrir toutes leurs lignes.",
        able,
    )
    return words.format(n=able, total=len(alive))


def silent_header() -> list[str]:
    return [_("Ordre"), _("Personne"), _("Profession"), _("Téléphone"), _("Relance")]


def silent_rows(view: PollView, jobs: Mapping[str, str]) -> list[PersonRow]:
    """Those who said nothing, in the order of asking; ``jobs``: profession → its label."""
    place = {person.id: rank for rank, person in enumerate(view.asked, start=1)}
    known = {person.id: person for person in view.asked}
    return [_silent_row(view, place[one], known[one], jobs) for one in view.silent]


def _silent_row(view: PollView, place: int, person: Person, jobs: Mapping[str, str]) -> PersonRow:
    phone = person.mobile or person.phone
    return PersonRow(
        person.id,
        (
            str(place),
            full_name(person.given_name, person.family_name),
            jobs.get(person.profession or "", "–"),
            spoken_phone(phone) if phone else "–",
            _may_be_reminded(view, person.id),
        ),
    )


def _may_be_reminded(view: PollView, person: PersonId) -> str:
    later = dict(view.reminders.later)
    if person in view.reminded:
        return _("déjà relancée")
    if person in later:
        return _("à partir de {when}").format(when=spoken_instant(later[person]))
    return _("tout de suite") if person in view.reminders.now else _("pas avant la clôture")


def note_lines(view: PollView) -> list[tuple[str, str]]:
    """(name, note) of the notes that are still alive."""
    known = {person.id: person for person in view.asked}
    return [
        (full_name(known[one.person].given_name, known[one.person].family_name), one.text)
        for one in view.notes
        if one.person in known
    ]


def closing_question(view: PollView) -> Question:
    """What closing does, to whom."""
    sentences = [_("Les réponses restent et le planning s’en sert ; plus personne ne peut en ajouter depuis sa page.")]
    if view.silent:
        n = len(view.silent)
        sentences.append(ngettext("{n} personne n’a pas répondu.", "{n} personnes n’ont pas répondu.", n).format(n=n))
    sentences.append(_("Les messages qui ne sont pas partis sont annulés, et les notes laissées sont effacées."))
    return Question(_("Clore le sondage ?"), tuple(sentences), _("Clore"))


def group_text(view: PollView, base_url: str) -> str:
    """A text for a group chat: no personal link in it, only where one's own may be asked for again."""
    return _(
        "Bonjour à toutes et à tous,\n"
        "le sondage pour les séances de « {centre} » ({period}) est ouvert jusqu’à {until}.\n"
        "Répondez depuis votre lien personnel, reçu par e-mail ou par SMS : une minute suffit, et un non nous aide aussi.\n"
        "Lien perdu ? Redemandez-le : {address}"
    ).format(
        centre=view.centre.name,
        period=period_words(view.sessions),
        until=spoken_instant(view.poll.closes_at),
        address=f"{base_url}/p",
    )
