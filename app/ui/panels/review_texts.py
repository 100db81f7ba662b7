"""Rédiger: the parts of the review that only people can write, one form a part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import streamlit as st

from app.access.permissions import Action
from app.exercise.exercise import ExerciseState
from app.exercise.review import LONGEST_PART, PART_WORDS, ReviewPart
from app.services.exercise.write_review_text import write_review_text
from app.ui.parts import address
from app.ui.parts.plain import plain
from app.ui.parts.seen import seen
from app.ui.session import current_actor, current_store, may
from app.ui.written import written
from app.words import _, ngettext

if TYPE_CHECKING:
    from app.exercise.review import Review


@dataclass(frozen=True, slots=True)
class Said:
    """What the form holds."""

    text: str


def show(review: Review) -> None:
    """How many are written, which one to write."""
    filled = [part for part in ReviewPart if part in review.texts and review.texts[part].text]
    st.markdown(
        plain(
            ngettext("{n} partie écrite sur {of}.", "{n} parties écrites sur {of}.", len(filled)).format(
                n=len(filled), of=len(ReviewPart)
            )
        )
    )
    can_write = may(Action.RUN_EXERCISES) and review.exercise.state is not ExerciseState.REVIEWED
    if not can_write:
        _read(review, filled)
        return
    usual = next((part for part in ReviewPart if part not in filled), ReviewPart.CONTEXT)
    words = {one.value: f"{_(PART_WORDS[one])}{' ✓' if one in filled else ''}" for one in ReviewPart}
    part = address.select(_("Partie"), words, address="partie", usual=usual.value, key="review_part")
    _form(review, ReviewPart(part))


def _read(review: Review, filled: list[ReviewPart]) -> None:
    for part in filled:
        st.header(_(PART_WORDS[part]), anchor=False)
        for line in review.texts[part].text.splitlines():
            st.markdown(plain(line))


def _form(review: Review, part: ReviewPart) -> None:
    present = review.texts.get(part)
    form = seen(
        f"review_text_{review.exercise.id}_{part.value}",
        Said(present.text if present else ""),
        present.revision if present else 0,
    )
    with st.form(form.key):
        text = st.text_area(
            _(PART_WORDS[part]), form.value.text, height=320, max_chars=LONGEST_PART, key=f"{form.key}_text",
            help=_("Par fonction, jamais par nom : ce texte part dans le rapport."),
        )  # fmt: skip
        sent = st.form_submit_button(_("Enregistrer"), type="primary", icon=":material/save:")
    if sent:
        written(
            form, Said(text),
            lambda: write_review_text(current_actor(), current_store(), review.exercise.id, part, text, form.revision),
            _("Texte enregistré."),
        )  # fmt: skip
