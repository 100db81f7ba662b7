"""The day of a centre and after: opening, presence, doses, incidents, pay, indicators, proof."""
