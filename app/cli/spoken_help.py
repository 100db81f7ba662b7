"""The help of commands in the language asked for: click keeps one text, the French one."""

from __future__ import annotations

from copy import copy
from typing import TypeVar

import click

from app.words import LANGUAGES, _, language

AnyCommand = TypeVar("AnyCommand", bound=click.Command)


def spoken(command: AnyCommand) -> AnyCommand:
    """The command, or one like it whose help and options, and those of its own commands, are translated."""
    if language() == LANGUAGES[0]:
        return command
    said = copy(command)
    said.help = _(command.help) if command.help else command.help
    said.params = [_spoken_option(one) for one in command.params]
    if isinstance(said, click.Group):
        said.commands = {name: spoken(one) for name, one in said.commands.items()}
    return said


def _spoken_option(option: click.Parameter) -> click.Parameter:
    if not isinstance(option, click.Option) or not option.help:
        return option
    said = copy(option)
    said.help = _(option.help)
    if isinstance(option.show_default, str):
        said.show_default = _(option.show_default)
    return said
