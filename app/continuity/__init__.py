"""Continuity of care: what a practice holds about the needs it serves, and where such needs may be held at all."""
