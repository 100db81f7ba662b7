"""Who is asked what, when and in which order: polls, call-outs, messages, and the budget of goodwill. Pure rules: no clock, no SQL, no sending."""
