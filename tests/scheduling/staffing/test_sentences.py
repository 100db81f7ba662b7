"""Sentences a coordinator reads aloud: what, where, when, how many, why, what would help; names only when few."""

from __future__ import annotations

from app.scheduling.staffing.labels import Labels
from app.scheduling.staffing.problem import Need, Person
from app.scheduling.staffing.solve import solve
from tests.scheduling.staffing.small import a_session, nurse, physician, staffing

LABELS = Labels(centres={"Auray": "centre d’Auray"}, persons={"P1": "Clarisse P.", "P2": "Yann L.", "P3": "Maï K."})


def sentence(people: list[Person], needs: list[Need], says: dict[str, str], **more: object) -> str:
    problem = staffing(
        people, [a_session("S"), a_session("eve", opens=18), a_session("T", day=1, opens=8)], needs, says, **more
    )
    return solve(problem, labels=LABELS).unfilled[0].sentence


def test_few_people_are_named_with_what_keeps_them_and_who_to_call() -> None:
    people = [physician("P1"), physician("P2"), physician("P3", travel_minutes={})]
    assert sentence(people, [Need("S", "physician", 3, 1)], {"P1": "S yes"}) == (
        "Il manque 2 personnes au poste « médecin », centre d’Auray, lundi 30 novembre, matin (9 h–13 h) : "
        "sur 3 personnes de profession admise (médecin), 1 est trop loin (Maï K.), 1 n’a pas répondu (Yann L.) et "
        "1 tient déjà une place de cette séance (Clarisse P.) ; "
        "avec les réponses reçues, on ne peut y tenir que 1 place sur 3 ; appeler Yann L. aiderait."
    )


def test_a_crowd_is_counted_never_named() -> None:
    """Twelve physicians, one of whom can hold one of two seats of the week."""
    people = [physician(f"N{index:02}", max_sessions_per_week=1) for index in range(12)]
    needs = [Need("S", "physician", 1, 1), Need("eve", "physician", 1, 9)]
    assert sentence(people, needs, {"N00": "S yes, eve yes"}) == (
        "Il manque 1 personne au poste « médecin », centre d’Auray, lundi 30 novembre, matin (9 h–13 h) : "
        "sur 12 personnes de profession admise (médecin), 11 n’ont pas répondu et "
        "1 a atteint son maximum de la semaine ; "
        "avec 1 autre besoin de la semaine il faudrait 2 places, et on ne peut en tenir que 1 ; "
        "11 personnes qui n’ont pas répondu pourraient aider."
    )


def test_a_profession_nobody_has_is_said_with_what_to_do() -> None:
    assert sentence([nurse("P1")], [Need("S", "physician", 1, 1)], {}) == (
        "Il manque 1 personne au poste « médecin », centre d’Auray, lundi 30 novembre, matin (9 h–13 h) : "
        "personne dans l’effectif n’exerce une profession admise (médecin) ; "
        "avec les réponses reçues, personne ne peut venir ; "
        "il faut un renfort hors de l’effectif, ou demander moins de places."
    )


def test_what_only_rules_prevent_asks_for_an_arrangement() -> None:
    needs = [Need("eve", "injector", 1, 1), Need("T", "injector", 1, 2)]
    assert sentence([nurse("P1", min_rest_hours=11)], needs, {"P1": "eve yes, T yes"}) == (
        "Il manque 1 personne au poste « injection », centre d’Auray, lundi 30 novembre, soir (18 h–22 h) : "
        "sur 1 personne de profession admise (infirmier, médecin), 1 doit se reposer avant ou après (Clarisse P.) ; "
        "une place échangée, un repos ou un maximum assoupli avec l’accord des personnes aiderait."
    )


def test_codes_without_a_label_are_shown_as_words() -> None:
    assert Labels().role("night_watch") == "night watch"
    assert Labels(roles={"night_watch": "veille de nuit"}).role("night_watch") == "veille de nuit"
    assert Labels().profession("sage_femme") == "sage-femme"
