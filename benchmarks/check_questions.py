"""Check that the evidence of a question set stands in its articles, or put it where it stands.

python benchmarks/check_questions.py seeds/questions.jsonl seeds/articles [--fix]

The same as assistant questions check FILE --articles PATH --quick.
"""

from __future__ import annotations

import sys
from pathlib import Path

# Run as a script, Python looks for `assistant` beside this file and not beside its folder.
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from assistant.cli import main

if __name__ == "__main__":
    questions, articles, *rest = sys.argv[1:]
    sys.exit(main(["questions", "check", questions, "--articles", articles, "--quick", *rest]))
