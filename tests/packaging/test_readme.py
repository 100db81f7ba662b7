"""The README can't rot: every command and setting stands in it, its pictures and files exist, its notes are true."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from app import settings
from app.cli.main import COMMANDS

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_every_command_and_setting_is_named() -> None:
    """A command or a setting that nobody can find does not exist."""
    missing = [f"releve {name}" for name in COMMANDS if f"releve {name}" not in README]
    missing += [one.variable for one in settings.SETTINGS if one.variable not in README]
    assert missing == []


def test_every_picture_and_linked_file_exists() -> None:
    """Relative links lead somewhere."""
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", README)
    assert links
    assert [link for link in links if not (ROOT / link).exists()] == []


def test_the_top_level_holds_what_it_may() -> None:
    """app, plans, scenarios, data, tests, pyproject.toml, README.md; LICENSE, CHANGELOG.md and dotfiles."""
    allowed = {"app", "plans", "scenarios", "data", "tests", "pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"}
    from subprocess import run

    tracked = run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    tops = {name.split("/")[0] for name in tracked}
    assert {name for name in tops if not name.startswith(".")} <= allowed


def test_pins_carry_no_address_and_cover_what_is_installed() -> None:
    """Pins are ``name==version`` lines, and every runtime dependency has one."""
    pins = (ROOT / ".ci" / "pins.txt").read_text().splitlines()
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!-]+", pin) for pin in pins)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    named = {re.match(r"[A-Za-z0-9._-]+", need).group().lower() for need in project["dependencies"]}  # type: ignore[union-attr]
    assert named <= {pin.split("==")[0].lower().replace("_", "-") for pin in pins}
