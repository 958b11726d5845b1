"""The same of the curriculum."""

from domain.access import Action
from tests.access.call import Call, call
from tests.access.truth import On

A = Action  # named on every line below

CURRICULUM: dict[str, Call | tuple[Call, ...]] = {
    "curriculum.profiles.school_profiles": call(A.EDIT_CALENDAR, On.SCHOOL),
    "curriculum.profiles.open_profile": call(A.EDIT_CALENDAR, On.STAFF),
    "curriculum.profiles.add_profile": call(A.EDIT_CALENDAR, On.SCHOOL, typed="Химия, 10–11"),
    "curriculum.profiles.class_profile": call(A.EDIT_CALENDAR, On.STAFF),
    "curriculum.profiles.follow_profile": call(A.EDIT_CALENDAR, On.STAFF),
    "curriculum.profiles.remove_profile": call(A.EDIT_CALENDAR, On.STAFF),
}
CURRICULUM_SCREENS = {
    "curriculum.AskProfile": "curriculum.profiles.school_profiles",
    "curriculum.OpenClassProfile": "curriculum.profiles.class_profile",
    "curriculum.OpenProfile": "curriculum.profiles.open_profile",
    "curriculum.OpenProfiles": "curriculum.profiles.school_profiles",
    "curriculum.RemoveProfile": "curriculum.profiles.remove_profile",
    "curriculum.SetProfile": "curriculum.profiles.follow_profile",
}
