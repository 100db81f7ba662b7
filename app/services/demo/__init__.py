"""The fictional community of the demonstration."""
