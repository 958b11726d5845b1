"""Rights to the record of a lesson, to final marks and to a class."""

from domain.access_tables.who import (
    CLASS,
    GROUP,
    LESSON,
    READERS,
    SCHOOL,
    SELF,
    TEACHERS,
    Rights,
)
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
    # «Классный руководитель отвечает за корректировку причин» (S4 П2.VIII; R079, R080).
    Action.SET_ABSENCE_REASON: {Role.HOMEROOM_TEACHER: CLASS, Role.DEPUTY_PRINCIPAL: SCHOOL},
    Action.READ_CLASS_ATTENDANCE: {
        Role.HOMEROOM_TEACHER: CLASS,
        Role.EDUCATOR: GROUP,
        Role.DEPUTY_PRINCIPAL: SCHOOL,
        Role.PRINCIPAL: SCHOOL,
    },
    # Homeroom hours and briefings (S1 4.2; R082).
    Action.HOLD_HOMEROOM: {Role.HOMEROOM_TEACHER: CLASS},
    Action.READ_HOMEROOM: {
        Role.HOMEROOM_TEACHER: CLASS,
        Role.DEPUTY_PRINCIPAL: SCHOOL,
        Role.PRINCIPAL: SCHOOL,
    },
    Action.SET_MARK: TEACHERS,
    # R120: who has the pupil today; on its day whoever wrote it thinks better of it, and later the
    # school takes it off with a reason.
    Action.WRITE_REMARK: {
        **TEACHERS,
        Role.HOMEROOM_TEACHER: CLASS,
        Role.EDUCATOR: LESSON | GROUP,
    },
    Action.CHANGE_REMARK: {
        Role.TEACHER: SELF,
        Role.EXTRA_TEACHER: SELF,
        Role.HOMEROOM_TEACHER: SELF,
        Role.EDUCATOR: SELF,
    },
    Action.REMOVE_REMARK: {Role.HOMEROOM_TEACHER: CLASS, Role.DEPUTY_PRINCIPAL: SCHOOL},
    # S2 3.2: what marks are given for, with which weight and term (R039, R089).
    Action.EDIT_WORK_TYPES: {Role.DEPUTY_PRINCIPAL: SCHOOL, Role.SYSTEM_ADMIN: SCHOOL},
    # R091, S4 §4(а): the teacher asks, the deputy head of the school opens; the director where the
    # one deputy there is asks.
    Action.ASK_UNLOCK: TEACHERS,
    # S4 П2.VII: the deputy keeps the timetable; the teacher knows that a lesson was not held.
    Action.CLAIM_NOT_HELD: TEACHERS,
    Action.UNLOCK_MARK: {Role.DEPUTY_PRINCIPAL: SCHOOL, Role.PRINCIPAL: SCHOOL},
    # R058, R094: the teacher proposes in the own sections, the deputy decides and publishes.
    Action.PLAN_CONTROL_WORK: {**TEACHERS, Role.DEPUTY_PRINCIPAL: SCHOOL},
    Action.PUBLISH_CONTROL_WORKS: {Role.DEPUTY_PRINCIPAL: SCHOOL},
    Action.SET_HOMEWORK: TEACHERS,
    Action.READ_SUBMISSIONS: TEACHERS,
    # facts §2.12: the school answers for the sum over all subjects of a day.
    Action.READ_HOMEWORK_LOAD: {
        Role.HOMEROOM_TEACHER: CLASS,
        Role.DEPUTY_PRINCIPAL: SCHOOL,
        Role.PRINCIPAL: SCHOOL,
    },
    Action.SET_TOPIC: {**TEACHERS, Role.EDUCATOR: LESSON},
    # S4 П2.VI: the section's own teacher writes the plan, the school reads it.
    Action.EDIT_PLAN: TEACHERS,
    # S2 2 «ранее изученные и планируемые темы», R057: families, not whom they trust.
    Action.READ_TOPICS: READERS,
    Action.APPROVE_PLAN: {Role.DEPUTY_PRINCIPAL: SCHOOL},
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
    # R119 «КР»: who of the families reads the diary.
    Action.READ_CONFIRMATIONS: {
        Role.HOMEROOM_TEACHER: CLASS,
        Role.DEPUTY_PRINCIPAL: SCHOOL,
        Role.PRINCIPAL: SCHOOL,
    },
    Action.WRITE_TO_FAMILIES: {Role.HOMEROOM_TEACHER: CLASS},
}
