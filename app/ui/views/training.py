"""What the Annuaire screen says of trainings: the sentence, a training in one line, who to invite, what ends when."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from app.core.errors import N_
from app.response.training import Answer
from app.services.plans.plan_training import when_words
from app.words import _, ngettext
from app.words.dates import spoken_date, spoken_number
from app.words.first_letter import capitalised

if TYPE_CHECKING:
    from collections.abc import Container, Sequence

    from app.core.ids import PersonId
    from app.response.training import Expiry, Satisfaction, Training
    from app.services.plans.read_trainings import TrainingDesk


class Audience(StrEnum):
    """Whom an invitation goes to."""

    EXPIRING = "expiring"
    LACKING = "lacking"
    LISTED = "listed"
    EVERYONE = "everyone"


AUDIENCE_WORDS: dict[Audience, str] = {
    Audience.EXPIRING: N_("Attestation qui se termine"),
    Audience.LACKING: N_("Jamais formés"),
    Audience.LISTED: N_("Déjà sur la liste"),
    Audience.EVERYONE: N_("Tout l’effectif"),
}


def sentence(desk: TrainingDesk) -> str:
    """« 12 attestations se terminent d’ici 6 mois ; prochaine formation : vendredi 11 décembre à 9 h, 5 personnes viennent. »"""
    count = len(desk.expiries)
    parts = []
    if count:
        words = ngettext(
            "{n} attestation se termine d’ici {m} mois", "{n} attestations se terminent d’ici {m} mois", count
        )
        parts.append(words.format(n=count, m=desk.expiring_months))
    if desk.to_come:
        first = desk.to_come[0]
        coming = sum(one.answer is Answer.YES for one in desk.parts_of(first))
        words = ngettext(
            "prochaine formation {when}, {n} personne vient",
            "prochaine formation {when}, {n} personnes viennent",
            coming,
        )
        parts.append(words.format(when=when_words(first), n=coming))
    if desk.unsigned:
        n = len(desk.unsigned)
        parts.append(ngettext("{n} formation passée à émarger", "{n} formations passées à émarger", n).format(n=n))
    if not parts:
        return _("Aucune formation prévue, aucune attestation à renouveler.") if desk.trainings else _("Aucune formation n’est notée : prévoyez la première.")  # fmt: skip
    said = _(" ; ").join(parts)
    return f"{capitalised(said)}."


def awareness_sentence(desk: TrainingDesk) -> str:
    """« 2 communications cette année, 182 personnes touchées. »"""
    held = [one for one in desk.communications if one.day.year == desk.today.year]
    if not held:
        return _("Aucune communication notée cette année.")
    reached = sum(one.reached or 0 for one in held)
    told = ngettext("{n} communication cette année", "{n} communications cette année", len(held)).format(n=len(held))
    people = ngettext("{n} personne touchée", "{n} personnes touchées", reached).format(n=reached)
    return f"{told}, {people}."


def detail(desk: TrainingDesk) -> str:
    """« Cette année : 3 formations, 41 présences. »"""
    held = [one for one in desk.past if one.day.year == desk.today.year]
    came = sum(part.attended for one in held for part in desk.parts_of(one))
    trainings = ngettext("{n} formation", "{n} formations", len(held)).format(n=len(held))
    presences = ngettext("{n} présence", "{n} présences", came).format(n=came)
    return _("Depuis le 1er janvier : {trainings}, {presences}.").format(trainings=trainings, presences=presences)


def label(desk: TrainingDesk, training: Training) -> str:
    """« À émarger · AFGSU, niveau 2 · mardi 15 décembre à 20 h »."""
    state = ""
    if training.cancelled_at is not None:
        state = _("annulée")
    elif training in desk.unsigned:
        state = _("à émarger")
    elif training.ends_at <= desk.now:
        state = _("passée")
    return " · ".join(part for part in (training.title, when_words(training), state) if part)


def in_order(desk: TrainingDesk) -> tuple[Training, ...]:
    """Those to sign in first, then those to come, then the past, the last first; cancelled ones at the end."""
    unsigned = desk.unsigned
    gone = tuple(one for one in desk.trainings if one.cancelled_at is not None)
    return (*unsigned, *desk.to_come, *(one for one in desk.past if one not in unsigned), *gone)


def counts(desk: TrainingDesk, training: Training) -> str:
    """« 14 sur la liste : 4 viennent, 1 ne vient pas, 9 sans réponse. » before; « 12 présents sur 14. » after."""
    parts = desk.parts_of(training)
    if not parts:
        return _("Personne n’est encore sur la liste.")
    came = sum(one.attended for one in parts)
    if came:
        words = ngettext("{n} présent sur {total}.", "{n} présents sur {total}.", came)
        return words.format(n=came, total=len(parts))
    said = {answer: sum(one.answer is answer for one in parts) for answer in Answer}
    yes, no, none = said[Answer.YES], said[Answer.NO], said[Answer.NONE]
    told = (
        ngettext("{n} vient", "{n} viennent", yes).format(n=yes),
        ngettext("{n} ne vient pas", "{n} ne viennent pas", no).format(n=no),
        ngettext("{n} sans réponse", "{n} sans réponse", none).format(n=none),
    )
    return _("{total} sur la liste : {told}.").format(total=len(parts), told=", ".join(told))


def liked(found: Satisfaction | None) -> str:
    """« Satisfaction : 3,9 sur 5 (8 avis). »; empty when nobody said."""
    if found is None:
        return ""
    words = ngettext(
        "Satisfaction : {mean} sur 5 ({n} avis).", "Satisfaction : {mean} sur 5 ({n} avis).", found.answers
    )
    return words.format(mean=spoken_number(round(found.mean, 1)), n=found.answers)


def profession_header() -> list[str]:
    """The head of the table by profession."""
    return [_("Profession"), _("Sur la liste"), _("Viennent"), _("Présents")]


def profession_rows(desk: TrainingDesk, training: Training) -> list[tuple[str, int, int, int]]:
    """Who comes and who came, by profession."""
    return [(name or _("sans profession"), *found) for name, found in desk.by_profession(training).items()]


def audience(desk: TrainingDesk, training: Training, of: Audience, professions: Sequence[str]) -> tuple[PersonId, ...]:
    """The people an invitation would go to who were not invited yet, in list order; ``professions`` are slugs, empty: all."""
    parts = {one.person_id: one for one in desk.parts.get(training.id, ())}
    ending = {one.person_id for one in desk.expiries if one.code == training.competence}
    holding = {one.person for one in desk.competences if one.code == training.competence}
    kept: Container[PersonId] = {
        Audience.EXPIRING: ending,
        Audience.LACKING: desk.people.keys() - holding,
        Audience.LISTED: parts.keys(),
        Audience.EVERYONE: desk.people.keys(),
    }[of]
    return tuple(
        id
        for id, person in desk.people.items()
        if id in kept
        and person.is_contactable_on(desk.today)
        and (id not in parts or parts[id].invited_at is None)
        and (not professions or (person.profession or "") in professions)
    )


def audiences(training: Training) -> list[Audience]:
    """The audiences that make sense: one that gives nothing has no certificate to renew."""
    return list(Audience) if training.competence else [Audience.LISTED, Audience.EVERYONE]


def profession_choices(desk: TrainingDesk) -> dict[str, str]:
    """The professions of the roster, slug → name."""
    held = {one.profession for one in desk.people.values() if one.profession}
    return {one.slug: one.label() for one in desk.library.professions if one.slug in held}


def expiry_header() -> list[str]:
    """The head of the table of what ends."""
    return [_("Personne"), _("Profession"), _("Attestation"), _("Jusqu’au"), _("État")]


def expiry_rows(desk: TrainingDesk, found: Sequence[Expiry]) -> list[tuple[str, str, str, str, str]]:
    """What ends, the first to end first."""
    return [
        (
            desk.name(one.person_id),
            desk.profession(one.person_id),
            desk.competence(one.code),
            spoken_date(one.valid_to),
            _("terminée") if one.valid_to < desk.today else _("se termine"),
        )
        for one in found
    ]


def holders(desk: TrainingDesk) -> list[tuple[str, int, int]]:
    """What people hold today: the name, how many hold it, how many of those must renew soon; the most held first."""
    valid: dict[str, set[PersonId]] = {}
    for one in desk.competences:
        if one.is_valid_on(desk.today) and one.person in desk.people:
            valid.setdefault(one.code, set()).add(one.person)
    soon = {(one.code, one.person_id) for one in desk.expiries}
    rows = [(desk.competence(code), len(who), sum((code, one) in soon for one in who)) for code, who in valid.items()]
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def kinds_given(desk: TrainingDesk, code: str) -> str:
    """The kind of training that renews a competence: its refresher where there is one, else the first that gives it."""
    giving = [one.code for one in desk.kinds.values() if one.competence == code]
    return min(giving, key=lambda kind: desk.kinds[kind].minutes, default="")
