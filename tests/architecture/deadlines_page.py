"""docs/reference/deadlines.md: the table of deadlines, written from `RULES`.

`python -m tests.architecture.deadlines_page` writes it; a test compares.
"""

from pathlib import Path

from domain.deadlines.rules import RULES, DeadlineRule, Manner
from domain.roles import Role

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "deadlines.md"

_ROLES = {
    Role.TEACHER: "teacher",
    Role.EXTRA_TEACHER: "teacher of extra education",
    Role.HOMEROOM_TEACHER: "homeroom teacher",
    Role.DEPUTY_PRINCIPAL: "deputy",
    Role.PRINCIPAL: "principal",
    Role.SYSTEM_ADMIN: "administrator",
}
_WHAT = {
    "D01": "record of a lesson: roll call, topic, homework or «Не задано»",
    "D02": "marks for a control work",
    "D03": "final mark or result with the family",
    "D04": "mark of the period",
    "D05": "mark of the year",
    "D06": "reason of an absence, by a document",
    "D07": "code in hand",
    "D08": "school year set up",
    "D09": "topic plan of a subject",
    "D10": "event of the school, holidays",
    "D11": "moved school day",
    "D12": "event of a class",
    "D13": "class list checked",
    "D14": "check of the journal",
    "D15": "analysis for the teachers' board",
    "D16": "analysis and report of the month",
    "D17": "reports of the period",
    "D18": "print-out for families who opted out",
    "D19": "forecast for families",
}
_MANNERS = {
    Manner.EVENING: "the evening message",
    Manner.OWN_MESSAGE: "a message of its own",
    Manner.WHEN_ENTERED: "a warning to whoever enters it late",
    Manner.BY_PROGRAM: "the program does it",
}
_HEAD = """# Deadlines

What the regulations give a term for, from `domain/deadlines/rules.py`: who has to do it, who sees
it from the day after it was due, and how the bot sees to it. Written by
`python -m tests.architecture.deadlines_page`; a test compares.

Once an evening, at the school's [`tasks_at`](policy.md), whoever has something to fill in gets one
message with a button to each gap; those who oversee get what became overdue since the last day of
school. On days without lessons of the class concerned nobody is reminded: what falls on such a day
is said on the last day of school before it, however long the break is, and where the school year
begins only after it, on its first day. When the lessons of a year are over, it is said on working
days of staff, for as long as the lists show it. What is due weekly is not due in a week without
school. Where nothing is missing no message is sent. Until midnight, every quarter of an hour, what
has been done since goes out of the message by an edit.

That a check, an analysis, a report or a print-out was made is somebody's word, noted with a tap.
What its maker sends of it then or later is kept with it, from the next hour on by the school itself
(decision 0028), and never changes; a print-out, which the bot makes, is kept as the words that
stood on it. The deputy and the director hand them out, «Просрочено в школе», «Отчёты»: each says
who made it and when, and a file that came later says its day. Print-outs go with the other data of
a pupil who has left; a report is a document of the school and stays. The school year (D08) is
measured by the points of the screen «Учебный год», until thirty days after it was due; of it is
said on days outside grading periods too, as these may be what is missing.

"""


def page() -> str:
    """The whole page as it should stand in the file."""
    rows = [
        ["", "What", "Term", "Clause", "Done by", "Overseen by", "How", "Reminded"],
        ["---"] * 8,
        *(_row(rule) for rule in RULES.values()),
    ]
    return _HEAD + "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _row(rule: DeadlineRule) -> list[str]:
    return [
        rule.id.value,
        _WHAT[rule.id.value],
        rule.term,
        rule.clause,
        _names(rule.performers) or "the program",
        _names(rule.overseers),
        _MANNERS[rule.manner],
        _reminded(rule),
    ]


def _names(roles: tuple[Role, ...]) -> str:
    return ", ".join(_ROLES[role] for role in roles)


def _reminded(rule: DeadlineRule) -> str:
    if rule.manner is not Manner.EVENING:
        return "–"
    before = ", ".join(str(each) for each in rule.reminded if each)
    said = [f"days before: {before}"] if before else []
    days = "; ".join([*said, *(["on the day"] if 0 in rule.reminded else [])])
    again = "every day" if rule.again == 1 else f"every {rule.again} days"
    return f"{days}; then {again}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
