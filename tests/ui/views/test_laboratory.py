"""A trial as pictures take it: labels, curves, steps and the rows of their twins; what is composed, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from app.core.clock import PARIS
from app.drills.composition import Composition, document
from app.services.laboratory.laboratory_words import told
from app.ui.parts import drill_lines
from app.ui.parts.charts_lines import CurveTone
from app.ui.views import laboratory as view
from app.ui.views import laboratory_compose as compose
from app.ui.views import laboratory_saved as saved
from app.ui.views.laboratory_address import packed
from tests.drills.a_laboratory import T0, a_trial
from tests.services.laboratory.test_laboratory_words import a_report, spaced


def test_every_curve_has_its_twin() -> None:
    """One row a half-day, a percent and a count for each line; the steps with their sign."""
    said = told(a_report(a_trial()))
    assert [one.tone for one in view.curves(said)] == [CurveTone.BASELINE, CurveTone.SHOCK, CurveTone.PLAN]
    twin = view.lines_twin(said)
    assert [spaced(cell) for cell in map(str, twin.rows[2])] == [
        "vendredi 27 novembre, matin", "100 %", "0", "55 %", "24", "62 %", "20",
    ]  # fmt: skip
    assert len(twin.header) == len(twin.rows[0])
    assert [spaced(str(row[1])) for row in view.steps_twin(said).rows] == [
        "0",
        "+ 54",
        "+ 9",
        "+ 16",
        "79",
        "− 12",
        "67",
    ]
    header, rows = view.rows_table(said, said.skills, "Besoin")
    assert (header, rows[0]) == (
        ("Besoin", "Temps ordinaire", "Choc sans plan", "Choc avec le plan"), ("soins infirmiers", "0", "54", "42")
    )  # fmt: skip


def test_effects_that_change_nothing_are_one_line_of_the_picture() -> None:
    """Before the end, with their number; the twin keeps each. One alone keeps its name."""
    said = told(a_report(a_trial()))
    falls = tuple(replace(one, amount=0) if one.number in {2, 3} else one for one in said.falls)
    folded = replace(said, falls=falls)
    assert [(one.label, one.value) for one in view.steps(folded)] == [
        ("Temps ordinaire", 0), ("1. Absence", 54), ("Sans plan", 79), ("4. Équipe mobile", -12),
        ("2 effets ne changent rien\xa0: 2–3", 0), ("Reste sans personne", 67),
    ]  # fmt: skip
    assert len(view.steps_twin(folded).rows) == len(said.falls)
    alone = replace(said, falls=tuple(replace(one, amount=0) if one.number == 2 else one for one in said.falls))
    assert ("2. Route coupée", 0) in [(one.label, one.value) for one in view.steps(alone)]


@pytest.mark.parametrize(
    ("now", "start"),
    [
        ((22, 17, 59), (22, 17)), ((22, 18, 58), (23, 8)), ((26, 10, 20), (26, 10)), ((26, 23, 0), (27, 8)),
        ((27, 3, 0), (27, 8)), ((27, 7, 30), (27, 7)),
    ],
)  # fmt: skip
def test_a_trial_begun_in_the_evening_starts_the_next_morning(
    now: tuple[int, int, int], start: tuple[int, int]
) -> None:
    """Practices are shut by then: what strikes would show nothing. In the day it is the present hour; Paris time throughout."""
    day, hour, minute = now
    at = datetime(2026, 11, day, hour, minute, tzinfo=PARIS)
    assert compose.empty(at).starts_at == datetime(2026, 11, start[0], start[1], tzinfo=PARIS)


def test_many_slices_are_named_by_their_day() -> None:
    """Six stand each under their name; more, and only days are told."""
    assert view.days(told(a_report(a_trial()))) == ()
    long = told(a_report(a_trial(), days=4))
    # The last night's day has a morning after it: T0 is an afternoon.
    assert [rank for rank, _words in view.days(long)] == [0, 2, 5, 8, 11]
    assert view.nights(long) == (1, 4, 7, 10)


def test_the_picture_spans_its_half_days_from_edge_to_edge() -> None:
    """Lines begin with the first half-day and end with the last, and the axis leaves all of them above it."""
    said = told(a_report(a_trial()))
    figure = drill_lines.figure(
        view.labels(said), view.curves(said), "light", nights=view.nights(said), days=view.days(said), marks=said.marks
    )
    for trace in figure.data:
        assert (trace.x[0], trace.x[-1], len(trace.x)) == (-0.5, 5.5, 8)
    assert list(figure.layout.yaxis.range) == [50, 101]
    assert [one.text for one in figure.layout.annotations] == ["<b>1</b>", "<b>2–3</b>", "<b>4</b>"]
    assert len(figure.layout.shapes) == 2, "two nights"


def test_what_is_composed_reads_as_a_sentence() -> None:
    """How much strikes, how much answers, from when, for how long; nothing yet is a question."""
    assert spaced(compose.sentence(a_trial())) == (
        "3 chocs et 1 action du plan, à partir du jeudi 26 novembre à 13 h, pendant 2 jours."
    )
    assert spaced(compose.sentence(Composition(starts_at=T0))) == "Que se passerait-il si… ?"
    assert (
        spaced(compose.times(a_trial(), a_trial().plan[0])) == "à partir de T + 14 h · dès vendredi 27 novembre à 3 h"
    )


def test_an_address_that_does_not_read_composes_nothing() -> None:
    """A trial cut short or a scenario that is gone: as if nothing had been asked."""
    assert compose.asked({"essai": packed(document(a_trial()))}, {}, T0) == a_trial()
    assert compose.asked({"essai": packed(document(a_trial()))[:-9]}, {}, T0) is None
    assert compose.asked({"scenario": "inconnu"}, {}, T0) is None
    assert compose.asked({}, {}, T0) is None


def test_a_trial_run_again_begins_no_earlier_than_now() -> None:
    """T0 that is past moves to the present hour; one to come stays."""
    later = T0 + timedelta(days=3, minutes=20)
    assert compose.again(a_trial(), later).starts_at == T0 + timedelta(days=3)
    assert compose.again(a_trial(later), T0).starts_at == later


def test_two_runs_of_one_title_are_two_columns() -> None:
    """And a line that one of them has not is left blank, not nought."""
    whole, alone = told(a_report(a_trial())), told(a_report(a_trial().model_copy(update={"plan": ()})))
    twin = saved.compared(whole, alone, ("Pont", "Pont"))
    assert twin.header == ("", "1. Pont", "2. Pont")
    rows = {spaced(str(row[0])): tuple(map(str, row[1:])) for row in twin.rows}
    assert rows["Choc sans plan : sans personne"] == ("79", "79")
    assert rows["Choc avec le plan : sans personne"] == ("67", "–")
    assert spaced(rows["Choc avec le plan : au plus bas"][0]) == "62 %"
