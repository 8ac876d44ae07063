"""`python app.py [FOLDER]`: index what changed in it (seeds/articles by default), open the chat."""

from __future__ import annotations

import sys

from assistant.cli import main

if __name__ == "__main__":
    raise SystemExit(main(["serve", *(sys.argv[1:] or ["seeds/articles"])]))
