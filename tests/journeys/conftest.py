"""A real Chromium and a real server for journeys: each test has its own page, each server its own folder and free port."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parents[2]
UI = ROOT / "app" / "ui"
LAUNCH = """
import sys
from pathlib import Path
from app.server import serve
serve(Path(sys.argv[1]), "127.0.0.1", 0, script=Path(sys.argv[2]), announce=lambda address: print(address, flush=True))
"""
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-dev-shm-usage",
    "--no-first-run",
)
LAPTOP = (1366, 768)
PHONE = (390, 844)

ServeApp = Callable[..., str]
OpenPage = Callable[..., Page]


def chromium_path() -> str | None:
    """The browser of this machine, by the names Debian gives it."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium a module: while it runs, its event loop holds the thread and no other test may open one. The test is skipped where there is none, and fails instead when CI is set."""
    path = chromium_path()
    if path is None:
        reason = "no Chromium on this machine (apt install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """Opens pages (``size``, ``dark``, ``touch``, ``locale``); afterwards fails if one broke or asked another site for anything."""
    contexts: list[BrowserContext] = []
    troubles: list[str] = []

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: troubles.append(f"script error: {error}"))
        page.on(
            "request", lambda request: troubles.append(f"outside: {request.url}") if _outside(request.url) else None
        )

    def open_one(
        address: str,
        *,
        size: tuple[int, int] = LAPTOP,
        dark: bool = False,
        touch: bool = False,
        locale: str = "fr-FR",
        bypass_csp: bool = False,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            has_touch=touch,
            locale=locale,
            timezone_id="Europe/Paris",
            bypass_csp=bypass_csp,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        watch(page)
        page.goto(address)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert troubles == []


def sign_in(page: Page, login: str, password: str) -> None:
    """Fill the page of signing in that a browser was led to, and wait until it leads on."""
    page.get_by_label("Identifiant").fill(login)
    page.get_by_label("Mot de passe").fill(password)
    page.get_by_role("button", name="Se connecter").click()
    page.wait_for_url(lambda address: "/connexion" not in address)


def _outside(url: str) -> bool:
    return not url.startswith(("http://127.0.0.1:", "ws://127.0.0.1:", "data:", "blob:", "about:"))


@contextmanager
def _servers(homes: pytest.TempPathFactory) -> Iterator[ServeApp]:
    """Starts servers within the block, then stops them all."""
    running: list[subprocess.Popen[str]] = []

    def start(*, folder: Path | None = None, script: Path | None = None) -> str:
        home = homes.mktemp("served")
        served = script if script is None else _with_theme(script, home)
        with (home / "stderr.txt").open("w") as log:
            process = subprocess.Popen(
                [sys.executable, "-c", LAUNCH, str(folder or home / "data"), str(served or UI / "main.py")],
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        running.append(process)
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        if not address:
            pytest.fail(f"the server did not start: {(home / 'stderr.txt').read_text()[-2000:]}")
        return address

    yield start
    for process in running:
        process.terminate()
    for process in running:
        process.wait(timeout=20)
        if process.stdout is not None:
            process.stdout.close()


@pytest.fixture
def serve_app(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServeApp]:
    """Starts servers: ``serve_app(folder=…)`` serves the product, ``serve_app(script=…)`` one script in its theme.

    Returns the address; every server is stopped at the end of the test, before its folder goes.
    """
    with _servers(tmp_path_factory) as start:
        yield start


@pytest.fixture(scope="module")
def serve_for_all(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServeApp]:
    """The same, for servers that all the tests of a file share."""
    with _servers(tmp_path_factory) as start:
        yield start


@dataclass(frozen=True, slots=True)
class ServedDemo:
    """The demonstration behind a real server, shared by several tests: none counts what another may have added."""

    address: str
    folder: Path
    accounts: dict[str, tuple[str, str]]
    """Role → login and password."""
    volunteer_page: str


@pytest.fixture(scope="session")
def served_demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDemo]:
    """The demonstration of today, once a session: made and served at the first test that asks."""
    folder = tmp_path_factory.mktemp("demo") / "data"
    made = subprocess.run(
        [sys.executable, "-m", "app", "demo", "--no-serve", "--data", str(folder), "--json"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    report = json.loads(made.stdout)
    accounts = {one["role"]: (one["login"], one["password"]) for one in report["accounts"]}
    with _servers(tmp_path_factory) as start:
        yield ServedDemo(start(folder=folder), folder, accounts, report["volunteer_page"])


def _with_theme(script: Path, home: Path) -> Path:
    """A copy of the script beside our theme and static files, where Streamlit looks for them."""
    shutil.copytree(UI / ".streamlit", home / ".streamlit")
    (home / "static").symlink_to(UI / "static", target_is_directory=True)
    return Path(shutil.copy(script, home / script.name))
