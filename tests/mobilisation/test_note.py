"""The note of a poll: short, gone with the poll, and refused when it holds what must not be kept."""

from __future__ import annotations

import pytest

from app.core.errors import InvalidInput
from app.core.ids import PersonId
from app.mobilisation.note import PollNote, note_of
from tests.mobilisation.builders import THURSDAY, after

ANNE = PersonId("Anne")


def test_a_note_is_one_line_that_lasts_as_long_as_the_poll() -> None:
    """Blanks and line breaks become one space; nothing written is no note; at its hour it is no longer shown."""
    note = note_of("  Plutôt\n le matin, 2 enfants à 16 h 30  ", ANNE, "poll-1", after(60))
    assert note == PollNote(ANNE, "poll-1", "Plutôt le matin, 2 enfants à 16 h 30", after(60))
    assert (note.is_live(THURSDAY), note.is_live(after(60))) == (True, False)
    assert note_of(" \n ", ANNE, "poll-1", after(60)) is None


@pytest.mark.parametrize(
    "text", ["Je peux du 24 au 28/12/2026", "CP 56400, ligne 2, 9 h 30", "100 % disponible le 1 et le 2", "n" * 140]
)
def test_ordinary_figures_pass(text: str) -> None:
    """Dates, hours and postcodes look like no phone number; 140 characters are allowed."""
    assert note_of(text, ANNE, "poll-1", after(60)) is not None


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("n" * 141, "La note fait 141 caractères : raccourcissez-la à 140."),
        ("appelez le 06 39 98 00 02", "La note semble contenir un numéro de téléphone : retirez-le, la coordination a déjà le vôtre."),
        ("+33 6 39 98 00 02", "La note semble contenir un numéro de téléphone : retirez-le, la coordination a déjà le vôtre."),
        ("0033639980002", "La note semble contenir un numéro de téléphone : retirez-le, la coordination a déjà le vôtre."),
        ("0297.00.00.00", "La note semble contenir un numéro de téléphone : retirez-le, la coordination a déjà le vôtre."),
        ("2 85 05 56 123 456 78", "La note semble contenir un numéro de sécurité sociale : retirez-le, il n’a pas sa place ici."),
        ("185052A123456", "La note semble contenir un numéro de sécurité sociale : retirez-le, il n’a pas sa place ici."),
        ("anne@example.org", "La note semble contenir une adresse e-mail : retirez-la, la coordination a déjà la vôtre."),
    ],
)  # fmt: skip
def test_what_must_not_be_kept_is_refused_with_the_reason(text: str, why: str) -> None:
    """Phones, social security numbers and addresses, however they are spaced."""
    with pytest.raises(InvalidInput) as refused:
        note_of(text, ANNE, "poll-1", after(60))
    assert str(refused.value) == why
