"""Tests of app/ui/parts/week_grid/{part,payload,twin}.py: what goes to the browser and what comes back."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from app.ui.parts import week_grid as wg
from app.ui.parts.week_grid.part import SCRIPTS, parsed
from app.ui.parts.week_grid.payload import payload, words
from app.ui.parts.week_grid.twin import as_rows

HERE = Path(wg.__file__).parent
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


def a_grid() -> wg.GridData:
    """One half-day, one line with an open and a held place."""
    return wg.GridData(
        revision=7,
        label="Planning d’Auray",
        days=(wg.Day("d", "lundi 30 novembre", "lun. 30"),),
        sessions=(wg.SessionHead("s", "d", "matin (9 h–13 h)", "cannot_open", "il manque un préparateur"),),
        rows=(wg.Row("r", "s", "Ligne 1"),),
        columns=(
            wg.Column("dose_preparer", "Préparation"),
            wg.Column("injector", "Injection"),
            wg.Column("x", "Accueil"),
        ),
        places=(
            wg.Place("a", "r", "dose_preparer", "open"),
            wg.Place("b", "r", "injector", "published", "Yann L.", "p1", pinned=True),
            wg.Place("c", "r", "injector", "proposed", "Anne T.", "p2", provisional=True),
        ),
        candidates=(wg.Candidate("p3", "Enora W.", "infirmière, Auray", ("dose_preparer",), {"s": "oui"}),),
    )


@pytest.mark.parametrize(
    ("raw", "event"),
    [
        ({"kind": "move", "seat": "b", "other": "a", "revision": 7}, wg.Move(7, from_seat="a", to_seat="b")),
        ({"kind": "put", "seat": "b", "other": "p", "revision": 7}, wg.Put(7, person="p", seat="b")),
        ({"kind": "free", "seat": "b", "other": None, "revision": 7}, wg.Free(7, "b")),
        ({"kind": "select", "seat": "b", "revision": 7}, wg.Select(7, "b")),
        ({"kind": "move", "seat": "b", "revision": 7}, None),
        ({"kind": "drop_table", "seat": "b", "revision": 7}, None),
        ({"kind": "free", "seat": "b"}, None),
    ],
)
def test_a_message_becomes_an_event_or_nothing(raw: dict[str, object], event: wg.GridEvent | None) -> None:
    """Each event carries the revision looked at and the seats concerned."""
    assert parsed(raw) == event


@given(st.dictionaries(st.sampled_from(["kind", "seat", "other", "revision", "number"]), JSON))
def test_a_forged_message_never_breaks_the_page(raw: dict[str, object]) -> None:
    """Whatever a browser sends, it is an event or None."""
    assert parsed(raw) is None or isinstance(parsed(raw), wg.Move | wg.Put | wg.Free | wg.Select)


def test_the_twin_says_the_same_in_words() -> None:
    """Every place, state, pin and flag of the grid stands in the table."""
    assert as_rows(a_grid()) == (
        ["Jour", "Demi-journée", "Ligne", "Préparation", "Injection", "Accueil"],
        [
            [
                "lundi 30 novembre",
                "matin (9 h–13 h) : ne peut pas ouvrir",
                "Ligne 1",
                "à pourvoir",
                "Yann L. (à confirmer, place fixée), Anne T. (proposé, non confirmé)",
                "–",
            ]
        ],
    )


def test_the_browser_gets_every_word_it_says() -> None:
    """A word read by a script and missing from the data would show « undefined »."""
    script = "\n".join((HERE / name).read_text(encoding="utf-8") for name in SCRIPTS)
    read = set(re.findall(r"\bwords\.(\w+)", script))
    assert read
    assert read <= set(words("grille"))
    assert payload(a_grid(), answered=3, height=500)["revision"] == 7


def test_scripts_never_write_markup() -> None:
    """Names reach the page as text only, and no handler is written in an attribute."""
    for name in SCRIPTS:
        script = (HERE / name).read_text(encoding="utf-8")
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(|setAttribute\(.on", script
        ), name


def _page() -> None:
    import streamlit as st

    from app.ui.parts import week_grid as wg

    st.text(repr(wg.event("grid")))
    day = wg.Day("d", "lundi", "lun.")
    head = wg.SessionHead("s", "d", "matin")
    grid = wg.GridData(1, "Planning", (day,), (head,), (wg.Row("r", "s", "Ligne 1"),), (), ())
    wg.show(grid, key="grid")


def test_an_event_is_read_once() -> None:
    """The run that follows the gesture has it, the next one doesn't."""
    page = AppTest.from_function(_page, default_timeout=20).run()
    assert not page.exception
    page.session_state["grid_raw"] = {"kind": "free", "seat": "b", "revision": 1}
    assert page.run().text[0].value == "Free(revision=1, seat='b')"
    assert page.run().text[0].value == "None"
