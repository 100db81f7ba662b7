"""YAML that somebody sends: it is read or refused in a sentence, whatever it holds; it never ends the process nor fills it."""

from __future__ import annotations

import pytest

from app.core.errors import InvalidInput
from app.library import yaml_file
from app.library.yaml_file import LONGEST_KEPT, MOST_LEVELS, read_yaml


@pytest.mark.parametrize(
    "text",
    [
        "a: " + "[" * 100_000 + "]" * 100_000,
        "{a: " * 50_000 + "1" + "}" * 50_000,
        "- " * 60_000 + "x",
        "[" * 400_000,
        "a: " + "[" * (MOST_LEVELS + 1) + "]" * (MOST_LEVELS + 1),
        "a: &a [x, x]\nb: [*a, *a]",
        "!!python/object/apply:os.system ['true']",
        "a: !!timestamp x",
        "a: !!bool x",
        "a: !!int x",
        "a: 2026-99-99",
        "a: " + "9" * 5_000,
        "? [a]\n: b",
        "a: 1\na: 2",
        "a: b\n---\nc: d",
        "a: '\ud800'",
        "\0",
        "x" * 600_000,
    ],
)
def test_what_means_harm_is_refused_in_a_sentence(text: str) -> None:
    """Depth, aliases, tags, numbers, keys, documents: InvalidInput that names the file, nothing else."""
    with pytest.raises(InvalidInput) as refused:
        read_yaml("fichier.yaml", text)
    assert refused.value.data["file"] == "fichier.yaml"


def test_a_long_document_does_not_stay_in_memory() -> None:
    """One of the usual length is read once; a longer one each time, and is let go."""
    short, long = "a: 1", "a: " + "x" * LONGEST_KEPT
    assert read_yaml("court", short) is read_yaml("court", short)
    before = yaml_file._kept.cache_info().currsize
    assert read_yaml("long", long) is not read_yaml("long", long)
    assert yaml_file._kept.cache_info().currsize == before
