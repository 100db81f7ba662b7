"""``releve --lang en``: help, sentences and refusals in the language asked for; what is written stays French."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from app.cli import releve
from app.cli.main import COMMANDS
from app.cli.spoken_help import spoken
from app.store import community
from app.store.database import open_store
from app.words import _, language, use_language


def run(*words: str) -> Result:
    return CliRunner().invoke(releve, list(words), catch_exceptions=False)


def test_a_sentence_and_a_refusal_are_said_in_the_language_asked_for(tmp_path: Path) -> None:
    """French unless it is asked otherwise, whatever the machine speaks; nothing of it stays after the command."""
    open_store(tmp_path)
    ordered = [run(*words, "check", "--data", str(tmp_path)).stdout.splitlines()[0] for words in ((), ("--lang", "en"))]
    with use_language("en"):
        assert ordered == ["Tout est en ordre.", _("Tout est en ordre.")]
    refused = run("--lang", "en", "import", "people", str(tmp_path / "none.csv"), "--data", str(tmp_path))
    assert (refused.exit_code, "does not exist" in refused.stderr) == (2, True)
    assert language() == "fr"


def test_an_unknown_language_is_refused() -> None:
    """As any option that is not one of its choices."""
    assert run("--lang", "br", "check").exit_code == 2


def test_the_fictional_community_is_french_whoever_builds_it(tmp_path: Path) -> None:
    """What is told is English; what is written is the same as ever."""
    done = run("--lang", "en", "demo", "--no-serve", "--data", str(tmp_path / "demo"), "--today", "2026-11-22")
    assert done.stdout.startswith("Demonstration")
    with open_store(tmp_path / "demo").reading() as conn:
        assert "démonstration" in community.read(conn).name


def test_every_help_is_translated_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command, its options and its own commands; the French ones are left as they were."""
    monkeypatch.setattr("app.cli.spoken_help._", lambda text: f"<{text}>")
    context = click.Context(releve)
    for name in COMMANDS:
        source = releve.get_command(context, name)
        assert source is not None
        with use_language("en"):
            said = spoken(source)
        assert texts(said) == [f"<{one}>" for one in texts(source)]


def texts(command: click.Command) -> list[str]:
    """The help of a command, of its options and of its own commands."""
    own = [command.help or "", *(one.help or "" for one in command.params if isinstance(one, click.Option))]
    inner = command.commands.values() if isinstance(command, click.Group) else ()
    return [one for one in own if one] + [text for one in inner for text in texts(one)]
