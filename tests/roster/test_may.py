"""Who may do what, by dated rules: the turning points of 2021, the standing law, and the silence between them."""

from __future__ import annotations

from datetime import date

import pytest

from app.library import Library
from app.roster.competence import VACCINATION_TRAINING
from app.roster.competence_rule import CompetenceRule, Physician
from app.roster.may import Refusal, Ruling, may
from app.roster.person import PersonStatus
from app.words import use_language

ALLOWED, CALLABLE, ON_SITE = Ruling.ALLOWED, Ruling.PHYSICIAN_CALLABLE, Ruling.PHYSICIAN_ON_SITE
FORBIDDEN, NO_RULE = Ruling.FORBIDDEN, Ruling.NO_RULE


def ruling(
    library: Library, act: str, profession: str | None, on: str, *, vaccine: str = "comirnaty_violet", age: int = 40,
    campaign: str = "covid_2021", setting: str = "centre", trained: bool = True,
    status: PersonStatus = PersonStatus.ACTIF, year: int | None = None,
) -> Ruling:  # fmt: skip
    verdict = may(
        act, profession, campaign=campaign, vaccine=library.vaccines[vaccine], age_years=age, setting=setting,
        on=date.fromisoformat(on), trained=trained, rules=library.competence_rules, status=status, student_year=year,
    )  # fmt: skip
    return verdict.ruling


@pytest.mark.parametrize(
    ("act", "profession", "on", "expected"),
    [
        ("inject", "infirmier", "2021-01-03", NO_RULE),
        ("inject", "infirmier", "2021-01-04", ON_SITE),
        ("inject", "infirmier", "2021-03-04", ON_SITE),
        ("inject", "infirmier", "2021-03-05", CALLABLE),
        ("prescribe", "infirmier", "2021-03-26", FORBIDDEN),
        ("prescribe", "infirmier", "2021-03-27", CALLABLE),
        ("prescribe", "pharmacien", "2021-03-04", FORBIDDEN),
        ("prescribe", "pharmacien", "2021-03-05", CALLABLE),
        ("inject", "sage_femme", "2021-03-05", CALLABLE),
        ("inject", "chirurgien_dentiste", "2021-03-26", FORBIDDEN),
        ("inject", "chirurgien_dentiste", "2021-03-27", CALLABLE),
        ("inject", "veterinaire", "2021-03-26", FORBIDDEN),
        ("inject", "veterinaire", "2021-03-27", ON_SITE),
        ("inject", "masseur_kinesitherapeute", "2021-05-11", FORBIDDEN),
        ("inject", "masseur_kinesitherapeute", "2021-05-12", ON_SITE),
        ("inject", "medecin", "2022-07-31", ALLOWED),
        ("inject", "medecin", "2022-08-01", NO_RULE),
        ("inject", "infirmier", "2026-12-01", NO_RULE),
    ],
)
def test_the_covid_regime_day_by_day(library: Library, act: str, profession: str, on: str, expected: Ruling) -> None:
    """Each text of 2021 changes the answer on the day it entered into force, and none outlives 31 July 2022."""
    assert ruling(library, act, profession, on) is expected


@pytest.mark.parametrize(
    ("act", "profession", "age", "trained", "expected"),
    [
        ("inject", "infirmier", 11, False, ALLOWED),
        ("prescribe", "infirmier", 10, True, FORBIDDEN),
        ("prescribe", "infirmier", 11, True, ALLOWED),
        ("inject", "pharmacien", 11, True, ALLOWED),
        ("inject", "pharmacien", 10, True, FORBIDDEN),
        ("inject", "pharmacien", 40, False, FORBIDDEN),
        ("inject", "sage_femme", 2, False, ALLOWED),
        ("prescribe", "medecin", 1, False, ALLOWED),
        ("inject", "chirurgien_dentiste", 40, True, FORBIDDEN),
        ("inject", "masseur_kinesitherapeute", 40, True, FORBIDDEN),
        ("inject", "preparateur_pharmacie", 40, True, FORBIDDEN),
        ("inject", None, 40, True, FORBIDDEN),
        ("reception", None, 40, False, ALLOWED),
    ],
)
def test_the_standing_law_in_a_centre(
    library: Library, act: str, profession: str | None, age: int, trained: bool, expected: Ruling
) -> None:
    """Since August 2023 nurses and trained pharmacists vaccinate from 11 years, midwives and physicians at any age."""
    found = ruling(library, act, profession, "2026-12-01", vaccine="ror", campaign="calendar", age=age, trained=trained)
    assert found is expected


def test_a_nurse_prescribes_flu_and_covid_without_the_training(library: Library) -> None:
    """The training to prescribe is not asked for these two vaccines (CSP R.4311-5-1), and is for others."""
    answers = [
        ruling(library, "prescribe", "infirmier", "2026-12-01", vaccine=vaccine, campaign="calendar", trained=False)
        for vaccine in ("grippe_seringue", "covid_19_saison", "ror")
    ]
    assert answers == [ALLOWED, ALLOWED, FORBIDDEN]


def test_under_eleven_a_nurse_injects_on_prescription(library: Library) -> None:
    """Below the age of the decree the older rule applies, and the verdict says someone else must prescribe."""
    verdict = may(
        "inject", "infirmier", campaign="calendar", vaccine=library.vaccines["ror"], age_years=4, setting="centre",
        on=date(2026, 12, 1), trained=False, rules=library.competence_rules,
    )  # fmt: skip
    assert (verdict.ruling, verdict.on_prescription) == (ALLOWED, True)


def test_a_viral_vector_vaccine_asks_less_than_mrna(library: Library) -> None:
    """In March 2021 only mRNA vaccines asked for a physician able to intervene."""
    answers = [ruling(library, "inject", "infirmier", "2021-03-10", vaccine=one) for one in ("vaxzevria", "spikevax")]
    assert answers == [ALLOWED, CALLABLE]


def test_students_by_year_and_retired_by_date(library: Library) -> None:
    """A nursing student needs the first year validated; a retired nurse returns on 27 March 2021 under a physician."""
    student = PersonStatus.ETUDIANT
    answers = [
        ruling(library, "inject", "etudiant_infirmier", "2021-04-01", status=student, year=1),
        ruling(library, "inject", "etudiant_infirmier", "2021-04-01", status=student, year=2),
        ruling(library, "inject", "etudiant_infirmier", "2021-04-01", status=student),
        ruling(library, "inject", "infirmier", "2021-03-26", status=PersonStatus.RETRAITE),
        ruling(library, "inject", "infirmier", "2021-03-27", status=PersonStatus.RETRAITE),
    ]
    assert answers == [FORBIDDEN, ON_SITE, FORBIDDEN, FORBIDDEN, ON_SITE]


def test_children_of_five_wait_for_december_2021(library: Library) -> None:
    """Nurses vaccinate 5-11 year-olds from the day after the order of 22 December 2021."""
    answers = [ruling(library, "inject", "infirmier", on, age=5) for on in ("2021-12-22", "2021-12-23")]
    assert answers == [FORBIDDEN, CALLABLE]


def test_a_pharmacy_assistant_vaccinates_in_the_pharmacy_only(library: Library) -> None:
    """The place is part of the rule."""
    answers = [
        ruling(library, "inject", "preparateur_pharmacie", "2026-12-01", vaccine="grippe_seringue", campaign="calendar", setting=one)
        for one in ("practice", "centre")
    ]  # fmt: skip
    assert answers == [ALLOWED, FORBIDDEN]


def test_an_exceptional_campaign_without_text_says_so(library: Library) -> None:
    """No rule shipped for a campaign to come: nothing is borrowed from another, and the sentence says what to do."""
    verdict = may(
        "inject", "medecin", campaign="exceptional", vaccine=None, age_years=40, setting="centre",
        on=date(2026, 12, 1), trained=True, rules=library.competence_rules,
    )  # fmt: skip
    assert (verdict.ruling, verdict.rule, verdict.is_allowed) == (NO_RULE, None, False)
    assert verdict.sentence == (
        "aucune règle en vigueur à cette date : rien n’est supposé, saisissez la règle et son texte"
    )


A_RULE = CompetenceRule(
    campaigns=("c",), vaccines=(), acts=("inject",), professions=("infirmier",), settings=("centre",), min_age=10,
    max_age=20, statuses=(PersonStatus.ACTIF,), min_student_year=3, training=VACCINATION_TRAINING, source="texte",
)  # fmt: skip


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"profession": "medecin"}, Refusal.PROFESSION),
        ({"status": PersonStatus.RETRAITE}, Refusal.STATUS),
        ({"setting": "home"}, Refusal.SETTING),
        ({"age_years": 9}, Refusal.AGE),
        ({"age_years": 21}, Refusal.AGE),
        ({"student_year": 2}, Refusal.STUDENT_YEAR),
        ({"trained": frozenset({"afgsu"})}, Refusal.TRAINING),
        ({}, None),
    ],
)
def test_each_condition_can_refuse_alone(change: dict[str, object], refusal: Refusal | None) -> None:
    """With everything else met, one missed condition forbids and is the one named."""
    asked: dict[str, object] = {
        "profession": "infirmier", "campaign": "c", "vaccine": None, "age_years": 10, "setting": "centre",
        "on": date(2026, 1, 1), "trained": frozenset({VACCINATION_TRAINING}), "status": PersonStatus.ACTIF, "student_year": 3,
    }  # fmt: skip
    verdict = may("inject", rules=[A_RULE], **{**asked, **change})  # type: ignore[arg-type]
    assert (verdict.refusal, verdict.is_allowed) == (refusal, refusal is None)


def test_the_rule_asking_least_wins_and_is_quoted() -> None:
    """Between a physician on site and a callable one, the callable; the sentence carries conditions and source."""
    strict, kind = (
        CompetenceRule(
            campaigns=(), vaccines=(), acts=("inject",), professions=(), settings=(), physician=physician,
            conditions="Formé", source=source,
        )
        for physician, source in ((Physician.ON_SITE, "ancien"), (Physician.CALLABLE, "nouveau"))
    )  # fmt: skip
    verdict = may(
        "inject", "infirmier", campaign="c", vaccine=None, age_years=None, setting="centre", on=date(2026, 1, 1),
        trained=False, rules=[strict, kind],
    )  # fmt: skip
    assert verdict.rule == kind
    with use_language("fr"):
        assert verdict.sentence == "autorisé, un médecin joignable et pouvant intervenir ; Formé ; source : nouveau"
    with use_language("en"):
        assert "; Formé; source: nouveau" in verdict.sentence
