"""Known vulnerabilities in what is pinned: `python -m tests.architecture.dependency_audit`.

Fails for a vulnerability. Where pip-audit cannot reach its data, which it takes for no news, this
says so in one line and does not fail: a machine without the internet can still check the rest.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[2]
PINNED = ("requirements.txt", "requirements-dev.txt")
_LONGEST = 300  # seconds


def main() -> int:
    """The exit code."""
    asked = [sys.executable, "-m", "pip_audit", "--format", "json", "--progress-spinner", "off"]
    files = [each for name in PINNED for each in ("--requirement", str(ROOT / name))]
    try:
        done = subprocess.run(
            [*asked, "--disable-pip", "--require-hashes", *files],
            capture_output=True,
            check=False,
            text=True,
            timeout=_LONGEST,
        )
        answer = done.stdout
    except subprocess.TimeoutExpired:
        answer = ""
    code, lines = verdict(answer)
    print("\n".join(lines))  # noqa: T201
    return code


def verdict(answer: str) -> tuple[int, Sequence[str]]:
    """What pip-audit's JSON means; anything else is no answer."""
    try:
        found = json.loads(answer)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return 0, ["Dependencies are NOT audited: pip-audit did not reach its data."]
    lines = [
        f"{each['name']} {each['version']}: {flaw['id']}, fixed in {_fixes(flaw['fix_versions'])}"
        for each in found
        for flaw in each.get("vulns", ())
    ]
    skipped = sum("skip_reason" in each for each in found)
    if lines:
        return 1, lines
    if skipped:
        what = f"{skipped} of {len(found)} dependencies are NOT audited"
        return 0, [f"{what}: pip-audit did not reach its data on them."]
    return 0, [f"No known vulnerabilities in {len(found)} dependencies."]


def _fixes(versions: Sequence[str]) -> str:
    return ", ".join(versions) or "no version yet"


if __name__ == "__main__":
    sys.exit(main())
