"""The rules of which mark is suggested for a quiz."""

from domain.rules.model import Form, Group, RuleName, Setting, Unit

_R = RuleName


def of_quizzes() -> tuple[Setting, ...]:
    return (
        _share(_R.QUIZ_5, 5, (85, 90, 95), not_below=_R.QUIZ_4),
        _share(_R.QUIZ_4, 4, (65, 70, 75), not_above=_R.QUIZ_5, not_below=_R.QUIZ_3),
        _share(_R.QUIZ_3, 3, (40, 50, 60), not_above=_R.QUIZ_4),
    )


def _share(
    name: RuleName,
    mark: int,
    offered: tuple[int, ...],
    *,
    not_above: RuleName | None = None,
    not_below: RuleName | None = None,
) -> Setting:
    return Setting(
        name,
        Group.MARKS,
        Form.NUMBER,
        "S3 1.3",
        offered,
        Unit.PERCENT,
        least=1,
        most=100,
        field="quiz_thresholds",
        part=mark,
        not_above=not_above,
        not_below=not_below,
    )
