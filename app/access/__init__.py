"""Who may do what: actors, roles, and the links that open one person's page or one calendar."""
