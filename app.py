"""`python app.py [FOLDER] [--no-watch …]`: index what changed in it, open the chat.

Without a folder it is seeds/articles; the options are those of `assistant serve`.
"""

from __future__ import annotations

import sys

from assistant.cli import main

if __name__ == "__main__":
    given = sys.argv[1:]
    folder = ["seeds/articles"] if all(word.startswith("-") for word in given) else []
    raise SystemExit(main(["serve", *folder, *given]))
