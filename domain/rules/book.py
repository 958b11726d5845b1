"""The rules of a school over their defaults: what holds, what may be, what changes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from domain.errors import Refused
from domain.policy import TIME_UNITS, SchoolPolicy
from domain.rules.model import Form, RuleName, Setting, StoredRules, Value
from domain.rules.reading import said
from domain.rules.settings import SETTINGS, is_always_unmarked

_DEFAULT = SchoolPolicy()


@dataclass(frozen=True, slots=True)
class RuleBook:
    """What a school decided, and whether whoever looks at it may change it."""

    stored: StoredRules
    can_edit: bool = False

    @property
    def policy(self) -> SchoolPolicy:
        return SchoolPolicy.from_json(dict(self.stored.policy))

    def value(self, name: RuleName) -> Value:
        """What holds now."""
        if name is RuleName.TIMEZONE:
            return self.stored.timezone or self.stored.default_timezone
        return value_in(self.policy, SETTINGS[name])

    def default(self, name: RuleName) -> Value:
        """What holds where a school decides nothing."""
        if name is RuleName.TIMEZONE:
            return self.stored.default_timezone
        return value_in(_DEFAULT, SETTINGS[name])

    def bounds(self, name: RuleName) -> tuple[float, float]:
        """The least and the most it may be today, beside the rules that it depends on."""
        setting = SETTINGS[name]
        least, most = setting.least, setting.most
        if setting.not_below is not None:
            least = max(least, _as_number(self.value(setting.not_below)))
        if setting.not_above is not None:
            most = min(most, _as_number(self.value(setting.not_above)))
        return least, most

    def require(self, name: RuleName, value: Value) -> None:
        """`Refused` "out_of_range", "choose_button" or "grade_one_unmarked" for what may not be."""
        setting = SETTINGS[name]
        if setting.only_offered and value not in setting.offered:
            raise Refused("choose_button")
        if not is_always_unmarked(name, value):
            raise Refused("grade_one_unmarked")
        if setting.form in (Form.NUMBER, Form.AVERAGE, Form.TIME):
            least, most = self.bounds(name)
            if not least <= _as_number(value) <= most:
                shown = said(setting, least), said(setting, most)
                raise Refused("out_of_range", least=shown[0], most=shown[1])

    def with_value(self, name: RuleName, value: Value) -> "RuleBook":
        """The same with this rule; a default is not kept, so that there is one way to say it."""
        if name is RuleName.TIMEZONE:
            zone = None if value == self.stored.default_timezone else str(value)
            return replace(self, stored=replace(self.stored, timezone=zone))
        policy = changed(self.stored.policy, SETTINGS[name], value)
        return replace(self, stored=replace(self.stored, policy=policy))


def value_in(policy: SchoolPolicy, setting: Setting) -> Value:
    """What a policy says of this rule, in the rule's unit."""
    value: Any = getattr(policy, setting.key)
    if setting.part is not None:
        part = value[setting.part]
        return int(part) if setting.form is Form.NUMBER else float(part)
    if isinstance(value, timedelta):
        counted = value / TIME_UNITS[setting.key]
        return int(counted) if counted.is_integer() else counted
    found: Value = value
    return found


def changed(stored: Mapping[str, Any], setting: Setting, value: Value) -> dict[str, Any]:
    """The JSON of a policy with this rule; `ValueError` for what no policy may be."""
    fresh = dict(stored)
    kept: Any = list(value) if isinstance(value, tuple) else value
    default: Any = value_in(_DEFAULT, setting)
    if setting.part is not None:
        whole = {str(part): each for part, each in getattr(_DEFAULT, setting.key).items()}
        kept = {**fresh.get(setting.key, whole), str(setting.part): value}
        value, default = kept, whole
    if value == default:
        fresh.pop(setting.key, None)
    else:
        fresh[setting.key] = kept
    SchoolPolicy.from_json(fresh)
    return fresh


def _as_number(value: Value) -> float:
    return float(value) if isinstance(value, int | float) else 0.0
