"""Everything a person reads: translation, dates, numbers, states. The French text is the source; other languages are catalogues.

``_`` and ``ngettext`` translate at call time into the language of the current run (:func:`use_language`). Templates use
named ``{placeholders}`` and are filled after translation.
"""

from app.core.errors import N_
from app.words.catalogue import LANGUAGES, _, language, ngettext, use_language

__all__ = ["LANGUAGES", "N_", "_", "language", "ngettext", "use_language"]
