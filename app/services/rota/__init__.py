"""Centres, sessions, seats and the rota, proposed, edited, published."""
