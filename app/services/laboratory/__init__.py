"""Trials and scenarios: what strikes, what the plan answers, flash exercises."""
