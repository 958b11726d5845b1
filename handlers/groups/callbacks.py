"""Where the buttons of groups lead."""

from datetime import date

from aiogram.filters.callback_data import CallbackData

from handlers.ids import Id


class OpenGroups(CallbackData, prefix="ig"):
    """The subjects for which a class is divided."""

    class_id: Id


class OpenSubjectGroups(CallbackData, prefix="ij"):
    """The groups of one of them, with their pupils."""

    class_id: Id
    subject_id: Id


class OpenPupilGroup(CallbackData, prefix="ik"):
    """One pupil: into which group, and from when."""

    class_id: Id
    subject_id: Id
    student_id: Id


class MovePupil(CallbackData, prefix="im"):
    """Into this group from then on; a proleptic ordinal."""

    class_id: Id
    student_id: Id
    section_id: Id
    since: int

    @classmethod
    def of(cls, class_id: int, student_id: int, section_id: int, since: date) -> "MovePupil":
        return cls(
            class_id=class_id,
            student_id=student_id,
            section_id=section_id,
            since=since.toordinal(),
        )
