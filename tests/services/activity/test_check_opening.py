"""Tests of app/services/activity/check_opening.py and what read_session_day.py makes of it: which lines may open, and why not."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.activity.opening_check import CheckAnswer
from app.core.errors import InvalidInput, NotAllowed
from app.services.activity.check_opening import check_opening
from app.services.activity.day_rights import lead_actor
from app.store import opening
from tests.builders import COORDINATOR, READER
from tests.services.a_day import NEXT, SESSION, a_day, all_in_order


def test_a_session_opens_line_by_line_with_its_proofs_and_people(tmp_path: Path) -> None:
    """Nothing noted: closed, every blocking item says why; all proven: line 2 alone stays closed, for want of a preparer."""
    day = a_day(tmp_path)
    before = day.read().decision
    assert before.sentence == "La séance ne peut pas ouvrir."
    assert "Médecin joignable\u00a0: pas encore vérifié." in before.reasons
    assert len(before.reasons) == 3 + 4 + 1
    assert check_opening(lead_actor(SESSION), day.store, SESSION, all_in_order(day)) == 11
    after = day.read().decision
    assert after.sentence == "La ligne 1 peut ouvrir, la ligne 2 reste fermée."
    assert (after.reasons, after.remarks) == (("Il manque un préparateur.",), ())
    assert day.journal() == ["opening_checked"]


def test_an_answer_is_a_row_and_the_last_one_holds(tmp_path: Path) -> None:
    """The fridge warms up: both readings are kept, the later blocks; the same answer again writes nothing."""
    from decimal import Decimal

    day = a_day(tmp_path)
    good = CheckAnswer(code="fridge", done=True, temperature_c=Decimal("4.5"))
    for answer in (good, good, replace(good, temperature_c=Decimal("9.5"))):
        check_opening(COORDINATOR, day.store, SESSION, [answer])
    with day.store.reading() as conn:
        assert [one.temperature_c for one in opening.answers_of(conn, SESSION)] == [Decimal("4.5"), Decimal("9.5")]
    assert any("9,5 °C, hors de 2 à 8 °C" in reason for reason in day.read().decision.reasons)


def test_the_physician_and_the_expiry_are_read_over_at_the_next_session(tmp_path: Path) -> None:
    """They are proposed, never taken as proven: the next session still asks for its own call."""
    day = a_day(tmp_path)
    check_opening(COORDINATOR, day.store, SESSION, all_in_order(day))
    following = day.read(NEXT)
    assert following.hints["physician_callable"].phone == "+33639980001"
    assert "line_sharps" not in following.hints
    assert "Médecin joignable\u00a0: pas encore vérifié." in following.decision.reasons


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (CheckAnswer(code="nothing"), "plus demandé"),
        (CheckAnswer(code="line_sharps", done=True), "quelle ligne"),
        (CheckAnswer(code="line_sharps", line=3, done=True), "quelle ligne"),
        (CheckAnswer(code="physician_callable", name="x" * 81), "80 signes"),
        (CheckAnswer(code="physician_callable", name="Anne", phone="abc"), "numéro de téléphone"),
    ],
)
def test_what_is_not_asked_is_refused_whole(tmp_path: Path, answer: CheckAnswer, words: str) -> None:
    """One bad answer among good ones: nothing is written."""
    day = a_day(tmp_path)
    with pytest.raises(InvalidInput, match=words):
        check_opening(COORDINATOR, day.store, SESSION, [*all_in_order(day), answer])
    assert day.read().answers == {}


def test_only_the_cell_and_the_session_s_own_link_may_check(tmp_path: Path) -> None:
    """Another session's link, a volunteer and a reader may not."""
    day = a_day(tmp_path)
    for actor in (READER, day.me("Anne"), lead_actor(NEXT)):
        with pytest.raises(NotAllowed):
            check_opening(actor, day.store, SESSION, all_in_order(day))
