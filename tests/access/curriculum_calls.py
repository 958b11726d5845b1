"""The same of the curriculum."""

from domain.access import Action
from domain.curriculum.area_model import Area
from tests.access.call import Call, call
from tests.access.truth import On

A = Action  # named on every line below

CURRICULUM: dict[str, Call | tuple[Call, ...]] = {
    "curriculum.profiles.school_profiles": call(A.EDIT_CALENDAR, On.SCHOOL),
    "curriculum.profiles.open_profile": call(A.EDIT_CALENDAR, On.STAFF),
    "curriculum.profiles.add_profile": call(A.EDIT_CALENDAR, On.SCHOOL, typed="Химия, 10–11"),
    "curriculum.profiles.change_profile": call(A.EDIT_CALENDAR, On.STAFF, typed="Химия, 1–11"),
    "curriculum.profiles.class_profile": call(A.EDIT_CALENDAR, On.STAFF),
    "curriculum.profiles.follow_profile": call(A.EDIT_CALENDAR, On.STAFF),
    "curriculum.profiles.remove_profile": call(A.EDIT_CALENDAR, On.STAFF),
    "curriculum.areas.subject_areas": call(A.EDIT_CALENDAR, On.STAFF),
    "curriculum.areas.set_area": call(A.EDIT_CALENDAR, On.STAFF, area=Area.OTHER),
    "curriculum.areas.set_likely_areas": call(A.EDIT_CALENDAR, On.SCHOOL),
    "curriculum.plans.grade_plans": call(A.EDIT_CALENDAR, On.SCHOOL, grade_level=7),
    "curriculum.plans.class_plan": call(A.READ_SCHOOL_TIMETABLE, On.STAFF),
    "curriculum.plans.pupil_plan": call(A.READ_TIMETABLE, On.PUPIL),
    "year.load.set_chosen_hours": call(
        A.EDIT_CALENDAR, On.STAFF, grade_level=lambda ids: ids["taught_grade"], hours=0
    ),
}
CURRICULUM_SCREENS = {
    "curriculum.OpenAreas": "year.subjects.school_subjects",
    "curriculum.SetLikelyAreas": "curriculum.areas.set_likely_areas",
    "curriculum.OpenSubjectArea": "curriculum.areas.subject_areas",
    "curriculum.SetArea": "curriculum.areas.set_area",
    "curriculum.OpenComponent": "year.load.subject_hours",
    "curriculum.SetComponent": "year.load.set_chosen_hours",
    "curriculum.OpenCurriculum": "curriculum.plans.grade_plans",
    "curriculum.OpenClassPlan": "curriculum.plans.class_plan",
    "curriculum.OpenPupilPlan": "curriculum.plans.pupil_plan",
    "curriculum.AskProfile": "curriculum.profiles.school_profiles",
    "curriculum.AskProfileAnew": "curriculum.profiles.open_profile",
    "curriculum.OpenClassProfile": "curriculum.profiles.class_profile",
    "curriculum.OpenProfile": "curriculum.profiles.open_profile",
    "curriculum.OpenProfiles": "curriculum.profiles.school_profiles",
    "curriculum.RemoveProfile": "curriculum.profiles.remove_profile",
    "curriculum.SetProfile": "curriculum.profiles.follow_profile",
}
