"""Tests of app/web/training_page.py: an invitation answered by one tap, an opinion afterwards, over plain HTTP."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

from app.access.links import page_subject
from app.response.training import Answer, Participant, Training
from app.services.plans.plan_training import cancel_training, put_down, put_training
from app.services.plans.record_training import record_presence
from app.store import trainings
from tests.builders import COORDINATOR
from tests.web.a_centre import ALI, ZOE, Client, PublishedCentre

AFGSU = Training(
    id="", kind="afgsu_2", title="AFGSU <niveau 2>", day=date(2026, 11, 27), starts=time(9), minutes=420,
    place="Salle du Pratel", competence="afgsu_2", valid_months=48, note="Tenue souple",
)  # fmt: skip


def planned(centre: PublishedCentre) -> str:
    training = put_training(COORDINATOR, centre.store, AFGSU)
    put_down(COORDINATOR, centre.store, training, [ZOE])
    return training


def address(centre: PublishedCentre) -> str:
    return f"/p/{centre.link(page_subject(ZOE))}/formations"


def part(centre: PublishedCentre, training: str) -> Participant:
    with centre.store.reading() as conn:
        return next(one for one in trainings.participants(conn, training) if one.person_id == ZOE)


def test_one_tap_answers_and_another_changes_it(centre: PublishedCentre, client: Client) -> None:
    """303 to the page that says so; the same twice is the same; nothing of it is markup."""
    training, page = planned(centre), address(centre)
    shown = client.get(page).text.replace("\u00a0", " ").replace("\u202f", " ")
    for said in ("AFGSU &lt;niveau 2&gt;", "vendredi 27 novembre à 9 h", "Salle du Pratel", "Tenue souple", "pas encore donnée", "26 novembre 2030"):  # fmt: skip
        assert said in shown
    for answer, code in (("yes", "vient"), ("yes", "vient"), ("no", "ne-vient-pas")):
        answered = client.post(page, {"formation": training, "reponse": answer})
        assert (answered.status_code, answered.headers["location"]) == (303, f"?fait={code}")
        assert part(centre, training).answer == answer
    assert "vous ne venez pas" in client.get(f"{page}?fait=ne-vient-pas").text


def test_what_the_page_does_not_offer_is_refused(centre: PublishedCentre, client: Client) -> None:
    """Another answer, another's training, a training that is over or cancelled: a sentence, nothing written."""
    training, page = planned(centre), address(centre)
    ali = f"/p/{centre.link(page_subject(ALI))}/formations"
    assert "Aucune formation pour le moment" in client.get(ali).text
    for where, fields in (
        (page, {"formation": training, "reponse": "peut-être"}),
        (page, {"formation": "autre", "reponse": "yes"}),
        (page, {"formation": training}),
        (page, {"formation": training, "note": "4"}),
        (ali, {"formation": training, "reponse": "yes"}),
    ):
        assert client.post(where, fields).status_code == 422
    cancel_training(COORDINATOR, centre.store, training, 1)
    assert client.post(page, {"formation": training, "reponse": "yes"}).status_code == 422
    assert "AFGSU" not in client.get(page).text
    assert part(centre, training).answer is Answer.NONE


def test_who_came_says_what_they_thought(centre: PublishedCentre, client: Client) -> None:
    """The day after: no more answer, a mark from 1 to 5 and a word, changed as one likes."""
    training, page = planned(centre), address(centre)
    centre.clock.at += timedelta(days=2)
    assert "Donner mon avis" not in client.get(page).text
    record_presence(COORDINATOR, centre.store, training, {ZOE: True}, seen={})
    shown = client.get(page).text
    assert "vous y étiez" in shown
    assert 'name="reponse"' not in shown
    for wrong in ("0", "6", "²", ""):
        assert client.post(page, {"formation": training, "note": wrong}).status_code == 422
    for note in ("3", "5"):
        assert client.post(page, {"formation": training, "note": note, "commentaire": "utile"}).status_code == 303
    held = part(centre, training)
    assert (held.rating, held.comment) == (5, "utile")
    assert replace(held, rating=None, comment="").attended
    with centre.store.reading() as conn:
        [(_one, own)] = trainings.of_person(conn, ZOE)
    assert own == held
