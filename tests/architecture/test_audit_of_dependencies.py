"""What the audit of dependencies takes for an answer."""

import json
from typing import Any

import pytest

from tests.architecture.dependency_audit import verdict

SOUND: dict[str, Any] = {"name": "aiogram", "version": "3.31.0", "vulns": []}
SKIPPED: dict[str, Any] = {"name": "babel", "skip_reason": "not found"}
FLAWED: dict[str, Any] = {
    "name": "urllib3",
    "version": "1.0",
    "vulns": [{"id": "PYSEC-1", "fix_versions": ["1.1"], "aliases": [], "description": ""}],
}


@pytest.mark.parametrize(
    ("dependencies", "code", "says"),
    [
        ([SOUND], 0, "No known vulnerabilities in 1 dependencies."),
        ([SOUND, SKIPPED], 0, "1 of 2 dependencies are NOT audited"),
        ([SKIPPED, FLAWED], 1, "urllib3 1.0: PYSEC-1, fixed in 1.1"),
    ],
)
def test_a_vulnerability_fails_and_no_answer_does_not(
    dependencies: list[dict[str, Any]], code: int, says: str
) -> None:
    found, lines = verdict(json.dumps({"dependencies": dependencies, "fixes": []}))
    assert (found, lines[0].startswith(says)) == (code, True), lines


@pytest.mark.parametrize("answer", ["", "ServiceError", "[]", "{}", "null"])
def test_silence_is_no_clean_bill(answer: str) -> None:
    code, [line] = verdict(answer)
    assert (code, "NOT audited" in line) == (0, True)
