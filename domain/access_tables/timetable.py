"""Rights to who teaches what and when, and to the school's calendar."""

from domain.access_tables.who import CLASS, SCHOOL, SELF, Rights
from domain.actions import Action
from domain.roles import STAFF_ROLES, Role

TABLE: Rights = {
    Action.READ_TEACHING_DAY: {
        Role.TEACHER: SELF,
        Role.HOMEROOM_TEACHER: SELF,
        Role.EDUCATOR: SELF,
        Role.EXTRA_TEACHER: SELF,
    },
    # The timetable of every class is open to whoever works at the school (R062).
    Action.READ_SCHOOL_TIMETABLE: dict.fromkeys(STAFF_ROLES, SCHOOL),
    # S4 П2.VII: the deputy and the administrator change it. S1 3.6, C6: of a class also who leads
    # it, where the school says so (domain/timetable/editors.py).
    Action.EDIT_TIMETABLE: {
        Role.DEPUTY_PRINCIPAL: SCHOOL,
        Role.SYSTEM_ADMIN: SCHOOL,
        Role.HOMEROOM_TEACHER: CLASS,
    },
    # R064, R066: of the school by the deputy, of a class by who leads it too.
    Action.EDIT_EVENTS: {
        Role.DEPUTY_PRINCIPAL: SCHOOL,
        Role.SYSTEM_ADMIN: SCHOOL,
        Role.HOMEROOM_TEACHER: CLASS,
    },
    # R049 «АДМ, КР», R050 «ЗАМ»: groups of a class.
    Action.EDIT_GROUPS: {
        Role.DEPUTY_PRINCIPAL: SCHOOL,
        Role.SYSTEM_ADMIN: SCHOOL,
        Role.HOMEROOM_TEACHER: CLASS,
    },
    Action.ASSIGN_SUBSTITUTE: {Role.DEPUTY_PRINCIPAL: SCHOOL, Role.SYSTEM_ADMIN: SCHOOL},
    # R071, R167: for payroll; a teacher sees the own hours.
    Action.READ_TEACHING_HOURS: {
        Role.DEPUTY_PRINCIPAL: SCHOOL,
        Role.PRINCIPAL: SCHOOL,
        Role.TEACHER: SELF,
        Role.EXTRA_TEACHER: SELF,
    },
    # S4 П2.II: the administrator enters years, periods and days; П2.VII: the deputy holidays.
    Action.EDIT_CALENDAR: {Role.DEPUTY_PRINCIPAL: SCHOOL, Role.SYSTEM_ADMIN: SCHOOL},
}
