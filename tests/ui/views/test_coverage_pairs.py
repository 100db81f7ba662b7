"""Two losses at once, in words and bars."""

from __future__ import annotations

from app.services.coverage.read_pairs import PairRow, PairsView
from app.ui.views.coverage_pairs import bars, sentence, twin

TOLD = PairRow("Anne F., infirmière, Auray", "Bran F., infirmier, Brech", (7, 4), 1017)
MASKED = PairRow("infirmière, Auray", "infirmier, Brech", None, None)


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_worst_pair_in_a_sentence() -> None:
    """What both cost, and what neither does alone; nothing is said of a number that may not be."""
    assert _plain(sentence(PairsView((TOLD, MASKED), (), 30, True))) == (
        "Perdre à la fois « Anne F., infirmière, Auray » et « Bran F., infirmier, Brech » laisserait 1 017 demandes de plus"
        " sans personne, dont 1 006 qu’aucune des deux pertes ne coûte seule."
    )
    assert _plain(sentence(PairsView((MASKED,), (), 30, False))) == (
        "Perdre à la fois « infirmière, Auray » et « infirmier, Brech » coûterait quelques demandes de plus que l’un puis l’autre."
    )
    assert sentence(PairsView((), (), 30, True)) == (
        "Aucune paire de pertes ne coûte plus que l’une et l’autre séparément."
    )


def test_bars_and_their_table() -> None:
    """One bar a pair; the file holds what may be shared, never what is on screen."""
    view = PairsView((TOLD, MASKED), (MASKED,), 30, True)
    assert [(one.value, _plain(one.said)) for one in bars(view)] == [(1006, "1 006"), (1, "masqué")]
    table = twin(view)
    assert [_plain(cell) for cell in table.rows[0]] == [TOLD.first, TOLD.second, "7 + 4", "1 017", "1 006"]
    assert table.exported == ((MASKED.first, MASKED.second, "masqué", "masqué", "masqué"),)
