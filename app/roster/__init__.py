"""Who can help and what they may do: people, practices, sites, dated competences, rules and fees. Pure values and rules, no SQL, no screens."""
