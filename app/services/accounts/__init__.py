"""Who signs in, how, and what they set for themselves."""
