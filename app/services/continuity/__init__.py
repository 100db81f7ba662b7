"""Care that goes on: needs under pseudonym, practices, relays, closures, discharges, lists."""
