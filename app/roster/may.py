"""« May this profession do this act, for this vaccine and age, in this place, on this date? » A pure function over dated rules.

No law is written here: what the rows do not say is answered « aucune règle en vigueur », never guessed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.core.errors import N_
from app.roster.competence import VACCINATION_TRAINING
from app.roster.competence_rule import CompetenceRule, Physician
from app.roster.person import PersonStatus
from app.roster.vaccine import Vaccine
from app.words import _


class Ruling(StrEnum):
    """The answer, most permissive first."""

    ALLOWED = "allowed"
    PHYSICIAN_CALLABLE = "physician_callable"
    PHYSICIAN_ON_SITE = "physician_on_site"
    FORBIDDEN = "forbidden"
    NO_RULE = "no_rule"


_PERMISSIVE = {
    Physician.NONE: Ruling.ALLOWED,
    Physician.CALLABLE: Ruling.PHYSICIAN_CALLABLE,
    Physician.ON_SITE: Ruling.PHYSICIAN_ON_SITE,
}
_ORDER = list(Ruling)


class Refusal(StrEnum):
    """Why an act is forbidden: the last condition missed by the rule that came nearest."""

    PROFESSION = "profession"
    STATUS = "status"
    SETTING = "setting"
    AGE = "age"
    STUDENT_YEAR = "student_year"
    TRAINING = "training"


_NEAREST = list(Refusal)

_SENTENCES = {
    Ruling.ALLOWED: N_("autorisé"),
    Ruling.PHYSICIAN_CALLABLE: N_("autorisé, un médecin joignable et pouvant intervenir"),
    Ruling.PHYSICIAN_ON_SITE: N_("autorisé, un médecin présent sur place"),
    Ruling.NO_RULE: N_("aucune règle en vigueur à cette date : rien n’est supposé, saisissez la règle et son texte"),
}
_REFUSALS = {
    Refusal.PROFESSION: N_("interdit : aucune règle en vigueur n’ouvre cet acte à cette profession"),
    Refusal.STATUS: N_("interdit : la règle ne vaut pas pour ce statut (remplaçant, retraité, étudiant)"),
    Refusal.SETTING: N_("interdit : la règle ne vaut pas dans ce lieu"),
    Refusal.AGE: N_("interdit : la règle ne couvre pas cet âge"),
    Refusal.STUDENT_YEAR: N_("interdit : l’année d’études est insuffisante ou inconnue"),
    Refusal.TRAINING: N_("interdit : la formation exigée n’est pas valide à cette date"),
}


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer with the row it rests on (None when forbidden or without rule)."""

    ruling: Ruling
    rule: CompetenceRule | None = None
    refusal: Refusal | None = None

    @property
    def is_allowed(self) -> bool:
        """Whether the act may be done, a physician being callable or on site where the ruling says so."""
        return self.rule is not None

    @property
    def on_prescription(self) -> bool:
        """Whether someone else must have prescribed."""
        return self.rule is not None and self.rule.on_prescription

    @property
    def sentence(self) -> str:
        """What a person reads: the answer, its conditions, its source."""
        if self.refusal is not None:
            return _(_REFUSALS[self.refusal])
        parts = [_(_SENTENCES[self.ruling])]
        if self.rule is not None:
            parts += [_("sur prescription")] if self.rule.on_prescription else []
            parts += [part for part in (self.rule.conditions, self.rule.exclusions) if part]
            parts.append(_("source : {source}").format(source=self.rule.source))
        return _(" ; ").join(parts)


def may(
    act: str,
    profession: str | None,
    *,
    campaign: str,
    vaccine: Vaccine | None,
    age_years: int | None,
    setting: str,
    on: date,
    trained: bool | Iterable[str],
    rules: Iterable[CompetenceRule],
    status: PersonStatus = PersonStatus.ACTIF,
    student_year: int | None = None,
) -> Verdict:
    """Whether ``profession`` (None: no health profession) may do ``act`` on a person of ``age_years`` in ``setting`` on ``on``.

    ``age_years`` None leaves age out (acts done on no one). ``trained`` True holds every training; otherwise the
    competence codes valid on ``on``. Among the rules that allow, the one asking least wins. FORBIDDEN when rules govern
    this act on that date but none allows it; NO_RULE when none governs it at all.
    """
    holds = frozenset({VACCINATION_TRAINING}) if trained is True else frozenset(trained or ())
    governing = [rule for rule in rules if _governs(rule, act, campaign, vaccine, on)]
    if not governing:
        return Verdict(Ruling.NO_RULE)
    refusals: list[Refusal] = []
    allowing: list[CompetenceRule] = []
    for rule in governing:
        refusal = _refusal(
            rule, profession, status, setting, age_years, student_year, None if trained is True else holds
        )
        if refusal is None:
            allowing.append(rule)
        else:
            refusals.append(refusal)
    if not allowing:
        return Verdict(Ruling.FORBIDDEN, refusal=max(refusals, key=_NEAREST.index))
    best = min(allowing, key=_demands)
    return Verdict(_PERMISSIVE[best.physician], best)


def breakpoints(rules: Iterable[CompetenceRule], youngest: int, oldest: int) -> Sequence[int]:
    """The ages of ``youngest``–``oldest`` at which an answer can change: both ends and every bound of a rule between."""
    bounds = {youngest, oldest}
    for rule in rules:
        bounds.update((rule.min_age, rule.max_age, rule.max_age + 1, rule.min_age - 1))
    return sorted(age for age in bounds if youngest <= age <= oldest)


def _governs(rule: CompetenceRule, act: str, campaign: str, vaccine: Vaccine | None, on: date) -> bool:
    return (
        act in rule.acts
        and (not rule.campaigns or campaign in rule.campaigns)
        and (
            not rule.vaccines
            or (vaccine is not None and not {vaccine.slug, *vaccine.families}.isdisjoint(rule.vaccines))
        )
        and rule.is_in_force(on)
    )


def _refusal(
    rule: CompetenceRule, profession: str | None, status: PersonStatus, setting: str, age: int | None,
    student_year: int | None, holds: frozenset[str] | None,
) -> Refusal | None:  # fmt: skip
    """The first condition of ``rule`` that is not met, in the order of :class:`Refusal`."""
    if rule.professions and profession not in rule.professions:
        return Refusal.PROFESSION
    if rule.statuses and status not in rule.statuses:
        return Refusal.STATUS
    if rule.settings and setting not in rule.settings:
        return Refusal.SETTING
    if age is not None and not rule.min_age <= age <= rule.max_age:
        return Refusal.AGE
    if rule.min_student_year is not None and (student_year or 0) < rule.min_student_year:
        return Refusal.STUDENT_YEAR
    if rule.training and holds is not None and rule.training not in holds:
        return Refusal.TRAINING
    return None


def _demands(rule: CompetenceRule) -> tuple[int, bool, bool, str]:
    """How much a rule asks: physician first, then a prescription, then conditions; the source breaks ties."""
    return _ORDER.index(_PERMISSIVE[rule.physician]), rule.on_prescription, bool(rule.conditions), rule.source
