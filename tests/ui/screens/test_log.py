"""Main courante and Journal as screens."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from app.access.actor import LOCAL_COORDINATION, Role
from app.services.crisis.read_log import read_log
from app.services.crisis.write_log import write_log
from app.services.roster.edit_person import add_person
from app.store.current import use
from app.store.database import Store
from app.store.log import LogKind, LogStatus
from tests.builders import a_person, a_store
from tests.ui.screens.a_role import signs_in

SCREENS = Path(__file__).parents[3] / "app" / "ui" / "screens"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = a_store(tmp_path)
    use(store)
    return store


def run(name: str) -> AppTest:
    found = AppTest.from_file(str(SCREENS / f"{name}.py"), default_timeout=30).run()
    assert not found.exception
    return found


def test_a_line_is_written_and_the_field_is_empty_again(store: Store) -> None:
    """The next line can be typed at once."""
    page = run("log")
    page.text_input(key="log_text").set_value("a : appeler la mairie")
    page.button[0].click()
    page.run()
    assert not page.exception
    [entry] = read_log(LOCAL_COORDINATION, store).entries
    assert (entry.text, entry.kind, entry.status) == ("appeler la mairie", LogKind.ACTION, LogStatus.OPEN)
    assert page.text_input(key="log_text").value == ""
    assert page.title[0].value == "1 point en cours, depuis 17 h."


def test_what_is_refused_stays_typed(store: Store) -> None:
    """Nothing is written, and nothing has to be typed again."""
    page = run("log")
    page.text_input(key="log_text").set_value("un appel")
    page.text_input(key="log_hour").set_value("midi")
    page.button[0].click()
    page.run()
    assert read_log(LOCAL_COORDINATION, store).entries == ()
    assert (page.text_input(key="log_text").value, page.text_input(key="log_hour").value) == ("un appel", "midi")
    assert "n’est pas une heure" in page.error[0].value


def test_an_entry_is_settled_and_completed(store: Store) -> None:
    """The entry stays as it was written; what came later stands under it."""
    number = write_log(LOCAL_COORDINATION, store, "Appeler la mairie", kind=LogKind.ACTION)
    page = run("log")
    page.text_area(key=f"log_later_{number}").set_value("vu au téléphone")
    page.button(key=f"log_later_{number}_done").click()
    page.run()
    [entry] = read_log(LOCAL_COORDINATION, store).entries
    assert (entry.status, [one.text for one in entry.later]) == (LogStatus.DONE, ["vu au téléphone"])
    assert page.title[0].value == "1 entrée, rien en cours."


def typed(page: AppTest, line: str) -> AppTest:
    page.text_input(key="log_text").set_value(line)
    page.button[0].click()
    page.run()
    assert not page.exception
    return page


def test_an_hour_to_come_is_yesterday_s_only_once_that_was_said(store: Store) -> None:
    """At five in the afternoon « 23h59 » may be a slip: its day is said, the line stays, and Enter again writes it."""
    page = typed(run("log"), "23h59 : la mairie a appelé")
    assert read_log(LOCAL_COORDINATION, store).entries == ()
    assert page.text_input(key="log_text").value == "23h59 : la mairie a appelé"
    assert [one.value.replace("\u00a0", " ") for one in page.warning] == [
        "23 h 59 n’est pas encore passé aujourd’hui \\: ce sera noté hier à 23 h 59. "
        "Entrée de nouveau pour l’écrire ainsi, ou corrigez l’heure."
    ]
    page = typed(page, "23h59 : la mairie a appelé")
    [entry] = read_log(LOCAL_COORDINATION, store).entries
    assert entry.happened_at == datetime(2026, 11, 25, 22, 59, tzinfo=UTC)
    assert [one.value for one in page.toast] == ["Noté hier à 23 h 59\u00a0: n°\u00a01."]
    assert "hier" in [one.value for one in page.caption]
    assert not page.warning


def test_another_line_after_the_question_is_no_yes(store: Store) -> None:
    """Corrected hours are read anew, and a sure one is written at once."""
    page = typed(run("log"), "23h59 : la mairie a appelé")
    page = typed(page, "23h58 : la mairie a appelé")
    assert read_log(LOCAL_COORDINATION, store).entries == ()
    typed(page, "16h59 : la mairie a appelé")
    [entry] = read_log(LOCAL_COORDINATION, store).entries
    assert entry.happened_at == datetime(2026, 11, 26, 15, 59, tzinfo=UTC)


def test_who_writes_is_told_once_who_reads(store: Store) -> None:
    """Until their first entry; then the place is free."""
    told = "Les observateurs lisent la main courante\u00a0\\: ne nommez personne, écrivez la fonction."
    page = run("log")
    assert any(told in one.value for one in page.caption)
    assert not any(told in one.value for one in typed(page, "le camion est parti").caption)


def test_who_observes_an_empty_log_reads_who_writes_it(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """They can't note anything: they are not invited to."""
    signs_in(monkeypatch, store, Role.OBSERVER)
    page = run("log")
    assert page.title[0].value.replace("\u00a0", " ") == (
        "La main courante est vide \\: la coordination et la cellule de crise y écrivent "
        "ce qu’elles apprennent, décident et font."
    )
    assert not page.text_input or all(one.key != "log_text" for one in page.text_input)


def test_an_empty_log_is_an_invitation(store: Store) -> None:
    """It says what it will hold."""
    assert "notez ce que vous apprenez" in run("log").title[0].value


def test_the_journal_says_that_nothing_was_rewritten_and_then_that_it_was(store: Store) -> None:
    """Nothing is claimed before somebody asks; then what was verified, and when; a rupture is told either way."""
    add_person(LOCAL_COORDINATION, store, a_person("Zoé"))
    page = run("journal")
    assert page.title[0].value == "1 écriture depuis le 26 novembre 2026."
    page.button(key="journal_verify").click()
    page.run()
    said = "1 écriture depuis le 26 novembre 2026. Chaîne vérifiée à l’instant\u00a0\\: rien n’a été réécrit."
    assert page.title[0].value == said
    assert page.button(key="journal_verify").label == "Vérifier que rien n’a été réécrit"
    with store.transaction() as conn:
        conn.execute("DROP TRIGGER journal_no_update")
        conn.execute("UPDATE journal SET actor_id = 'x'")
    page.button(key="journal_verify").click()
    page.run()
    assert page.title[0].value == "Le journal ne peut plus servir de preuve\u00a0\\: sa chaîne est rompue."
    assert "altéré à partir de l’entrée 1" in page.error[0].value


def test_an_empty_journal_says_so(store: Store) -> None:
    """Before anything was done."""
    assert run("journal").title[0].value == "Le journal est vide\u00a0\\: rien n’a encore été fait ici."
