"""Find, read and validate content: the package's, the site's overlay, rows of the database. Errors name file and line."""

from app.library.content import Record, content_file, content_root, read_csv
from app.library.library import Library
from app.library.tables import TABLES

__all__ = ["TABLES", "Library", "Record", "content_file", "content_root", "read_csv"]
