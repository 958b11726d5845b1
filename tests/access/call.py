"""What has to be said of a use case for the walk: its right, to what, and where the table ends."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.access import Action
from tests.access.cast import Facts, Place
from tests.access.truth import On, may


@dataclass(frozen=True)
class Rule:
    """A right is the most that a role may do; this says what more is asked of hat and place."""

    because: str
    allows: Callable[[Facts, Place], bool]


@dataclass(frozen=True)
class Call:
    """`more` are arguments of this use case; a function makes its own from the ids of a place.

    `says_no` is the code of a refusal in words of its own: to such a chat all of it means nothing.
    """

    action: Action
    on: On
    more: Mapping[str, Any] = field(default_factory=dict)
    rule: Rule | None = None
    says_no: str = ""
    also: tuple[Action, On] | None = None  # another right that opens the same

    def expects(self, hat: Facts, place: Place) -> bool:
        """Whether this hat is to be let in."""
        is_let = may(hat, self.action, self.on, place)
        is_let = is_let and (self.rule is None or self.rule.allows(hat, place))
        return is_let or (self.also is not None and may(hat, *self.also, place))


def call(
    action: Action,
    on: On,
    rule: Rule | None = None,
    /,
    *,
    says_no: str = "",
    also: tuple[Action, On] | None = None,
    **more: Any,
) -> Call:
    return Call(action, on, more, rule, says_no, also)


IN_CLASS = Rule("who left is in no class", lambda hat, place: place.school_class is not None)
IN_PLACE = Rule(
    "the pupil is in this class today",
    lambda hat, place: place.school_class is not None and place.school_class == place.section_class,
)
IN_SECTION = Rule("the pupil is not in the section", lambda hat, place: place.has_pupil)
ALL_PERIOD = Rule(
    "the pupil was not in the section then",
    lambda hat, place: place.pupil != "moved",
)
OWN_DIARY = Rule("of one's own family alone", lambda hat, place: hat.pupil == place.pupil)
FAMILY = Rule("for the family's side", lambda hat, place: hat.pupil == place.pupil)
WRITER = Rule("for who wrote it", lambda hat, place: hat.person == place.ids["writer"])
NAMER = Rule("for who named them", lambda hat, place: hat.person == place.ids["guardian"])
OWN_PHONE = Rule("of oneself", lambda hat, place: hat.person == place.ids["guardian"])
NOT_OF_PARENTS = Rule(
    "what guardians gave no pupil takes back", lambda hat, place: hat.person != place.pupil
)
LEADS = Rule("the answer is the card, for who leads the class", lambda hat, place: bool(hat.leads))
NEVER = Rule("what is somebody else's own", lambda hat, place: False)

USUAL: dict[str, Any] = {"page": 0, "limit": 5, "offset": 0, "typed": "Два слова"}
"""Arguments that mean the same everywhere."""
