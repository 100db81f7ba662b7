"""The words of one's own data page; they are the services', which write the same for the coordination."""

from __future__ import annotations

from app.services.keeping.own_data_words import SHOWN, Subject, identity, subjects

__all__ = ["SHOWN", "Subject", "identity", "subjects"]
