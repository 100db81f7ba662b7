"""The two ways each person is seen: French on a laptop in the light, English on a phone in the dark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.words.catalogue import translations
from tests.journeys.conftest import LAPTOP, PHONE

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.journeys.conftest import OpenPage


@dataclass(frozen=True, slots=True)
class Look:
    """A language, a size and a light."""

    name: str
    language: str
    size: tuple[int, int]
    dark: bool = False

    @property
    def is_phone(self) -> bool:
        return self.size[0] < LAPTOP[0]

    def says(self, text: str) -> str:
        """What the product shows for a source text; the text itself where it has no translation."""
        return translations(self.language).gettext(text)

    def counts(self, singular: str, plural: str, count: int) -> str:
        """The same for a text that counts, filled with ``n``."""
        if self.language == "fr":
            return (singular if count < 2 else plural).format(n=count)
        return translations(self.language).ngettext(singular, plural, count).format(n=count)

    def opens(self, open_page: OpenPage, address: str, *, size: tuple[int, int] | None = None) -> Page:
        """A page of this look; ``size``: another than its own, as a volunteer's phone beside a laptop."""
        size = size or self.size
        locale = "fr-FR" if self.language == "fr" else "en-GB"
        return open_page(address, size=size, dark=self.dark, touch=size[0] < LAPTOP[0], locale=locale)


LAPTOP_LIGHT = Look("fr-portable-clair", "fr", LAPTOP)
PHONE_DARK = Look("en-telephone-sombre", "en", PHONE, dark=True)
LOOKS = (LAPTOP_LIGHT, PHONE_DARK)
