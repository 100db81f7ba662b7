"""Messages: what waits for a hand, what failed, what leaves by itself; the texts, and how they leave."""

from __future__ import annotations

from app.access.permissions import Action
from app.services.crisis.read_partner_letters import read_partner_letters
from app.services.messages.read_outbox import read_outbox
from app.ui.panels import (
    messages_other_ways,
    messages_partners,
    messages_sent,
    messages_settings,
    messages_templates,
    messages_to_send,
)
from app.ui.parts import headline, panel_choice
from app.ui.session import current_actor, current_store, may
from app.ui.views import messages as view
from app.ui.views import messages_partners as partners_view


def main() -> None:
    """The sentence first, then one panel; the address carries it."""
    outbox = read_outbox(current_actor(), current_store())
    post = read_partner_letters(current_actor(), current_store())
    detail = " ".join(filter(None, (partners_view.waiting_sentence(post), view.detail(outbox))))
    headline.show(view.sentence(outbox), detail=detail)
    panel = panel_choice.show(
        {code: words for code, words in view.PANELS.items() if code != "reglages" or may(Action.SET_UP_MESSAGES)}
    )
    if panel == "partenaires":
        messages_partners.show(post)
    elif panel == "envoyes":
        messages_sent.show(outbox)
    elif panel == "modeles":
        messages_templates.show()
    elif panel == "reglages":
        messages_settings.show()
    else:
        messages_to_send.show(outbox)
        messages_other_ways.show()


main()
