"""What an address serves once its link was renewed: a valid calendar without a shift.

A 404 or an empty calendar makes some clients wipe every event without a word, a 410 makes them give up for good.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from app.core.clock import paris_date
from app.feeds.feed import Audience, Feed, Notice
from app.words import _

if TYPE_CHECKING:
    from datetime import datetime

TOMBSTONE_DAYS = 30


def tombstone(renewed_at: datetime, uid: str) -> Feed:
    """The feed of an old address, the same for :data:`TOMBSTONE_DAYS` days: one all-day notice saying what to do."""
    first = paris_date(renewed_at)
    notice = Notice(
        uid=uid,
        first_day=first,
        end_day=first + timedelta(days=TOMBSTONE_DAYS),
        at=renewed_at,
        summary=_("Ce calendrier a changé d’adresse : demandez votre nouveau lien"),
        description=_(
            "L’ancien lien a été renouvelé. Demandez le nouveau à la coordination, abonnez-vous, puis supprimez cet abonnement."
        ),
    )
    return Feed(_("Ancien calendrier (adresse changée)"), Audience.PARTNER, first, notices=(notice,))
