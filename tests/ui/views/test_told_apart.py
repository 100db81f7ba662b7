"""Tests of app/ui/views/told_apart.py: a choice never leads to a homonym."""

from hypothesis import given
from hypothesis import strategies as st

from app.ui.views.told_apart import told_apart


def test_homonyms_read_by_their_detail_then_by_their_rank() -> None:
    """A name of its own is left alone; two persons of one name show their address; the same address a rank."""
    labels = {"a": "Anne F.", "b": "Anne F.", "c": "Anne F.", "d": "Enora W."}
    assert told_apart(labels, {"a": "Auray", "b": "Brech", "c": "Brech", "d": "Auray"}) == {
        "a": "Anne F., Auray",
        "b": "Anne F., Brech",
        "c": "Anne F., Brech (2)",
        "d": "Enora W.",
    }


@given(st.dictionaries(st.text(max_size=2), st.sampled_from(["A", "B", "A (2)", "A (3)"]), max_size=8))
def test_no_two_labels_are_ever_the_same(labels: dict[str, str]) -> None:
    """Even where a name looks like a rank."""
    told = told_apart(labels)
    assert list(told) == list(labels)
    assert len(set(told.values())) == len(labels)
