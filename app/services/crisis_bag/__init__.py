"""The crisis bag: what is taken along when nothing answers any more."""
