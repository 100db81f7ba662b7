"""``python -m app``: the same commands as ``releve``."""

from app.cli import main

if __name__ == "__main__":
    main()
