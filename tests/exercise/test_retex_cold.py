"""The cold report, part by part: what was written, played, judged and decided stands in it, and nobody's name."""

from __future__ import annotations

from dataclasses import asdict, replace

from app.exercise.exercise import ExerciseKind
from app.exercise.improvement import ImprovementState
from app.exercise.rating import Letter
from app.exercise.retex import PART_WORDS, Part, RetexSection
from app.exercise.retex_cold import _EMPTY, _MAKERS, cold_retex
from app.exercise.retex_facts import RetexFacts
from tests.exercise.a_retex import IMPROVEMENTS, NAMES, an_exercise, facts, rating


def part(which: Part, given: RetexFacts | None = None) -> RetexSection:
    return cold_retex(given or facts(), (which,)).sections[0]


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


def bare() -> RetexFacts:
    """A scenario that nobody played."""
    held = facts()
    return RetexFacts(community=held.community, exercise=held.exercise, today=held.today, now=held.now)


def test_every_part_has_its_words_its_maker_and_its_sentence_when_empty() -> None:
    """A part added later fails here until all three exist."""
    assert set(PART_WORDS) == set(_MAKERS) == set(_EMPTY) == set(Part)


def test_parts_stand_in_their_order_whatever_the_order_they_are_chosen_in() -> None:
    assert [one.part for one in cold_retex(facts(), (Part.DELAYS, Part.CONTEXT)).sections] == [
        Part.CONTEXT,
        Part.DELAYS,
    ]
    assert [one.part for one in cold_retex(facts()).sections] == list(Part)


def test_an_empty_part_says_so_and_is_not_left_out() -> None:
    """Only what the scenario itself says is told of an exercise that was not played."""
    told = {one.part: one for one in cold_retex(bare()).sections}
    full = {Part.CONTEXT, Part.OBJECTIVES}
    assert {which for which, one in told.items() if one.is_empty} == set(Part) - full
    assert told[Part.DELAYS].says == ("Aucun délai n’a pu être mesuré.",)


def test_what_is_written_by_hand_comes_first_line_by_line() -> None:
    assert part(Part.LESSONS).written == ("Un seul numéro de relais.", "Un sac de crise se vérifie.")
    assert part(Part.CONTEXT).written == ("Premier exercice avec l’hôpital.",)


def test_the_cover_says_what_when_where_with_whom() -> None:
    told = {label: plain(value) for label, value in cold_retex(facts()).facts}
    assert told == {
        "Type": "exercice sur table",
        "Date": "jeudi 26 novembre 2026, 14 h–17 h",
        "Lieu": "Salle du conseil, Auray",
        "Partenaires": "CHBA, Mairie d’Auray, SAMU 56",
        "Scénario": "Autocar sur la RN165",
        "Participants": "1 × direction de l’exercice (DIREX), 1 × joueur, 3 × observateur",
        "Plan mis à l’épreuve": "version 2",
    }


def test_the_headline_reads_letters_main_delay_and_lowest_coverage() -> None:
    assert plain(cold_retex(facts()).headline) == (
        "4 objectifs : 1 P, 1 S, 1 M, 1 pas coté. Cellule ouverte en 38 min (cible 45 min). Couverture au plus bas 71 %, 80 % avec le plan."
    )
    never = replace(facts(), delays=tuple(replace(one, minutes=None) for one in facts().delays))
    assert "Cellule ouverte : pas fait." in plain(cold_retex(never).headline)
    assert cold_retex(bare()).headline == "Rien n’a encore été coté ni mesuré."
    assert cold_retex(replace(facts(), headline="Tout a tenu.")).headline == "Tout a tenu."


def test_the_chronology_tells_planned_and_real_skipped_improvised_and_decided() -> None:
    told = part(Part.TIMELINE)
    assert plain(told.says[0]) == "12 messages prévus, 11 joués (92 %), 1 ajouté en cours de jeu."
    rows = [tuple(plain(cell) for cell in row) for row in told.tables[0].rows]
    assert rows[0][:2] == ("T0", "T+7 min")
    assert rows[0][4] == "réponse en 12 min : Cellule convoquée, salle ouverte."
    assert next(row for row in rows if row[1] == "passé")[4] == "Le temps manquait."
    assert sum(row[0] == "improvisé" for row in rows) == 1
    decided = [row for row in rows if row[3].startswith("Décision")]
    assert [(row[1], row[2], row[4]) for row in decided] == [("T+1 h 15", "coordinatrice", "—"), ("T+2 h", "cellule", "annulée")]  # fmt: skip


def test_gaps_are_what_was_missed_late_or_never_decided() -> None:
    """A decision that was cancelled does not count as put to work."""
    told = {one.heading: one.lines for one in part(Part.GAPS).points}
    assert len(told["Actions attendues, pas faites ou faites en partie"]) == 1
    assert "fait en 1 h 35, attendu en" in plain(told["Actions faites après leur délai"][0])
    assert told["Actions du plan prévues par le scénario, jamais décidées"] == ("Deux lignes de soins non programmés de plus",)  # fmt: skip
    cancelled = replace(facts(), decisions=tuple(replace(one, cancelled_at=facts().now) for one in facts().decisions))
    never = {one.heading: one.lines for one in part(Part.GAPS, cancelled).points}
    assert len(never["Actions du plan prévues par le scénario, jamais décidées"]) == 2


def test_ratings_say_disagreement_and_too_few_evaluators() -> None:
    told = part(Part.RATINGS)
    assert [plain(one) for one in told.says] == [
        "4 objectifs : 1 P, 1 S, 1 M, 1 pas coté.",
        "Moins de 3 évaluateurs pour O3 : ces cotations sont indicatives.",
        "Avis partagés sur O2 : à reprendre ensemble.",
    ]
    letters = {row[0][:2]: plain(row[2]) for row in told.tables[0].rows if row[1] == "ensemble"}
    assert letters == {"O1": "P (3 évaluateurs)", "O2": "M (1 S, 1 M, 1 U : avis partagés)", "O3": "S (1 évaluateur)", "O4": "pas coté"}  # fmt: skip
    assert [one.heading for one in told.points] == ["Comment lire les lettres"]


def test_what_was_never_done_is_no_nought() -> None:
    """It has no bar and no minutes, it misses its target, and the sentence names it."""
    told = part(Part.DELAYS)
    assert [plain(one) for one in told.says] == [
        "3 délais sur 4 dans leur cible.",
        "Pas fait : premier renfort engagé.",
    ]
    row = told.tables[0].rows[-1]
    assert (row[1], row[3]) == ("pas fait", "cible manquée")
    assert [type(one).__name__ for one in told.figures] == ["DelayFigure", "AnswerFigure"]


def test_each_cause_stands_once_with_all_it_explains() -> None:
    rows = part(Part.CAUSES).tables[0].rows
    assert rows == (
        ("La fiche réflexe cite deux numéros.", "objectif O2\xa0; Le relais de sortie n’a pas de numéro unique.", "plan"),
        ("Personne n’est chargé du sac de crise.", "Deux téléphones de la cellule étaient déchargés.", "équipement"),
    )  # fmt: skip


def test_worked_and_hard_are_told_by_element_with_their_evidence() -> None:
    worked, hard = part(Part.WORKED), part(Part.DIFFICULTIES)
    assert [one.heading for one in worked.points] == ["Objectifs réalisés sans difficulté", "Organisation", "Formation"]
    assert plain(worked.points[1].lines[0]) == (
        "La cellule s’est réunie sans attendre l’ordre écrit. (référente qualité, CHBA · T+38 min · message n° 1 · objectif O1)"
    )
    assert [one.heading for one in hard.points] == ["Objectifs mal ou non réalisés", "Plan", "Équipement"]


def test_the_improvement_plan_says_what_is_late_and_who_sees_to_it() -> None:
    late = replace(facts(), today=IMPROVEMENTS[0].due_on.replace(day=20))
    told = part(Part.IMPROVEMENTS, late)
    assert plain(told.says[0]) == "2 actions : 1 à faire, 1 faite ; 1 en retard."
    assert told.tables[0].rows[0][5] == "à faire, en retard"
    assert told.tables[0].rows[1][3] == "référente logistique, Mairie d’Auray"
    checked = replace(IMPROVEMENTS[1], state=ImprovementState.VERIFIED, verified_in="e9")
    verified = replace(facts(), improvements=(checked,), numbers={"e9": "exercice n° 4"})
    assert part(Part.IMPROVEMENTS, verified).tables[0].rows[0][5] == "vérifiée en exercice (exercice n° 4)"


def test_a_draft_says_so_until_it_is_signed() -> None:
    assert cold_retex(facts()).edition == "projet"
    signed = replace(facts(), exercise=replace(an_exercise(), reviewed_at=facts().now))
    assert cold_retex(signed).edition == "signé le 26 novembre 2026"


def test_a_real_event_is_no_exercise() -> None:
    real = replace(facts(), exercise=replace(an_exercise(), kind=ExerciseKind.REAL_EVENT, title="Crue"))
    told = cold_retex(real)
    assert (plain(told.subtitle), told.is_exercise) == ("Événement réel : Crue", False)
    assert "exercice" not in " ".join(line for one in told.sections for line in one.says).lower()


def test_an_objective_at_u_is_hard_and_one_at_p_worked() -> None:
    """The letters that stand, not the first given."""
    low = replace(facts(), ratings=tuple(rating("O1", who, Letter.UNABLE) for who in ("p3", "p4", "p5")))
    assert next(one.heading for one in part(Part.WORKED, low).points) == "Organisation"
    assert plain(part(Part.DIFFICULTIES, low).points[0].lines[0]).startswith("O1. Ouvrir la cellule en moins de 45 minutes. U (3 évaluateurs).")  # fmt: skip


def test_no_name_address_or_number_of_a_guest_is_in_it() -> None:
    """The facts of this test hold them: what could have leaked does not."""
    held = str([asdict(one) for one in facts().participants])
    told = str(asdict(cold_retex(facts())))
    for canary in (*NAMES, "s@example.fr", "06 39 98 00 77"):
        assert canary in held
        assert canary not in told
