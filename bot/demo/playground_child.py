"""The playground as the demo's child: it ends when the demo does, however that ends.

Its standard input is a pipe from the demo. The kernel closes it even when the demo is killed
outright, and then nobody is left to stop this process.
"""

import os
import signal
import sys
import threading

from playground.__main__ import main


def _end_with_the_demo() -> None:
    # Not sys.stdin: a thread waiting in its buffer would hold up the end of the interpreter.
    while os.read(0, 1):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=_end_with_the_demo, daemon=True).start()
    sys.exit(main())
