"""Response: plans, reflex cards, alert and events: what a community does when something grave happens. Pure values and rules."""
