"""`python -m assistant` is the command line."""

from typing import NoReturn

from assistant.cli import main
from assistant.processes import end


def run() -> NoReturn:
    """Run the command of this process's arguments, and end it."""
    end(main())


if __name__ == "__main__":
    run()
