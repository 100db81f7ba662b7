"""The sign-in sheet of a training on paper: taken to the room, copied afterwards. That it left is journaled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app import __version__
from app.access.permissions import Action, require
from app.core.errors import NotFound
from app.documents.imprint import Band, Imprint
from app.response.training import ANSWER_WORDS, GONE
from app.services.crisis.note_reading import Read, note_reading
from app.services.plans.plan_training import when_words
from app.services.plans.read_trainings import read_trainings
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from app.access.actor import Actor
    from app.response.training import Training
    from app.services.plans.read_trainings import TrainingDesk
    from app.store.database import Store


def print_sign_in(actor: Actor, store: Store, training_id: str) -> bytes:
    """The sheet of one training as PDF; those who said no are left out. Raises NotFound, NotAllowed."""
    require(actor, Action.TRAIN)
    from app.documents.training_sign_in import TrainingSeat, TrainingSheet, training_sheets

    desk = read_trainings(actor, store)
    training = next((one for one in desk.trainings if one.id == training_id), None)
    if training is None:
        raise NotFound(GONE)
    expected = [one for one in desk.parts_of(training) if one.answer != "no" or one.attended]
    note_reading(actor, store, Read.ATTENDANCE, [one.person_id for one in expected])
    bands = (Band.DEMONSTRATION,) if desk.community.demonstration else ()
    sheet = TrainingSheet(
        community=desk.community.name,
        title=training.title,
        when=when_words(training),
        length=length_words(training.minutes),
        place=training.place,
        gives=gives_words(desk, training),
        note=training.note,
        seats=tuple(
            TrainingSeat(desk.name(one.person_id), desk.profession(one.person_id), _(ANSWER_WORDS[one.answer]), one.attended)
            for one in expected
        ),
    )  # fmt: skip
    return training_sheets([sheet], Imprint(store.now(), when_words(training), __version__, bands))


def length_words(minutes: int) -> str:
    """« 7 h », « 2 h 30 », « 45 min »; empty when not said."""
    hours, left = divmod(minutes, 60)
    if not hours:
        return _("{n}\u00a0min").format(n=left) if left else ""
    return _("{h}\u00a0h\u00a0{m}").format(h=hours, m=f"{left:02d}") if left else _("{h}\u00a0h").format(h=hours)


def gives_words(desk: TrainingDesk, training: Training) -> str:
    """« AFGSU, niveau 2, jusqu’au 14 décembre 2030 »; empty when it gives nothing."""
    if not training.competence:
        return ""
    name, last = desk.competence(training.competence), training.last_valid_day
    return _("{what}, jusqu’au {day}").format(what=name, day=spoken_date(last)) if last else name
