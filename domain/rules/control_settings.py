"""The rules of which limits a school sets to its control works."""

from domain.rules.model import Form, Group, RuleName, Setting, Unit

_R = RuleName
_CLAUSE = "приказ № 704 от 09.10.2024, facts §2.11"


def of_controls() -> tuple[Setting, ...]:
    return (
        _number(_R.CONTROL_GAP, Unit.DAYS, (1, 60), 10, 17, 21),
        _number(_R.CONTROL_SHARE, Unit.PERCENT, (1, 50), 5, 10, 15),
        _number(_R.CONTROLS_A_DAY, Unit.COUNT, (1, 5), 1, 2),
        _number(_R.CONTROL_MINUTES, Unit.MINUTES, (10, 90), 20, 30, 40),
    )


def _number(name: RuleName, unit: Unit, bounds: tuple[int, int], *offered: int) -> Setting:
    least, most = bounds
    return Setting(
        name, Group.CONTROLS, Form.NUMBER, _CLAUSE, offered, unit, least=least, most=most
    )
