"""Where real needs may be held: nowhere until it is declared, and only as declared."""

from __future__ import annotations

from datetime import date

import pytest

from app.continuity.holding import CareMode, HoldingMode, Hosting, check_declared, require_place
from app.core.errors import InvalidInput, RuleRefusal
from app.core.ids import PracticeId

TODAY = date(2026, 11, 26)
OURS, THEIRS = PracticeId("cabinet-a"), PracticeId("cabinet-b")
LOCAL = CareMode(mode=HoldingMode.LOCAL, practices=frozenset({OURS}), dpia_on=date(2026, 11, 1))
HOST = Hosting(host="Hébergeur Exemple", certificate="HDS-0001", valid_until=date(2026, 12, 31))
HOSTED = CareMode(mode=HoldingMode.DECLARED, hosting=HOST, dpia_on=date(2026, 11, 1))


@pytest.mark.parametrize(
    ("mode", "practice", "today", "accepted"),
    [
        (CareMode(), OURS, TODAY, False),
        (LOCAL, OURS, TODAY, True),
        (LOCAL, THEIRS, TODAY, False),
        (HOSTED, THEIRS, TODAY, True),
        (HOSTED, THEIRS, date(2026, 12, 31), True),
        (HOSTED, THEIRS, date(2027, 1, 1), False),
    ],
)
def test_a_need_has_a_place_only_where_it_was_declared(
    mode: CareMode, practice: PracticeId, today: date, accepted: bool
) -> None:
    """Totals only by default; one practice's machine holds that practice's; a certificate that ended holds nobody's."""
    if accepted:
        require_place(mode, practice, today, fictional=False)
    else:
        with pytest.raises(RuleRefusal):
            require_place(mode, practice, today, fictional=False)
    require_place(mode, practice, today, fictional=True)


@pytest.mark.parametrize(
    "mode",
    [
        CareMode(mode=HoldingMode.LOCAL, practices=frozenset({OURS})),
        CareMode(mode=HoldingMode.LOCAL, dpia_on=TODAY),
        CareMode(mode=HoldingMode.LOCAL, practices=frozenset({OURS}), dpia_on=date(2026, 11, 27)),
        CareMode(mode=HoldingMode.DECLARED, dpia_on=TODAY),
        CareMode(
            mode=HoldingMode.DECLARED, dpia_on=TODAY, hosting=Hosting(host=" ", certificate="x", valid_until=TODAY)
        ),
        CareMode(
            mode=HoldingMode.DECLARED,
            dpia_on=TODAY,
            hosting=Hosting(host="x", certificate="x", valid_until=date(2026, 11, 25)),
        ),
    ],
    ids=["no DPIA", "no practice", "DPIA to come", "no host", "blank host", "ended certificate"],
)
def test_a_declaration_that_lacks_something_is_refused(mode: CareMode) -> None:
    """Each with one sentence; the complete ones pass."""
    with pytest.raises(InvalidInput):
        check_declared(mode, TODAY)
    check_declared(LOCAL, TODAY)
    check_declared(HOSTED, TODAY)
