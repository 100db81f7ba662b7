"""What opening a poll would do, in words: who is asked and in which order, who later, who not at all and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from app.scheduling.spoken import listed
from app.words import _, ngettext
from app.words.dates import spoken_instant

if TYPE_CHECKING:
    from datetime import datetime

    from app.mobilisation.poll import Audience, Poll, PollRank
    from app.roster.person import Person


@dataclass(frozen=True, slots=True)
class Asking:
    """One person to ask: their place in the order, from which instant, and why not at once (empty: at once)."""

    rank: PollRank
    at: datetime
    why_later: str = ""


@dataclass(frozen=True, kw_only=True)
class PollPreview:
    """What opening would do now. ``asking`` in the order of asking."""

    poll: Poll
    left_out: Audience
    """Whoever of the professions can't be asked at all; its ``asked`` are those of ``asking``."""
    asking: tuple[Asking, ...]
    too_late: tuple[tuple[Person, str], ...]
    """Those whose budget or quiet hours end after the poll closes, and which of the two."""
    unable: tuple[Person, ...]
    """They may hold no seat of these sessions: asking them would only tire them."""
    spoken: tuple[Person, ...]
    """They have answered every session already; the poll counts them and lets them change their mind."""
    tired: str
    """« Qui est-ce que je fatigue ? »"""

    @cached_property
    def now(self) -> tuple[Asking, ...]:
        return tuple(one for one in self.asking if not one.why_later)

    @cached_property
    def later(self) -> tuple[Asking, ...]:
        return tuple(one for one in self.asking if one.why_later)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Who is asked and who is not, why, and from when the others are."""
        spoken, unable, late = len(self.spoken), len(self.unable), len(self.too_late)
        spared = [
            words.format(n=count)
            for count, words in (
                (spoken, ngettext("{n} qui a déjà répondu à tout", "{n} qui ont déjà répondu à tout", spoken)),
                (
                    unable,
                    ngettext(
                        "{n} qui ne peut tenir aucun poste de ces séances",
                        "{n} qui ne peuvent tenir aucun poste de ces séances",
                        unable,
                    ),
                ),
                (
                    late,
                    ngettext(
                        "{n} dont le quota ou les heures de silence durent jusqu’à la clôture",
                        "{n} dont le quota ou les heures de silence durent jusqu’à la clôture",
                        late,
                    ),
                ),
            )
            if count
        ]
        told = [self.left_out.sentence, *self._later()]
        if spared:
            told.append(_("Ne recevront rien : {people}.").format(people=listed(spared)))
        return tuple(told)

    def _later(self) -> tuple[str, ...]:
        if not self.later:
            return ()
        first = spoken_instant(min(one.at for one in self.later))
        if not self.now:
            return (_("Rien ne part avant {when} : heures de silence ou quota.").format(when=first),)
        words = ngettext(
            "{n} ne le sera qu’à partir de {when} : heures de silence ou quota.",
            "{n} ne le seront qu’à partir de {when} : heures de silence ou quota.",
            len(self.later),
        )
        return (words.format(n=len(self.later), when=first),)
