"""What is asked of every screen, one module a question: each has ``probe(page, screen) -> list[str]``.

A module may say ``LANGUAGES = ("en",)``: it is asked of the walk in those languages only, of the French one otherwise.
A probe leaves the page as it found it: laptop, light, same panel open. What it returns is what is wrong, one short line each.
"""
