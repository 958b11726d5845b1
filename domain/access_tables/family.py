"""Rights to a pupil's diary, to letters about the pupil, to the pupil's own data and consents."""

from domain.access_tables.who import (
    CHILD,
    CLASS,
    ENTRUSTED,
    GROUP,
    LESSON,
    OFFICE,
    READERS,
    READERS_AND_EDUCATOR,
    READERS_AND_TRUSTED,
    SCHOOL,
    SELF,
    TEACHERS,
    Rights,
)
from domain.actions import Action
from domain.roles import Role

TABLE: Rights = {
    Action.READ_TIMETABLE: READERS_AND_EDUCATOR,
    Action.READ_HOMEWORK: READERS_AND_EDUCATOR,
    Action.HAND_IN_WORK: {Role.STUDENT: SELF},
    Action.ANSWER_QUIZ: {Role.STUDENT: SELF},
    # How it went is the family's; the teacher who set it reads it in the lesson (R061).
    Action.READ_QUIZ: {Role.STUDENT: SELF, Role.GUARDIAN: CHILD},
    Action.TICK_HOMEWORK: {Role.STUDENT: SELF},  # in the diary, not in the journal (C5)
    Action.READ_MARKS: READERS_AND_TRUSTED,
    Action.READ_ATTENDANCE: READERS_AND_EDUCATOR,
    Action.READ_FINAL_MARKS: READERS_AND_TRUSTED,
    Action.READ_EVENTS: READERS_AND_EDUCATOR,
    # Being told of letters about the pupil; whose letter it is, the letter says.
    Action.READ_MESSAGES: READERS,
    # S1 П1.3: «доступна самому обучающемуся и его родителям», and to the staff of the class (R120).
    Action.READ_REMARKS: {
        **READERS,
        **TEACHERS,
        Role.EDUCATOR: LESSON | GROUP,
    },
    Action.CONFIRM_REMARK: {Role.GUARDIAN: CHILD},
    # Either parent may end what one of them began (R010).
    Action.NAME_TRUSTED: {Role.GUARDIAN: CHILD},
    Action.READ_TRUSTED: {
        Role.GUARDIAN: CHILD,
        Role.HOMEROOM_TEACHER: CLASS,
        Role.DEPUTY_PRINCIPAL: SCHOOL,
        Role.PRINCIPAL: SCHOOL,
    },
    Action.END_TRUST: {Role.GUARDIAN: CHILD},
    # S1 5.2: parents follow the child's progress, and say once a week that they do (R119).
    Action.CONFIRM_WEEK: {Role.GUARDIAN: CHILD},
    # S2 3.2: «уведомления родителем (классным руководителем)» (R077).
    Action.EXPLAIN_ABSENCE: {
        Role.GUARDIAN: CHILD,
        Role.HOMEROOM_TEACHER: CLASS,
        Role.DEPUTY_PRINCIPAL: SCHOOL,
    },
    # Who is called when nobody knows where a child is, and which deputy first (R076, C13).
    Action.SETTLE_ABSENCE_CALL: {
        Role.HOMEROOM_TEACHER: CLASS,
        Role.DEPUTY_PRINCIPAL: SCHOOL,
        Role.PRINCIPAL: SCHOOL,
    },
    Action.EDIT_DUTY_DAYS: {Role.DEPUTY_PRINCIPAL: SCHOOL, Role.PRINCIPAL: SCHOOL},
    Action.ANSWER_MESSAGE: {
        Role.GUARDIAN: SELF,
        Role.STUDENT: SELF,
        Role.TEACHER: SELF,
        Role.HOMEROOM_TEACHER: SELF,
        Role.EXTRA_TEACHER: SELF,
        Role.EDUCATOR: SELF,
    },
    # Families for the child; staff have quiet hours of their own.
    Action.CHOOSE_NOTICES: {
        Role.GUARDIAN: CHILD,
        Role.TRUSTED_CONTACT: ENTRUSTED,
        Role.STUDENT: SELF,
        Role.TEACHER: SELF,
        Role.HOMEROOM_TEACHER: SELF,
        Role.EDUCATOR: SELF,
        Role.EXTRA_TEACHER: SELF,
        Role.WORKING_GROUP: SELF,
        Role.DEPUTY_PRINCIPAL: SELF,
        Role.PRINCIPAL: SELF,
        Role.SYSTEM_ADMIN: SELF,
        Role.SECRETARY: SELF,
    },
    # «Это не я»: who is told of a new binding may end it.
    Action.END_BINDING: {
        Role.STUDENT: SELF,
        Role.GUARDIAN: CHILD,
        Role.HOMEROOM_TEACHER: CLASS,
        Role.SYSTEM_ADMIN: SCHOOL,
    },
    Action.READ_OWN_NEWS: {Role.STUDENT: SELF, Role.GUARDIAN: CHILD},
    # One's own data and the child's (152-ФЗ art. 14, 20, 21; R024, R028).
    Action.COPY_DATA: {Role.STUDENT: SELF, Role.GUARDIAN: CHILD},
    Action.ASK_DATA_CHANGE: {Role.GUARDIAN: CHILD},
    Action.DECIDE_DATA_CHANGE: {Role.HOMEROOM_TEACHER: CLASS, Role.SYSTEM_ADMIN: SCHOOL},
    Action.ASK_ERASURE: {Role.GUARDIAN: CHILD, Role.SYSTEM_ADMIN: SCHOOL},
    # Consents given and withdrawn (R022–R024): by the family, or from paper by the school.
    Action.GIVE_CONSENT: {Role.STUDENT: SELF, Role.GUARDIAN: CHILD},
    Action.READ_CONSENTS: {
        Role.STUDENT: SELF,
        Role.GUARDIAN: CHILD,
        Role.HOMEROOM_TEACHER: CLASS,
        **OFFICE,
    },
    Action.RECORD_CONSENT: {Role.HOMEROOM_TEACHER: CLASS, Role.SYSTEM_ADMIN: SCHOOL},
}
