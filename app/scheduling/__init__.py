"""Staffed time slots: centres, lines, sessions, needs, seats, rotas, and how they are staffed. Pure rules, no SQL, no screen."""
