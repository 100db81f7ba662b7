"""The files of deployment agree with one another and with the product: what they name exists, and is the same everywhere."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml

from app import settings
from app.cli.main import COMMANDS

DEPLOY = Path(__file__).parents[2] / ".deploy"
UNIT = (DEPLOY / "releve.service").read_text(encoding="utf-8")
CADDY = "\n".join(
    line
    for line in (DEPLOY / "Caddyfile").read_text(encoding="utf-8").splitlines()
    if not line.lstrip().startswith("#")
)
SET = dict(re.findall(r"^Environment=(\w+)=(.+)$", UNIT, re.MULTILINE))


def test_the_unit_sets_what_exists_to_values_that_fit() -> None:
    """Each variable is one of the product's, and the product reads it; the command is one of its commands."""
    assert set(SET) == {one.variable for one in settings.SETTINGS}
    found = settings.read(SET)
    assert (found.host, found.port, found.log_json) == ("127.0.0.1", 8501, True)
    (command,) = re.findall(r"^ExecStart=/\S+/releve (\w+)$", UNIT, re.MULTILINE)
    assert command in COMMANDS


def test_the_proxy_passes_on_the_folder_of_the_public_address_as_it_is() -> None:
    """Host, folder and port are those of the unit, the folder is not taken off, and no access log keeps addresses."""
    url = urlsplit(SET["RELEVE_PUBLIC_URL"])
    assert f"{url.hostname} {{" in CADDY
    assert f"handle {url.path}/* {{\n\t\treverse_proxy 127.0.0.1:{SET['RELEVE_PORT']}" in CADDY
    assert f"redir {url.path} {url.path}/" in CADDY
    assert not re.search(r"handle_path|strip_prefix|^\s*log\b", CADDY, re.MULTILINE)


def test_the_replica_follows_the_database_of_the_unit() -> None:
    """The same folder, and a replica that stands outside it."""
    (base,) = yaml.safe_load((DEPLOY / "litestream.yml").read_text(encoding="utf-8"))["dbs"]
    assert base["path"] == f"{SET['RELEVE_DATA']}/releve.sqlite3"
    assert not base["replica"]["path"].startswith(SET["RELEVE_DATA"])


def test_the_service_is_shut_in() -> None:
    """systemd's own judgement, when it is here to give it: an exposure of 2 out of 10 at most."""
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.skip("systemd-analyze is not installed")
    judged = subprocess.run(
        [program, "security", "--offline=true", "--threshold=20", str(DEPLOY / "releve.service")],
        check=False, capture_output=True, text=True,
    )  # fmt: skip
    assert judged.returncode == 0, judged.stdout[-300:] + judged.stderr


def test_the_proxy_s_file_reads() -> None:
    """By Caddy itself, when it is here."""
    program = shutil.which("caddy")
    if program is None:
        pytest.skip("caddy is not installed")
    subprocess.run(
        [program, "validate", "--config", str(DEPLOY / "Caddyfile"), "--adapter", "caddyfile"],
        check=True, capture_output=True,
    )  # fmt: skip
