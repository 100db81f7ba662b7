"""The hot report: three strengths, three things to improve, the worst first, what comes next."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta

from app.exercise.rating import ObservationKind
from app.exercise.retex_hot import hot_retex
from tests.exercise.a_retex import NAMES, STARTED, facts, observation


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def test_the_page_holds_three_of_each_and_no_more() -> None:
    """What touches the objectives that did worst comes first among what is to improve, last among strengths."""
    many = [observation(20 + n, ObservationKind.IMPROVEMENT, f"Constat {n}.", objective="O1", minutes=float(n)) for n in range(5)]  # fmt: skip
    told = hot_retex(replace(facts(), observations=(*many, *facts().observations)))
    assert told.improvements == ("Le relais de sortie n’a pas de numéro unique.", "Deux téléphones de la cellule étaient déchargés.", "Constat 0.")  # fmt: skip
    assert told.strengths == ("La cellule s’est réunie sans attendre l’ordre écrit.", "La main courante est tenue d’un bout à l’autre.")  # fmt: skip


def test_it_reads_letters_delays_coverage_and_the_dates_to_come() -> None:
    told = hot_retex(facts())
    assert [plain(letters) for _text, letters in told.objectives] == ["P (3 évaluateurs)", "M (1 S, 1 M, 1 U : avis partagés)", "S (1 évaluateur)", "pas coté"]  # fmt: skip
    assert [plain(one[1]) for one in told.delays] == ["4 min", "12 min", "19 min", "38 min", "pas fait"]
    assert [plain(one) for one in told.coverage] == [
        "Sans plan, 131 demandes sur 2 400 sans personne ; tel que joué, 60.",
        "16 actions attendues : 1 faite, 0 en partie, 1 pas faite, 14 sans constat.",
    ]
    assert told.dates == (
        ("26 décembre 2026", "Projet de RETEX"),
        ("15 janvier 2027", "Écrire un seul numéro dans la fiche de reprise des sorties."),
        ("24 février 2027", "RETEX définitif"),
    )


def test_what_was_taken_back_is_not_told() -> None:
    gone = tuple(replace(one, removed_at=STARTED + timedelta(hours=1)) for one in facts().observations)
    told = hot_retex(replace(facts(), observations=gone))
    assert (told.strengths, told.improvements) == ((), ())


def test_nobody_is_named() -> None:
    assert not any(name in str(asdict(hot_retex(facts()))) for name in NAMES)


def test_an_action_whose_day_has_passed_says_so_among_the_dates() -> None:
    """« Prochaines dates » never gives a past day as if it were to come."""
    later = facts().improvements[0].due_on + timedelta(days=1)
    told = hot_retex(replace(facts(), milestones=(), today=later))
    assert told.dates == (
        ("15 janvier 2027", "en retard – Écrire un seul numéro dans la fiche de reprise des sorties."),
    )
