"""Sessions to add to a centre that stands: groups received, second doses that follow, sessions that can still be taken back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from app.core.ids import SessionId, new_id
from app.scheduling.doses import SecondDose, propose_second_dose
from app.scheduling.opening_days import open_days
from app.scheduling.openings import plan_opening
from app.scheduling.session import SessionState
from app.words import _, language, ngettext
from app.words.dates import spoken_day, spoken_session

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from app.library import Library
    from app.roster.vaccine import Vaccine
    from app.scheduling.centre import Centre
    from app.scheduling.openings import Opening, SessionTemplate
    from app.scheduling.session import Session


@dataclass(frozen=True, slots=True)
class TargetGroup:
    """Whom a session receives: ages (whole years, ends included) and the form to bring, empty without one."""

    slug: str
    label: str
    youngest: int
    oldest: int
    document: str

    @property
    def document_sentence(self) -> str:
        """« À apporter : autorisation parentale signée. »; empty when nothing is asked."""
        return _("À apporter : {document}.").format(document=self.document) if self.document else ""


@dataclass(frozen=True, slots=True)
class Additions:
    """What « Ouvrir » would write: first the opening, then the second-dose sessions that follow it."""

    opening: Opening
    seconds: tuple[SecondDose, ...] = ()
    skipped: int = 0
    """Second doses that found no open day, or fall on a session that stands."""

    @property
    def sessions(self) -> tuple[Session, ...]:
        return (*self.opening.sessions, *(one.session for one in self.seconds))


def target_groups(library: Library) -> dict[str, TargetGroup]:
    """The groups of ``data/target_groups.csv`` by slug, in the current language."""
    rows = [record.cells for record in library.file("target_groups.csv")]
    label = "label_en" if language() == "en" else "label_fr"
    return {
        row["slug"]: TargetGroup(
            row["slug"], row[label], int(row["youngest"]), int(row["oldest"]), row["document_fr"].strip()
        )
        for row in rows
    }


def additions(
    centre: Centre, template: SessionTemplate, existing: Sequence[Session], *, today: date, vaccine: Vaccine | None
) -> Additions:
    """The sessions of the template, and with a ``vaccine`` of two doses the sessions where the same people come back.

    Raises InvalidInput as ``plan_opening`` does.
    """
    opening = plan_opening(template, centre.id, new_id, today=today, existing=existing)
    if vaccine is None:
        return Additions(opening)
    calendar = open_days(template.weekdays, open_on_holidays=template.open_on_holidays)
    taken = [*existing, *opening.sessions]
    kept: list[SecondDose] = []
    for first in opening.sessions:
        found = propose_second_dose(
            first, vaccine.min_interval_days, vaccine.max_interval_days, calendar, SessionId(new_id())
        )
        if found is not None and not _collides(found.session, taken):
            kept.append(found)
            taken.append(found.session)
    return Additions(opening, tuple(kept), len(opening.sessions) - len(kept))


def seconds_sentence(plan: Additions) -> str:
    """« 2 séances de deuxième dose suivent, du lundi 4 janvier au mardi 5 janvier. »; says what found no place."""
    if not plan.seconds and not plan.skipped:
        return ""
    parts = []
    if plan.seconds:
        days = [one.session.day for one in plan.seconds]
        parts.append(
            ngettext(
                "{n} séance de deuxième dose suit, le {first}.",
                "{n} séances de deuxième dose suivent, du {first} au {last}.",
                len(days),
            ).format(n=len(days), first=spoken_day(min(days)), last=spoken_day(max(days)))
        )
    if plan.skipped:
        parts.append(
            ngettext(
                "{n} deuxième dose ne trouve pas de jour libre dans l’intervalle.",
                "{n} deuxièmes doses ne trouvent pas de jour libre dans l’intervalle.",
                plan.skipped,
            ).format(n=plan.skipped)
        )
    return " ".join(parts)


def has_two_doses(vaccine: Vaccine | None) -> bool:
    """Whether the product has an interval between two doses."""
    return vaccine is not None and vaccine.min_interval_days is not None and vaccine.max_interval_days is not None


def interval_sentence(vaccine: Vaccine) -> str:
    """« Ouvrir aussi les séances de deuxième dose, 28 jours après au moins »."""
    return _("Ouvrir aussi les séances de deuxième dose ({least} jours après, au moins)").format(
        least=vaccine.min_interval_days
    )


def next_opening_day(sessions: Iterable[Session], today: date) -> date:
    """The Monday after the last session, or after today."""
    last = max((one.day for one in sessions), default=today)
    base = max(last, today)
    return base + timedelta(days=7 - base.weekday())


def retractable(sessions: Iterable[Session]) -> Mapping[SessionId, str]:
    """Sessions never published, as spoken: an opening can be undone as long as nobody saw it."""
    return {one.id: session_name(one) for one in sessions if one.state is SessionState.DRAFT}


def session_name(session: Session) -> str:
    """« lundi 30 novembre, matin (9 h–13 h) », with where it goes and which dose when that is not usual."""
    said = spoken_session(session.starts_at, session.ends_at)
    extras = [session.site, _("deuxième dose") if session.dose_number > 1 else ""]
    return " · ".join([said, *(extra for extra in extras if extra)])


def _collides(session: Session, others: Iterable[Session]) -> bool:
    return any(
        other.site == session.site
        and other.starts_at < session.ends_at
        and session.starts_at < other.ends_at
        and other.state is not SessionState.CANCELLED
        for other in others
    )
