"""`python -m bot demo` as a whole: one line, an answer, and nothing left after Ctrl-C."""

import json
import os
import select
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil
import pytest

_ROOT = Path(__file__).parents[2]
_PATIENCE = 90  # seconds; a busy machine imports slowly


class Demo:
    """A running demo and the page's way of talking to it."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.started = time.monotonic()
        self.url = ""

    def read_address(self) -> str:
        assert self.process.stdout is not None
        readable, _, _ = select.select([self.process.stdout], [], [], _PATIENCE)
        assert readable, "no address within the time"
        self.url = self.process.stdout.readline().strip()
        return self.url

    def call(self, path: str, body: dict[str, Any] | None = None) -> Any:
        headers = {"X-Playground": "1", "Content-Type": "application/json"}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(f"{self.url}playground/{path}", data, headers)
        with urllib.request.urlopen(request, timeout=_PATIENCE) as response:
            return json.load(response)

    def answer_to_start(self, person_id: int) -> str:
        self.call(f"people/{person_id}/start", {})
        until = time.monotonic() + _PATIENCE
        while time.monotonic() < until:
            said = self.call(f"chats/{person_id}")["messages"]
            answers = [one for one in said if one["from"]["is_bot"]]
            if answers:
                return str(answers[0]["text"])
            select.select([], [], [], 0.02)
        raise AssertionError("the bot did not answer")

    def children(self) -> list[psutil.Process]:
        return psutil.Process(self.process.pid).children(recursive=True)

    def stop(self, number: int = signal.SIGINT) -> tuple[int, str, str]:
        """The exit code and what else was said on both outputs."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=_PATIENCE)
        return self.process.returncode, out, err


@contextmanager
def running(folder: Path, *arguments: str) -> Iterator[Demo]:
    environment = os.environ | {
        "PYTHONPATH": str(_ROOT),
        "DATABASE_URL": "sqlite+aiosqlite:///real.db",
    }
    command = [sys.executable, "-m", "bot", "demo", "--pupils", "60", *arguments]
    with subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        demo = Demo(process)
        try:
            yield demo
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)


def test_the_playground_does_not_outlive_a_demo_that_was_killed(tmp_path: Path, port: int) -> None:
    with running(tmp_path, "--port", str(port)) as demo:
        demo.read_address()
        (playground,) = demo.children()
        demo.process.kill()
        psutil.wait_procs([playground], timeout=_PATIENCE)
    assert not playground.is_running()


def test_it_answers_and_ctrl_c_leaves_nothing_behind(tmp_path: Path, port: int) -> None:
    # 15 July is a Thursday of the holidays; the demo has lessons all the same.
    with running(tmp_path, "--port", str(port), "--date", "2027-07-15") as demo:
        assert demo.read_address() == f"http://127.0.0.1:{port}/"
        state = demo.call("state")
        assert "15 июля, 10:4" in state["notice"]
        mother = next(each for each in state["people"] if "мама двоих" in each["about"])
        assert "ещё код" in mother["about"]
        assert "7А" in demo.answer_to_start(mother["id"])
        children = demo.children()
        assert children
        assert demo.stop() == (0, "", "")
    assert not any(child.is_running() for child in children)
    assert not (tmp_path / "real.db").exists()
    log = (tmp_path / "data/demo/bot.log").read_text(encoding="utf-8")
    assert "42:playground" not in log
    assert "ERROR" not in log


def test_the_second_start_copies_the_school_and_takes_another_port(
    tmp_path: Path, port: int
) -> None:
    with running(tmp_path, "--port", str(port)) as first:
        first.read_address()
        template = next((tmp_path / "data/demo").glob("template-*.db"))
        made_at = template.stat().st_mtime_ns
        with running(tmp_path, "--port", str(port)) as second:
            assert second.read_address() != first.url
            person = second.call("state")["people"][0]
            assert second.answer_to_start(person["id"])
            assert second.stop(signal.SIGTERM)[0] == 0
        assert template.stat().st_mtime_ns == made_at
        assert first.stop()[0] == 0


@pytest.mark.parametrize("after", [0.0, 1.0])
def test_ctrl_c_before_it_is_up_is_clean_too(tmp_path: Path, port: int, after: float) -> None:
    with running(tmp_path, "--port", str(port)) as demo:
        until = time.monotonic() + _PATIENCE
        while not (children := demo.children()) and time.monotonic() < until:
            select.select([], [], [], 0.01)
        select.select([], [], [], after)  # into imports, the seeding, the introductions
        code, _, err = demo.stop()
        assert (code, err) == (0, "")
    assert not any(child.is_running() for child in children)
