"""The data folder and the database: open, transactions, migrations, journal, and SQL by subject. Rows in, values out."""
