"""Tests of app/services/plans/print_training.py: the sheet that is taken to the room."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.core.errors import NotFound
from app.response.training import Answer
from app.services.plans.plan_training import put_down, put_training
from app.services.plans.print_training import length_words, print_sign_in
from app.services.plans.record_training import answer_training
from tests.builders import COORDINATOR, a_person
from tests.documents.printed import text_of
from tests.services.a_directory import redon
from tests.services.plans.test_record_training import AFGSU, TODAY


def test_the_sheet_holds_those_expected_and_what_it_gives(tmp_path: Path) -> None:
    """Whoever said no is left out; that names left is journaled."""
    at = redon(tmp_path)
    anne, denez = a_person("Anne"), a_person("Denez", "medecin")
    at.people(anne, denez)
    training = put_training(COORDINATOR, at.store, replace(AFGSU, day=TODAY + timedelta(days=1)))
    put_down(COORDINATOR, at.store, training, [anne.id, denez.id])
    answer_training(COORDINATOR, at.store, anne.id, training, Answer.YES)
    answer_training(COORDINATOR, at.store, denez.id, training, Answer.NO)
    text = text_of(print_sign_in(COORDINATOR, at.store, training))
    for said in ("vendredi 27 novembre à 9 h", "7 h", "Anne Fictif", "infirmier", "vient", "AFGSU, niveau 2, jusqu’au 26 novembre 2030"):  # fmt: skip
        assert said in text
    assert "Denez" not in text
    assert [entry["what"] for entry in at.entries("data_read")] == ["attendance"]
    with pytest.raises(NotFound):
        print_sign_in(COORDINATOR, at.store, "autre")


@pytest.mark.parametrize(("minutes", "said"), [(0, ""), (45, "45 min"), (420, "7 h"), (150, "2 h 30"), (65, "1 h 05")])
def test_a_length_is_said_as_it_is_spoken(minutes: int, said: str) -> None:
    """Hours and minutes, never « 150 minutes »."""
    assert length_words(minutes).replace("\u00a0", " ") == said
