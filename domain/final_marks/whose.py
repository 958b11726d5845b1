"""Whose final marks somebody sets in a section."""

from domain.final_marks.setting_model import MarkedSection
from domain.hat import Hat


def classes_set(section: MarkedSection, hat: Hat) -> frozenset[int] | None:
    """None is all of the section; of a group of several classes a homeroom teacher has the own's.

    S4 П2.VIII: a teacher the own section, a homeroom teacher all subjects of the class.
    """
    if section.school_class_id is not None or section.teacher_id == hat.person.id:
        return None
    return hat.homeroom_class_ids
