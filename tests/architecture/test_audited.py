"""Every table of the school is under audit, or says why it is not."""

from storage.tables import metadata
from tests.support.audited import UNRECORDED, Watcher


def test_what_is_not_recorded_is_there() -> None:
    assert UNRECORDED.keys() <= metadata.tables.keys()


def test_the_journal_is_recorded() -> None:
    journal = {"attendance_event", "final_mark", "homework", "lesson", "mark", "message"}
    people = {"binding", "consent", "invite", "person", "role_assignment", "trusted_contact"}
    assert not (journal | people) & UNRECORDED.keys()


def test_who_writes_and_notes_nothing_is_found() -> None:
    watcher = Watcher()
    watcher.check("take_new", {"mark", "notice"}, frozenset())
    assert watcher.missing == ["take_new writes mark and notes nothing"]


def test_drafts_and_noted_writes_pass() -> None:
    watcher = Watcher()
    watcher.check("tap_pupil", {"roll_call", "chat"}, frozenset())
    watcher.check("take_new", {"mark"}, frozenset({"set_mark"}))
    assert not watcher.missing
