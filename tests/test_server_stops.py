"""The command that serves, as a service manager runs it: JSON lines, a stop that leaves nothing half done, and what is refused."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest
from websockets.sync.client import connect

from tests.web.a_centre import a_published_centre

STOP_SECONDS = 20


@dataclass
class Served:
    """``releve serve`` on a free port."""

    process: subprocess.Popen[bytes]
    address: str
    output: Path
    errors: Path
    folder: Path

    def stop(self) -> int:
        """End it as systemd does; its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_SECONDS)


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A published centre below a folder of its host, with JSON lines; the last test stops it."""
    tmp_path = tmp_path_factory.mktemp("serveur")
    a_published_centre(tmp_path / "data")
    output, errors = tmp_path / "sortie.txt", tmp_path / "erreurs.txt"
    environment = {
        **os.environ,
        "RELEVE_DATA": str(tmp_path / "data"),
        "RELEVE_PORT": "0",
        "RELEVE_LOG": "json",
        "RELEVE_PUBLIC_URL": "https://cpts.exemple.fr/releve",
        "PYTHONUNBUFFERED": "1",
    }
    with output.open("wb") as out, errors.open("wb") as err:
        process = subprocess.Popen([sys.executable, "-m", "app", "serve"], stdout=out, stderr=err, env=environment)
    for _ in range(600):
        said = [line for line in output.read_text(encoding="utf-8").splitlines() if line.startswith("Relève")]
        if said or process.poll() is not None:
            break
        time.sleep(0.1)
    assert said, errors.read_text(encoding="utf-8")
    yield Served(process, "http://" + said[0].partition("http://")[2], output, errors, tmp_path / "data")
    if process.poll() is None:
        process.kill()
        process.wait()


def test_a_second_process_on_the_folder_is_one_sentence(served: Served) -> None:
    """Exit 2, nothing on standard output, and the first one goes on."""
    second = subprocess.run(
        [sys.executable, "-m", "app", "serve", "--data", str(served.folder), "--port", "0"],
        check=False, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (second.returncode, second.stdout) == (2, "")
    assert "déjà ouvert" in second.stderr
    assert "Traceback" not in second.stderr
    assert httpx.get(f"{served.address}/sante").status_code == 200


def test_a_stop_with_open_pages_leaves_nothing_behind(served: Served) -> None:
    """A tab and a phone are connected: the process ends by itself, its database is in one file, every line was JSON."""
    assert served.address.endswith("/releve")
    with httpx.Client() as client:
        assert client.get(f"{served.address}/sante").json()["backup_late"] in (True, False)
        assert client.get(f"{served.address}/p/canari-jeton-tres-long-et-secret-0123456789").status_code == 404
        ws = served.address.replace("http", "ws") + "/_stcore/stream"
        with connect(ws, subprotocols=["streamlit"], proxy=None):  # type: ignore[list-item]
            code = served.stop()
    assert code in (0, -signal.SIGTERM)
    assert not served.folder.joinpath("releve.sqlite3-wal").exists()
    errors = served.errors.read_text(encoding="utf-8")
    assert "Traceback" not in errors
    assert "canari" not in errors + served.output.read_text(encoding="utf-8")
    lines = [json.loads(line) for line in errors.splitlines()]
    assert all({"at", "level", "logger", "event"} <= line.keys() for line in lines)
