"""Who sits where: the staffing engine, exact, explained, and checked by code that shares nothing with it."""
