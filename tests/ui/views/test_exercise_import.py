"""What a chronogramme's file would change, in words."""

from __future__ import annotations

from app.exercise.chronogramme_columns import Column
from app.exercise.chronogramme_draft import Way
from app.exercise.chronogramme_grid import read_grid
from app.services.exercise.import_chronogramme import ImportedChronogramme
from app.ui.views import exercise_import as words
from tests.exercise.a_chronogramme import NAMES, T0, a_workbook, read
from tests.exercise.test_chronogramme_file import MERGED, SHUFFLED, an_inject


def test_a_file_is_told_line_by_line_in_the_order_it_would_be_played() -> None:
    """Counts, states with a word, times both ways, what is left aside, what goes."""
    found = read(a_workbook(SHUFFLED, MERGED), [an_inject(9, "Levée.")], way=Way.REPLACE)
    assert words.found_sentence(read_grid(a_workbook(SHUFFLED, MERGED), NAMES)) == (
        "5 lignes trouvées sous les en-têtes de la ligne 3. Feuille « MSEL »."
    )
    assert words.ignored_sentence(found) == "1 colonne laissée de côté : Couleur."
    assert words.removed_sentence(found) == "1 inject que le fichier n’a pas sera retiré : n° 9."
    assert [row[:3] for row in words.rows(found, T0)][1] == (
        "5",
        "T+12 min · lundi 30 novembre, 9 h 12",
        "Presse → Coordinatrice (mail)",
    )
    assert words.states(found) == [":material/add: nouveau"] * 3
    assert (words.preview_of(found).accepted, words.preview_of(found).refused, len(words.header())) == (3, 1, 5)


def test_what_lacks_and_what_was_done_are_sentences() -> None:
    """Nothing left aside says nothing."""
    assert words.missing_sentence(((Column.OFFSET, Column.HOUR), (Column.CHANNEL,))).startswith(
        "Il manque : T+ ou Heure fictive ; Canal."
    )
    assert (
        words.done_sentence(ImportedChronogramme(12, 1, 0)) == "Chronogramme importé : 12 ajoutés, 1 modifié, 0 retiré."
    )
    plain = read(b"T+;De;\xc0;Canal;Message\r\n5;ARS;Cellule;mail;Un bus.\r\n")
    assert (words.ignored_sentence(plain), words.removed_sentence(plain)) == ("", "")
