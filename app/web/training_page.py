"""``/p/<token>/formations``: the trainings one is invited to, answered by one tap; those one was at, rated from 1 to 5."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.access.links import LinkScope
from app.core.errors import N_, InvalidInput
from app.response.training import RATINGS, Answer
from app.services.messages.hand_out_pages import person_page_is_open
from app.services.plans.plan_training import when_words
from app.services.plans.read_trainings import read_own_trainings
from app.services.plans.record_training import LONGEST_COMMENT, answer_training, rate_training
from app.web.pages import Page
from app.words import _
from app.words.dates import spoken_date

if TYPE_CHECKING:
    from starlette.responses import Response

    from app.web.forms import Form
    from app.web.pages import Visit

DONE = {
    "vient": N_("C’est noté : vous venez. Vous pouvez changer d’avis jusqu’au jour même."),
    "ne-vient-pas": N_("C’est noté : vous ne venez pas. Vous pouvez changer d’avis jusqu’au jour même."),
    "avis": N_("Merci : votre avis est noté."),
}
OWN_ANSWERS = {
    Answer.NONE: N_("pas encore donnée"),
    Answer.YES: N_("vous venez"),
    Answer.NO: N_("vous ne venez pas"),
}
NOT_A_BUTTON = N_("Ce bouton n’est plus sur la page : rechargez-la.")


def _show(visit: Visit) -> Response:
    found = read_own_trainings(visit.actor, visit.store, visit.subject.person_id)
    return visit.render(
        "trainings.html",
        coming=[one for one in found if not one.is_over],
        past=[one for one in found if one.is_over],
        words={one.value: _(words) for one, words in OWN_ANSWERS.items()},
        ratings=list(RATINGS),
        longest=LONGEST_COMMENT,
        when=when_words,
        spoken_date=spoken_date,
    )


def _act(visit: Visit, form: Form) -> str:
    person, training = visit.subject.person_id, form.text("formation")
    if answer := form.text("reponse"):
        if answer not in (Answer.YES, Answer.NO):
            raise InvalidInput(NOT_A_BUTTON)
        answer_training(visit.actor, visit.store, person, training, Answer(answer))
        return "vient" if answer == Answer.YES else "ne-vient-pas"
    rating = form.text("note")
    if rating not in {str(one) for one in RATINGS}:
        raise InvalidInput(N_("Choisissez une note de 1 à 5."))
    rate_training(
        visit.actor, visit.store, person, training, int(rating), form.text("commentaire", most=LONGEST_COMMENT)
    )
    return "avis"


PAGES: tuple[Page, ...] = (
    Page(
        part="formations",
        scopes=frozenset({LinkScope.PAGE}),
        opens=person_page_is_open,
        show=_show,
        act=_act,
        done=DONE,
    ),
)
