"""Rights to who teaches what and when, and to the school's calendar."""

from domain.access_tables.who import SELF, Rights
from domain.actions import Action
from domain.roles import Role

TABLE: Rights = {
    Action.READ_TEACHING_DAY: {
        Role.TEACHER: SELF,
        Role.HOMEROOM_TEACHER: SELF,
        Role.EDUCATOR: SELF,
        Role.EXTRA_TEACHER: SELF,
    },
}
