"""docs/reference/access.md, made from the one table of rights.

`python -m tests.architecture.access_page` writes it anew; a test fails while the two differ.
"""

from pathlib import Path

from domain.access import TABLE, Action, Relation, Role

PAGE = Path(__file__).parents[2] / "docs/reference/access.md"

_ROLES = {
    Role.STUDENT: ("pupil", "ученик"),
    Role.GUARDIAN: ("guardian", "родитель"),
    Role.TRUSTED_CONTACT: ("trusted person", "доверенное лицо"),
    Role.TEACHER: ("teacher", "учитель"),
    Role.HOMEROOM_TEACHER: ("homeroom teacher", "классный руководитель"),
    Role.EDUCATOR: ("educator", "воспитатель"),
    Role.EXTRA_TEACHER: ("extra-education teacher", "педагог дополнительного образования"),
    Role.WORKING_GROUP: ("working group", "рабочая группа"),
    Role.DEPUTY_PRINCIPAL: ("deputy principal", "заместитель директора"),
    Role.PRINCIPAL: ("principal", "директор"),
    Role.SYSTEM_ADMIN: ("system administrator", "администратор журнала"),
    Role.SECRETARY: ("secretary", "секретарь"),
}
_ACTIONS = {
    Action.READ_TIMETABLE: ("read a pupil's timetable", "смотреть расписание ученика"),
    Action.READ_REMARKS: ("read remarks and praise", "смотреть замечания и благодарности"),
    Action.CONFIRM_REMARK: ("confirm that a remark was read", "подтвердить, что прочитано"),
    Action.WRITE_REMARK: ("write a remark or praise", "написать замечание или благодарность"),
    Action.CHANGE_REMARK: (
        "change or withdraw a remark on its day",
        "изменить или отозвать замечание в его день",
    ),
    Action.REMOVE_REMARK: ("take off a remark, with a reason", "снять замечание с причиной"),
    Action.HAND_IN_WORK: ("hand work in", "сдать работу"),
    Action.ANSWER_QUIZ: ("answer a quiz", "ответить на вопросы теста"),
    Action.READ_QUIZ: ("read how a quiz went", "смотреть, как прошёл тест"),
    Action.TICK_HOMEWORK: ("tick homework done", "отметить, что задание сделано"),
    Action.READ_HOMEWORK: ("read homework", "смотреть домашние задания"),
    Action.READ_MARKS: ("read marks", "смотреть оценки"),
    Action.READ_ATTENDANCE: ("read attendance", "смотреть посещаемость"),
    Action.READ_FINAL_MARKS: ("read final marks", "смотреть итоговые оценки"),
    Action.READ_EVENTS: ("read events", "смотреть события и контрольные"),
    Action.READ_MESSAGES: ("get one's letters about a pupil", "получать сообщения об ученике"),
    Action.NAME_TRUSTED: ("name a trusted person", "назвать доверенное лицо"),
    Action.READ_TRUSTED: ("see trusted persons", "видеть доверенных лиц"),
    Action.END_TRUST: ("end a trust", "отозвать доступ доверенного лица"),
    Action.READ_TEACHING_DAY: ("see a teacher's day", "видеть «Мои уроки»"),
    Action.READ_OWN_GAPS: ("see what one has to fill in", "видеть своё незаполненное"),
    Action.SAY_DONE: ("say that a check or report was done", "отметить проверку или отчёт"),
    Action.READ_SCHOOL_GAPS: ("see what is overdue at school", "видеть просроченное в школе"),
    Action.PRINT_WEEK: ("print the week for families", "печатать неделю для семей"),
    Action.READ_REPORTS: ("get reports that were made", "получать сделанные отчёты"),
    Action.READ_SCHOOL_TIMETABLE: (
        "see the timetable of the school",
        "видеть расписание школы",
    ),
    Action.EDIT_GROUPS: ("move pupils between groups", "переводить между группами"),
    Action.EDIT_EVENTS: ("enter and cancel events", "вести мероприятия"),
    Action.ASSIGN_SUBSTITUTE: ("assign substitutes", "назначать замены"),
    Action.READ_TEACHING_HOURS: (
        "see hours taught and substituted",
        "видеть часы и замены",
    ),
    Action.EDIT_TIMETABLE: ("change the timetable", "менять расписание"),
    Action.READ_LESSON: ("open the record of a lesson", "открыть запись урока"),
    Action.TAKE_ATTENDANCE: ("call the roll", "провести перекличку"),
    Action.CONFIRM_WEEK: ("confirm to have read the week", "подтвердить, что неделя прочитана"),
    Action.READ_CONFIRMATIONS: (
        "see which families read the diary",
        "видеть, какие семьи читают дневник",
    ),
    Action.EXPLAIN_ABSENCE: ("announce or explain an absence", "сообщить об отсутствии"),
    Action.HOLD_HOMEROOM: (
        "record a homeroom hour or briefing",
        "записать классный час или инструктаж",
    ),
    Action.READ_HOMEROOM: (
        "read homeroom hours and briefings",
        "видеть классные часы и инструктажи",
    ),
    Action.SET_ABSENCE_REASON: ("set the reason of an absence", "указать причину пропуска"),
    Action.READ_CLASS_ATTENDANCE: ("see a class's attendance", "видеть посещаемость класса"),
    Action.SETTLE_ABSENCE_CALL: (
        "settle where an absent pupil is",
        "ответить на вызов об отсутствии",
    ),
    Action.EDIT_DUTY_DAYS: ("name deputies on duty", "назначить дежурных завучей"),
    Action.SET_MARK: ("set a mark", "поставить отметку"),
    Action.CLAIM_NOT_HELD: (
        "say that an own lesson was not held",
        "сообщить, что свой урок не состоялся",
    ),
    Action.ASK_UNLOCK: (
        "ask to open a mark after its term",
        "попросить открыть отметку после срока",
    ),
    Action.UNLOCK_MARK: ("open a mark after its term", "открыть отметку после срока"),
    Action.READ_SUBMISSIONS: ("read work handed in", "смотреть сданные работы"),
    Action.READ_HOMEWORK_LOAD: (
        "see how long homework takes",
        "видеть, сколько времени занимают задания",
    ),
    Action.PLAN_CONTROL_WORK: ("plan a control work", "поставить контрольную в график"),
    Action.PUBLISH_CONTROL_WORKS: ("publish control works", "опубликовать график контрольных"),
    Action.SET_HOMEWORK: ("set homework", "задать домашнее задание"),
    Action.SET_TOPIC: ("write the topic of a lesson", "записать тему урока"),
    Action.READ_GRADEBOOK: ("open the gradebook", "открыть журнал класса"),
    Action.EDIT_PLAN: ("enter the plan of topics", "ввести план тем (КТП)"),
    Action.APPROVE_PLAN: ("approve a plan of topics", "утвердить план тем"),
    Action.READ_TOPICS: ("see past and planned topics", "видеть пройденные и будущие темы"),
    Action.READ_PLAN: ("see the plan of topics", "смотреть план тем (КТП)"),
    Action.SET_FINAL_MARK: ("set final marks", "поставить итоговые отметки"),
    Action.READ_CLASS: ("open a class", "открыть класс"),
    Action.ISSUE_CODE: ("issue and revoke codes", "выдать и отозвать коды"),
    Action.WRITE_TO_FAMILIES: ("write to families", "написать родителям"),
    Action.ANSWER_MESSAGE: ("answer a message", "ответить на сообщение"),
    Action.CHOOSE_NOTICES: ("choose what to be told of", "выбрать уведомления"),
    Action.END_BINDING: ("end somebody's connection", "отключить чужой чат («Это не я»)"),
    Action.READ_DELIVERY: ("see who was told of what", "видеть, кому что сообщили"),
    Action.READ_OWN_NEWS: ("see when one was told", "видеть, когда сообщили самому"),
    Action.RESEND_NOTICES: ("send again what failed", "отправить недоставленное ещё раз"),
    Action.READ_SUMMARY: ("see a summary of the school", "видеть сводку по школе"),
    Action.GRANT_SUMMARY: ("open a summary to somebody", "открыть сводку сотруднику"),
    Action.READ_STAFF: ("see the list of staff and their cards", "видеть сотрудников и карточки"),
    Action.EDIT_STAFF: ("add staff, fill in cards", "добавлять сотрудников, вести карточки"),
    Action.GRANT_LEADERSHIP: (
        "make directors, deputies, administrators, the working group",
        "назначать директора, заместителей, администраторов, рабочую группу",
    ),
    Action.GRANT_TEACHING: (
        "make teachers, educators, extra teachers, secretaries",
        "назначать учителей, воспитателей, педагогов доп. образования, секретарей",
    ),
    Action.ISSUE_STAFF_CODE: ("issue codes to staff", "выдать код сотруднику"),
    Action.READ_DUTIES: ("see who is responsible for what", "видеть реестр ответственных лиц"),
    Action.EDIT_DUTIES: ("appoint responsible persons", "назначать ответственных лиц"),
    Action.WATCH_HANDOVER: ("see who has no code yet", "видеть, кому не выдан код"),
    Action.RECORD_ORDER: (
        "record an order of enrolment or hiring",
        "записать приказ о зачислении или приёме",
    ),
    Action.END_OWN_CHAT: ("see and end one's own chats", "видеть и отключать свои чаты"),
    Action.READ_AUDIT: ("see who did what and who looked", "видеть, кто что делал и смотрел"),
    Action.SET_PIN: ("set a PIN for oneself", "задать себе PIN-код"),
    Action.GIVE_CONSENT: ("consent, withdraw", "дать и отозвать согласие"),
    Action.READ_CONSENTS: ("see consents", "видеть согласия"),
    Action.RECORD_CONSENT: ("record a consent from paper", "записать согласие с бумаги"),
    Action.RECORD_NONDISCLOSURE: (
        "record a note of non-disclosure",
        "записать обязательство о неразглашении",
    ),
    Action.DECIDE_FIELDS: (
        "record a decision on extra fields",
        "записать решение о дополнительных сведениях",
    ),
    Action.READ_RULES: ("see the rules of the school", "видеть правила школы"),
    Action.EDIT_RULES: ("change the rules of the school", "менять правила школы"),
    Action.EDIT_CALENDAR: ("set up the school year", "вести учебный год"),
    Action.EDIT_WORK_TYPES: ("keep the list of work types", "вести список видов работ"),
    Action.READ_DOCUMENTS: ("read documents of the school", "читать документы школы"),
    Action.KEEP_DOCUMENTS: ("keep documents of the school", "вести документы школы"),
}
_RELATIONS = {
    Relation.SELF: "own",
    Relation.OWN_CHILD: "own child",
    Relation.ENTRUSTED: "entrusted",
    Relation.OWN_LESSON: "own lessons",
    Relation.OWN_CLASS: "own class",
    Relation.OWN_GROUP: "own group",
    Relation.GRANTED: "granted",
    Relation.OWN_SCHOOL: "whole school",
}
_HEAD = """# Who may do what

Made from the table in `domain/access.py`, which every action asks; what is not in it, nobody may
do. A cell says to whom or to what the right reaches; «–» means no.

"""
_TAIL = """
- **own**: one's own diary, lessons, messages and connections.
- **own child**: the child that the code was for, as long as the school names this guardian.
- **entrusted**: what a guardian ticked for this person, of the child they named, until the day they
  chose or revoke it; never more than that guardian may see today
  ([why](../decisions/0026-trusted-persons.md)).
- **own lessons**: those that the person teaches or substitutes.
- **own class**: the class of which the person is homeroom teacher today.
- **own group**: the classes of the group after lessons of which the person is educator.
- **granted**: each summary that the director opened to this person by name, until they close it.
- **whole school**: everything in the person's own school, and nothing of another one.

A right is the most that a role may do; a screen may ask for more. A family can end only connections
younger than its own, and a pupil cannot end a parent's
([why](../decisions/0005-one-time-codes.md)).
The administrator opens no class and no diary: «Коды» in the menu leads to the lists of names that
codes need.

Codes of the director, deputies and administrators only the director issues: whoever has a code of
somebody can become them. Where this table differs from the rights table of the regulations, and
why, is in [a decision of its own](../decisions/0025-roles-and-who-gives-them.md).

A family has these rights with the consents it needs, and without them only those to consent, to see
what it consented to, to end connections and to ask for erasure. Where the school asks for it, staff
have theirs once their note of non-disclosure is recorded; until then they see nobody's data
([why](../decisions/0023-consent-is-a-row-and-two-bits.md)).

Somebody with several roles has the rights of all of them, each within its own reach. The command
line is not in the table: whoever may run it on the server has the database as well.
"""


def page() -> str:
    """The whole page as it should stand in the file."""
    roles = [role for role in _ROLES if any(role in allowed for allowed in TABLE.values())]
    rows = [
        ["", *(f"{english}<br>{russian}" for english, russian in map(_ROLES.__getitem__, roles))],
        ["---"] * (len(roles) + 1),
    ]
    for action, (english, russian) in _ACTIONS.items():
        rows.append([f"{english}<br>{russian}", *(_reach(action, role) for role in roles)])
    table = "".join(f"| {' | '.join(row)} |\n" for row in rows)
    idle = [" · ".join(_ROLES[role]) for role in _ROLES if role not in roles]
    without = f"\nNo rights in the chat: {', '.join(idle)}.\n" if idle else ""
    return _HEAD + table + without + _TAIL


def _reach(action: Action, role: Role) -> str:
    relations = TABLE[action].get(role, frozenset())
    return ", ".join(_RELATIONS[each] for each in Relation if each in relations) or "–"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
