"""Tests of app/ui/parts/plain.py: what people typed is read as they typed it."""

import re

from hypothesis import given
from hypothesis import strategies as st

from app.ui.parts.plain import for_a_file, plain


def test_formatting_links_icons_and_formulas_are_only_letters() -> None:
    """Each mark that Markdown or Streamlit would act on is disarmed."""
    typed = "*a* _b_ [c](d) :material/home: $x$ <b> # ~~y~~ `z`"
    assert plain(typed) == (r"\*a\* \_b\_ \[c\]\(d\) \:material/home\: \$x\$ \<b\> \# \~\~y\~\~ \`z\`")


@given(st.text())
def test_taking_the_marks_off_gives_the_text_back_on_one_line(typed: str) -> None:
    """Nothing is lost but line ends, and no special sign stands without its backslash."""
    shown = plain(typed)
    assert re.sub(r"\\([\\`*_{}\[\]()#+!|<>$~:-])", r"\1", shown) == typed.replace("\r", " ").replace("\n", " ")
    assert "\n" not in shown


def test_what_a_file_must_hold_letter_for_letter_is_set_as_code() -> None:
    """Dates and names of columns; the words around them, in any language, are left."""
    said = for_a_file("Deux colonnes, « seance » (2026-12-01 matin) et « rendez_vous ».")
    assert said == "Deux colonnes, « seance » (`2026-12-01` matin) et « `rendez_vous` »."
