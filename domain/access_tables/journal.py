"""Rights to the record of a lesson, to final marks and to a class."""

from domain.access_tables.who import CLASS, GROUP, LESSON, SCHOOL, TEACHERS, Rights
from domain.actions import Action
from domain.roles import Role

TABLE: Rights = {
    Action.READ_LESSON: {
        **TEACHERS,
        Role.EDUCATOR: LESSON,
        Role.HOMEROOM_TEACHER: CLASS,
        Role.DEPUTY_PRINCIPAL: SCHOOL,
        Role.PRINCIPAL: SCHOOL,
    },
    Action.TAKE_ATTENDANCE: {
        **TEACHERS,
        Role.EDUCATOR: LESSON,
        Role.HOMEROOM_TEACHER: CLASS,
        Role.DEPUTY_PRINCIPAL: SCHOOL,
    },
    Action.SET_MARK: TEACHERS,
    # R091, S4 §4(а): the teacher asks, the deputy head of the school opens.
    Action.ASK_UNLOCK: TEACHERS,
    Action.UNLOCK_MARK: {Role.DEPUTY_PRINCIPAL: SCHOOL},
    Action.SET_HOMEWORK: TEACHERS,
    Action.SET_TOPIC: {**TEACHERS, Role.EDUCATOR: LESSON},
    # S4 П2.VI: the section's own teacher writes the plan, the school reads it.
    Action.EDIT_PLAN: TEACHERS,
    Action.READ_PLAN: {
        **TEACHERS,
        Role.HOMEROOM_TEACHER: CLASS,
        Role.DEPUTY_PRINCIPAL: SCHOOL,
        Role.PRINCIPAL: SCHOOL,
    },
    # R013: a teacher the own section, a homeroom teacher the class, the management the school.
    Action.READ_GRADEBOOK: {
        **TEACHERS,
        Role.HOMEROOM_TEACHER: CLASS,
        Role.DEPUTY_PRINCIPAL: SCHOOL,
        Role.PRINCIPAL: SCHOOL,
    },
    Action.SET_FINAL_MARK: {**TEACHERS, Role.HOMEROOM_TEACHER: CLASS},
    Action.READ_CLASS: {
        Role.HOMEROOM_TEACHER: CLASS,
        Role.EDUCATOR: GROUP,
        Role.SECRETARY: SCHOOL,
        Role.DEPUTY_PRINCIPAL: SCHOOL,
        Role.PRINCIPAL: SCHOOL,
    },
    Action.WRITE_TO_FAMILIES: {Role.HOMEROOM_TEACHER: CLASS},
}
