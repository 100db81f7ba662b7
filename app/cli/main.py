"""``releve``: the group of commands, loaded one by one so that ``releve --help`` stays quick."""

from __future__ import annotations

import importlib

import click

from app import __version__
from app.cli.options import language_option
from app.cli.spoken_help import spoken
from app.core.errors import ReleveError
from app.words.errors import sentence

COMMANDS = {
    "demo": "app.cli.demo",
    "serve": "app.cli.serve",
    "staff": "app.cli.staff",
    "coverage": "app.cli.coverage",
    "import": "app.cli.import_file",
    "export": "app.cli.export_file",
    "check": "app.cli.check",
    "drill": "app.cli.drill",
    "backup": "app.cli.backup",
    "restore": "app.cli.restore",
    "account": "app.cli.account",
}
"""Command name → module that holds it, under the command's name or ``command``."""


class Commands(click.Group):
    """A group whose commands are imported when they are called, and whose expected errors are one sentence, exit 2."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(COMMANDS[cmd_name]).command
        assert isinstance(command, click.Command)
        return spoken(command)

    def get_help(self, ctx: click.Context) -> str:
        return click.Group.get_help(spoken(self), ctx)

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except ReleveError as error:
            click.echo(sentence(error), err=True)
            ctx.exit(2)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="releve")
@language_option
def releve() -> None:
    """Relève : monter un centre, tenir la continuité des soins et s’exercer, pour les CPTS."""


def main() -> None:
    """Run ``releve`` on the process's arguments."""
    releve(prog_name="releve")
