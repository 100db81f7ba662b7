"""A community starts, below a folder of its own site: the first account, the first copy, and the copy put back."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from app.access.actor import COMMAND_LINE
from app.services.keeping.restore_backup import restore_backup
from app.store import accounts, backups
from app.store.backup_rules import Kind
from app.store.database import open_store
from app.store.folder import DataFolder
from tests.journeys.conftest import LAPTOP, PHONE, ROOT, OpenPage
from tests.journeys.settled import READY, settled

pytestmark = pytest.mark.browser

PASSWORD = "trois goélands sur la jetée"


@pytest.fixture
def community(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A new folder served at http://127.0.0.1:…/releve by the command; the address of the first account, and the folder."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    folder = tmp_path / "data"
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "serve", "--data", str(folder), "--port", str(port),
         "--public-url", f"http://127.0.0.1:{port}/releve"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    assert process.stdout is not None
    said = [process.stdout.readline(), process.stdout.readline()]
    yield "http://" + said[1].partition("http://")[2].strip(), folder
    if process.poll() is None:
        process.terminate()
        process.wait(timeout=20)
    process.stdout.close()


def test_from_the_first_account_to_a_copy_put_back(community: tuple[str, Path], open_page: OpenPage) -> None:
    """The address of the console makes the account, Données makes the copy; stopped, the folder starts again from it."""
    first, folder = community
    page = open_page(first, size=LAPTOP)
    page.get_by_label("Votre nom").fill("Maïwenn Fictif")
    page.get_by_label("Identifiant").fill("maiwenn@example.org")
    for field in page.locator("input[type=password]").all():
        field.fill(PASSWORD)
    page.locator("button.primary").click()
    page.wait_for_url("**/releve/**")
    root = first.partition("/connexion/")[0]
    page.goto(f"{root}/donnees")
    page.get_by_role("button", name="Sauvegarder maintenant").click()
    expect(page.get_by_text("Sauvegarde faite et prouvée")).to_be_visible(timeout=20_000)
    expect(page.locator("h1")).to_contain_text("Dernière sauvegarde prouvée il y a moins d’une heure")
    settled(page)
    page.get_by_text("Emporter une copie ailleurs").click()
    settled(page)
    with page.expect_download(timeout=READY) as carried:
        page.get_by_role("button", name="Télécharger cette copie").click()
    assert page.url.startswith(f"{root}/donnees")
    (copy,) = [one.name for one in backups.copies(folder / "backups") if one.kind is Kind.BY_HAND]
    assert (carried.value.suggested_filename, Path(carried.value.path()).read_bytes()) == (
        copy, (folder / "backups" / copy).read_bytes(),
    )  # fmt: skip
    elsewhere = folder.parent / "ailleurs"
    restore_backup(COMMAND_LINE, Path(carried.value.path()), DataFolder(elsewhere))
    with open_store(elsewhere).reading() as conn:
        assert [one.login for one in accounts.every(conn)] == ["maiwenn@example.org"]
    phone = page.context.new_page()
    phone.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    phone.goto(f"{root}/donnees")
    expect(phone.get_by_role("button", name="Sauvegarder maintenant")).to_be_in_viewport()
    assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
