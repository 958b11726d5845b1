"""What forged buttons and questions say besides ids, and what is shown for them, files too."""

import io
import zipfile
from collections.abc import Iterator
from enum import Enum
from typing import Any, Literal, get_args, get_origin

from pypdf import PdfReader

from tests.support.people import Client, text_of
from tests.support.school import TODAY

_TODAY = TODAY.toordinal()

# Fields that are no ids. Whatever is not here is a choice, or takes ids of any kind.
PLAIN: dict[str, tuple[Any, ...]] = {
    "day": (_TODAY, _TODAY, _TODAY - 7, _TODAY + 1, 1, 3652059, 3652060),
    "seen": (0,),
    "page": (0, 0, 1, 9999),
    "nth": (0, 0, 0, 1, 99),
    "value": (2, 3, 4, 5, 0, 100),
    "grade_level": (1, 7, 8),
    "school_year": (0, 2026, 2027),
    "picked": ("", "1", "3", "7f", "f" * 23),
    "check": ("", "0", "f" * 23),
    "begins": (0, 420, 1200),
    "ends": (0, 420, 1200),
    "before": (0, 1, 99),
    "rights": (0, 1, 63, 64),
    "field": ("given_name", "birth_date", "position", "phone"),
    "duty": ("journal", "administration"),
}

# What a question remembers besides ids.
MORE: dict[str, dict[str, Any]] = {
    "card_value": {"field": "given_name"},
    "control_reason": {"work_id": 0},
    "correct_value": {"field": "given_name"},
    "consent_paper": {"purpose": "photo"},
    "duty_order": {"duty": "journal"},
    "field_decision": {"field": "phone"},
    "exam": {"grade_level": 9},
    "final_reason": {"code": "5", "whole": False},
    "homeroom_topic": {"kind": "briefing", "day": 739944},  # 24 November 2026
    "message": {"person_id": None},
    "pin": {"typing": "answer", "typing_data": {}},
    "owed_until": {"nth": 0, "seen": "0"},
    "new_document": {"kind": "other", "audience": "staff"},
    "profile_anew": {"profile_id": 1},
    "remark": {"kind": "note"},
    "unlock_answer": {"unlock_id": 1},
    "unlock_reason": {"nth": 0},
    "pin_again": {"hash": "0" * 64},
    "report_file": {"deadline": "D14", "due": 739950},  # 30 November 2026
    "rule": {"rule": "final_marks_open_days"},
    "calendar_day": {"kind": "free"},
    "holiday": {"grade_level": 0},
    "bells_day": {"schedule_id": 1, "grade_level": 0, "shift": 0, "class_id": 0},
    "period": {"kind": "module"},
    "period_bounds": {"grade_level": 0},
    "work_type": {"field": "title"},
    "staff_field": {"field": "position"},
    "staff_name": {"role": "teacher"},
    "staff_order": {"role": "teacher", "grant": True},
    "trusted_name": {"relation": "aunt", "rights": 1, "term": "w"},
}


def choices(annotation: Any) -> tuple[Any, ...]:
    """What a field of a button may hold, where that is little."""
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    if annotation is bool:
        return (0, 1)
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return tuple(each.value for each in annotation)
    return ()


def words_in(content: bytes) -> Iterator[str]:
    """The text of a PDF, of what is in an archive, or of anything else that is text."""
    if content.startswith(b"%PDF"):
        yield from (page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    elif content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in archive.namelist():
                yield from words_in(archive.read(name))
    else:
        yield content.decode("utf-8", "replace")


def shown_in(client: Client) -> str:
    """Everything in the chat: texts, buttons, names of files, and the last toast."""
    parts = [client.toast or ""]
    for message in client.messages:
        parts += [text_of(message), *_file(client, message.get("document"))]
        keyboard = message.get("reply_markup", {}).get("inline_keyboard", [])
        parts += [button["text"] for row in keyboard for button in row]
    return "\n".join(parts)


def _file(client: Client, document: dict[str, Any] | None) -> list[str]:
    """The name of a document, and whatever can be read in it."""
    if document is None:
        return []
    stored = client.world.telegram.files.get(document["file_id"])
    assert stored is not None
    return [document["file_name"], *words_in(stored.upload.content)]
