"""What only paper says: whose screen and when, and the bands at the head of every sheet."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def script() -> None:
    from datetime import UTC, datetime

    from app.ui.parts import printed

    printed.show(
        ("EXERCICE", 'DÉ"}</style>'), community="CPTS <b>fictive</b>", now=datetime(2026, 11, 22, 8, 5, tzinfo=UTC)
    )


def test_the_sheet_says_whose_it_is_and_when_and_nothing_smuggles_markup_in() -> None:
    """A community's name or a band can't close what it stands in."""
    said, style = (one.value for one in AppTest.from_function(script).run().html)
    assert (
        said
        == '<p class="releve-printed">CPTS &lt;b&gt;fictive&lt;/b&gt;, écran tel qu’il était dimanche 22 novembre à 9 h 05</p>'
    )
    assert 'content: "EXERCICE · DÉ\\22 \\7d \\3c \\2f style\\3e "' in style
