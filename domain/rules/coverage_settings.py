"""The rules of how many marks a period asks for, and of figures that name nobody."""

from domain.rules.model import Form, Group, RuleName, Setting, Unit

_R = RuleName


def of_coverage() -> tuple[Setting, ...]:
    names = {
        "least_marks_quarter": (_R.QUARTER_1, _R.QUARTER_2, _R.QUARTER_3),
        "least_marks_trimester": (_R.TRIMESTER_1, _R.TRIMESTER_2, _R.TRIMESTER_3),
        "least_marks_half_year": (_R.HALF_YEAR_1, _R.HALF_YEAR_2, _R.HALF_YEAR_3),
        "least_marks_module": (_R.MODULE_1, _R.MODULE_2, _R.MODULE_3),
    }
    return (
        Setting(
            _R.SMALLEST_GROUP,
            Group.COVERAGE,
            Form.NUMBER,
            "152-ФЗ art. 3",
            (5, 10, 3),
            Unit.COUNT,
            least=3,
            most=30,
        ),
        *(
            Setting(
                name,
                Group.COVERAGE,
                Form.NUMBER,
                "S1 6.2, facts §2.7",
                (3, 5, 7),
                Unit.COUNT,
                least=0,
                most=40,
                field=kept,
                part=hours,
            )
            for kept, parts in names.items()
            for hours, name in enumerate(parts, start=1)
        ),
    )
