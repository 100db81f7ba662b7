"""The forms of a page as a browser sees them: what each sends when its buttons are pressed."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser

_CHOSEN = {"checkbox", "radio"}


@dataclass
class FoundForm:
    """One form: where it sends, and its fields with the values the page gave them. ``buttons`` are sent one at a time."""

    action: str = ""
    method: str = "get"
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """The fields a person fills, then the buttons, each once."""
        return list(dict.fromkeys(name for name, _value in [*self.fields, *self.buttons]))


def forms_of(page: str) -> list[FoundForm]:
    """Every form of a page, in order."""
    reader = _Reader()
    reader.feed(page)
    return reader.forms


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FoundForm] = []
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.forms.append(FoundForm(given.get("action", ""), given.get("method", "get").lower()))
        if not self.forms:
            return
        name, form = given.get("name", ""), self.forms[-1]
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select and "value" in given:
            if "selected" in given or self._select not in form.names:
                form.fields = [pair for pair in form.fields if pair[0] != self._select]
                form.fields.append((self._select, given["value"]))
        elif name and tag == "textarea":
            form.fields.append((name, ""))
        elif name and (tag == "button" or given.get("type") in ("submit", "image")):
            form.buttons.append((name, given.get("value", "")))
        elif name and tag == "input":
            # A box is taken as ticked: what a page offers is sent at least once.
            form.fields.append((name, given.get("value", "on" if given.get("type") in _CHOSEN else "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self._select = ""
