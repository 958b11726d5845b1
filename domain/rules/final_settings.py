"""The rules of which final marks there are, and what is suggested."""

from domain.policy import BEHAVIOUR_SCALES
from domain.rules.model import Form, Group, RuleName, Setting, Unit

_R = RuleName
_LAST_GRADE = 11


def of_finals() -> tuple[Setting, ...]:
    return (
        _percent(_R.NOT_ATTESTED, "facts §2.7", 1, 40, 50, 60),
        _grades(_R.EXAM_GRADES, "S4 П2.VIII, R097", (9, 11), (4, 9, 11), ()),
        _percent(_R.EXAM_SHARE, "facts §2.2", 0, 0, 30, 50),
        _grades(_R.TWO_YEAR_GRADES, "facts §2.2", (11,), ()),
        Setting(
            _R.BEHAVIOUR,
            Group.FINALS,
            Form.CHOICE,
            "facts §2.1",
            BEHAVIOUR_SCALES,
            only_offered=True,
        ),
        _grades(_R.NO_BEHAVIOUR_GRADES, "S1 3.7", (1,), (1, 2), ()),
    )


def _percent(name: RuleName, clause: str, least: int, *offered: int) -> Setting:
    return Setting(
        name, Group.FINALS, Form.NUMBER, clause, offered, Unit.PERCENT, least=least, most=100
    )


def _grades(name: RuleName, clause: str, *offered: tuple[int, ...]) -> Setting:
    return Setting(name, Group.FINALS, Form.GRADES, clause, offered, least=1, most=_LAST_GRADE)
