"""`python -m bot`: the command line."""

import sys

if __name__ == "__main__":
    try:
        from bot.cli.parser import main  # takes a moment, in which Ctrl-C is as welcome as later

        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
