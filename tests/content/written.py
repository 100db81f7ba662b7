"""The project's documents as text, and what tests read of them: tables, quoted words, links, headings, commands."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENTS = tuple(
    sorted([*ROOT.glob("*.md"), *(ROOT / ".github").glob("*.md"), *(ROOT / one / "README.md" for one in ("plans", "scenarios", "data"))])
)  # fmt: skip
"""Every document that a person reads first on the project's page."""


_BLOCK = re.DOTALL | re.MULTILINE


def text_of(name: str) -> str:
    """A document of the repository, by its path from the top."""
    return (ROOT / name).read_text(encoding="utf-8")


def part(text: str, heading: str) -> str:
    """What stands below ``## heading``, up to the next one outside a code block."""
    hidden = re.sub(r"^```.*?^```$", lambda block: block[0].replace("\n## ", "\n\0# "), text, flags=_BLOCK)
    return hidden.split(f"\n## {heading}\n")[1].split("\n## ")[0].replace("\0# ", "## ")


def rows(text: str) -> list[list[str]]:
    """The cells of every line of every table; ``\\|`` is a bar inside a cell."""
    lines = [line.strip() for line in text.splitlines() if line.startswith("|")]
    cells = [re.split(r"(?<!\\)\|", line.strip("|")) for line in lines]
    return [[cell.strip().replace("\\|", "|") for cell in one] for one in cells]


def quoted(text: str) -> list[str]:
    """What stands between back-quotes."""
    return re.findall(r"`([^`\n]+)`", text)


def first_cells(text: str) -> list[str]:
    """The quoted words of the first cell of every line of every table."""
    return [word for row in rows(text) for word in quoted(row[0])]


def plain_spaces(text: str) -> str:
    """The same text, its no-break spaces as others: how a space is set is not what is compared."""
    return text.replace("\u00a0", " ")


def without_code(text: str) -> str:
    """The text outside code blocks."""
    return re.sub(r"^```.*?^```$", "", text, flags=_BLOCK)


def links(text: str) -> list[str]:
    """Targets of links and pictures that stay in the repository."""
    return re.findall(r"\]\((?!https?:)([^)\s]+)\)", without_code(text))


def pictures(text: str) -> list[tuple[str, str]]:
    """(what it shows, in words; its file) of every picture."""
    sized = [(one[1], one[0]) for one in re.findall(r'<img src="([^"]+)" alt="([^"]*)"', text)]
    return re.findall(r"!\[([^\]]*)\]\(([^)\s]+)\)", text) + sized


def anchors(text: str) -> set[str]:
    """What a link may say after « # »: headings as GitHub makes addresses of them."""
    headings = re.findall(r"^#{1,6} (.+)$", without_code(text), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", re.sub(r"[`*]", "", one).lower()).replace(" ", "-") for one in headings}


@cache
def program() -> str:
    """Every line of the program, in plain spaces: what it may say is in it as it is written."""
    return plain_spaces("\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "app").rglob("*.py"))))
