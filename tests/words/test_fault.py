"""A fault is a path and two short texts on one line, set as French is."""

from __future__ import annotations

from decimal import Decimal

import pytest
from pydantic import BaseModel, ConfigDict, ValidationError

from app.core.json_file import Doubled
from app.words.fault import Fault, doubled, fault_of, json_path, repeated, unknown


class _Row(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid")

    count: int = 1
    when: complex = 1j


def told(**row: object) -> str:
    """The error that a wrong row becomes."""
    with pytest.raises(ValidationError) as refused:
        _Row.model_validate(row)
    return str(fault_of(refused.value.errors()[0], "row/1").located("rows.json"))


def test_what_pydantic_refuses_is_told_where_it_stands() -> None:
    assert told(count=Decimal("1.5")) == (
        "rows.json, $.count\xa0: 1.5 n’est pas un nombre entier. Écrivez un entier, sans guillemets ni décimale."
    )
    assert told(count=Doubled("a")) == "rows.json, $.count\xa0: la clé «\xa0a\xa0» est écrite deux fois. Gardez-en une seule."  # fmt: skip
    assert told(counts=1).startswith("rows.json, $.counts\xa0: cette clé n’est pas connue du format.")


def test_what_has_no_words_of_its_own_names_the_format() -> None:
    assert told(when="soon").endswith('"soon" ne convient pas. Voyez le format «\xa0row/1\xa0».')


def test_a_path_quotes_what_is_no_plain_word() -> None:
    assert json_path(("rows", 3, "a b", "é")) == '$.rows[3]["a b"].é'


def test_breaks_of_a_line_become_spaces_and_french_spaces_stay() -> None:
    fault = Fault.at((), "un\n\u2028mot\xa0: \t ici ", "Bien\u202f!")
    assert (fault.wrong, fault.right) == ("un mot\xa0: ici", "Bien\u202f!")


def test_repetitions_and_unknown_ids_are_told_where_they_stand() -> None:
    assert [fault.path for fault in doubled(("rows",), ["a", "b", "a", "a"], "id")] == ["$.rows[2].id", "$.rows[3].id"]
    assert [fault.path for fault in doubled(("rows", 1, "ids"), ["a", "a"])] == ["$.rows[1].ids[1]"]
    assert unknown(("rows", 0, "who"), "x", "people").wrong == "«\xa0x\xa0» n’existe pas dans $.people"
    assert repeated(("rows", 2), ["x", "y"]).wrong == "(x, y) est déjà plus haut dans la liste"
