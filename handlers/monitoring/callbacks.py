"""Where the buttons of the report lead."""

from typing import Annotated

from aiogram.filters.callback_data import CallbackData
from pydantic import Field

from domain.work_types.model import WorkKind
from handlers.ids import OptionalId, Page


class OpenMonitoring(CallbackData, prefix="fz"):
    """Works of a kind in a grade; `class_id`: from whose gradebook it was opened."""

    kind: WorkKind
    grade_level: Annotated[int, Field(ge=1, le=11)]
    class_id: OptionalId = 0
    page: Page = 0
