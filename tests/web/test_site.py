"""Our own addresses answer everyone, and nothing else is ours."""

from __future__ import annotations

from app.web.gate import Gate
from app.web.site import OwnAddresses, Site, is_own
from tests.web.a_centre import ZOE, Client, PublishedCentre
from tests.web.an_account import an_account
from tests.web.conftest import streamlit_like


def test_calendars_and_health_answer_everyone(centre: PublishedCentre, site: Site) -> None:
    """Behind the gate are screens only, before and after accounts exist."""
    client = Client(OwnAddresses(Gate(streamlit_like, centre.store, site.base_url), site))
    paths = (centre.feed_path(ZOE), "/sante", "/connexion", "/planning")
    assert [client.get(path).status_code for path in paths] == [200, 200, 200, 403]
    an_account(centre.store)
    assert [client.get(path).status_code for path in paths] == [200, 200, 200, 401]


def test_our_prefixes_are_ours_whatever_follows() -> None:
    """Only whole first segments count: a screen may be called « /planning » or « /api-docs »."""
    own = [
        "/CALENDRIER/x.ics",
        "/connexion",
        "/compte",
        "/p",
        "/p/x",
        "//p/x",
        "/calendrier/x.ics",
        "/sante",
        "/imprimer/a/b",
    ]
    others = ["/", "/planning", "/comptes", "/api-docs", "/calendriers", "/_stcore/p"]
    assert ([is_own(path) for path in own], [is_own(path) for path in others]) == (
        [True] * len(own),
        [False] * len(others),
    )
