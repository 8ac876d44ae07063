"""`python app.py [FOLDER] [--no-watch …]`: index what changed in it, open the chat.

Without a folder it is seeds/articles; the options are those of `assistant serve`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from assistant.cli import main

if __name__ == "__main__":
    raise SystemExit(main(["serve", *sys.argv[1:]], articles=Path("seeds/articles")))
