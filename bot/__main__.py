"""`python -m bot`: the command line."""

import sys

from bot.cli.parser import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
