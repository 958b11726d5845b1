"""Profiles: the list, one of them, and what a class and its groups follow."""

from collections.abc import Sequence

from domain.classes.model import SchoolClass
from domain.curriculum.model import (
    PROFILED_GRADES,
    ClassProfile,
    Follower,
    NamedGroup,
    Profile,
    SchoolProfiles,
)
from handlers.curriculum.callbacks import (
    AskProfile,
    AskProfileAnew,
    OpenClassProfile,
    OpenCurriculum,
    OpenProfile,
    OpenProfiles,
    RemoveProfile,
    SetProfile,
)
from handlers.page import Block, Footer, Heading
from handlers.paging import length, paged
from handlers.screen import MAX_BUTTON, Button, Screen, Style, in_columns
from handlers.words import _, c_, joined, shorten

_ON_PAGE = 15
_CLASSES = 36  # with a button each; the others are named, and take their places


def profiles_screen(shown: SchoolProfiles, page: int = 0) -> Screen:
    """Each with who follows it; first of all the classes that lack one."""
    part = paged(shown.profiles, page, at_most=_ON_PAGE, size=lambda each: length(_line(each)) + 1)
    blocks: list[Block] = [Heading(_("Profiles of the curriculum")), *map(_line, part.items)]
    if not shown.profiles:
        blocks.append(_("There are none yet. Enter the first: a name and its grades."))
    if part.title:
        blocks.append(Footer(part.title))
    lacking = [each for each in shown.classes if each.id in shown.lacking]
    if lacking:
        blocks += ["", _("No profile yet: {classes}").format(classes=_titles(lacking))]
    elif any(each.grade_level in PROFILED_GRADES for each in shown.classes):
        blocks += ["", _("Everybody in grades 10 and 11 has a profile.")]
    asked = [
        Button(_("Choose for {title}").format(title=shorten(each.title, 7)), _to_class(each))
        for each in lacking[:_CLASSES]
    ]
    opening = [
        Button(shorten(each.title, MAX_BUTTON), OpenProfile(profile_id=each.id))
        for each in part.items
    ]
    turning = part.buttons(lambda at: OpenProfiles(page=at))
    last = [Button(_("‹ Back"), OpenCurriculum()), Button(_("+ Profile"), AskProfile())]
    rows = [*in_columns(asked, 2), *in_columns(opening, 2), *in_columns(turning, 2), last]
    return Screen(blocks, rows)


def type_profile_screen() -> Screen:
    """How a profile is typed."""
    text = _("Type a name and the grades, for example: Technological, 10–11")
    back = [Button(_("‹ Back"), OpenProfiles())]
    return Screen([Heading(_("New profile")), text], [back])


def type_anew_screen(profile: Profile) -> Screen:
    """The same of one that is there, with what it is."""
    now = f"{profile.title}, {_span(profile)}"
    text = _("Type the name and the grades as they are to be. Now: {now}").format(now=now)
    back = [Button(_("‹ Back"), OpenProfile(profile_id=profile.id))]
    return Screen([Heading(shorten(profile.title, MAX_BUTTON)), text], [back])


def profile_screen(shown: SchoolProfiles, profile: Profile, page: int = 0) -> Screen:
    """Who follows it, and the classes that may; nobody: it can be removed."""
    blocks: list[Block] = [Heading(joined(profile.title, grades_of(profile), by=" · "))]
    if profile.followers:
        blocks.append(
            _("It is followed by: {classes}").format(classes=shorten(_followers(profile), 2000))
        )
    else:
        blocks.append(_("Nobody follows it yet. Choose a class."))
    part = paged(shown.classes_of(profile), page, at_most=_CLASSES, size=lambda _each: 1)
    if part.title:
        blocks.append(Footer(part.title))
    own = {each.class_id for each in profile.followers}
    buttons = [
        Button(f"{'✓ ' if each.id in own else ''}{shorten(each.title, 15)}", _to_class(each))
        for each in part.items
    ]
    turning = part.buttons(lambda at: OpenProfile(profile_id=profile.id, page=at))
    anew = Button(c_("profile", "Name and grades"), AskProfileAnew(profile_id=profile.id))
    last = [Button(_("‹ Back"), OpenProfiles())]
    if not profile.followers:
        remove = RemoveProfile(profile_id=profile.id)
        last.append(Button(_("Remove"), remove, Style.DANGER))
    return Screen(blocks, [*in_columns(buttons, 3), *in_columns(turning, 2), [anew], last])


def class_profile_screen(shown: ClassProfile, group_id: int = 0) -> Screen:
    """What the class follows and its groups instead of it, or one of its groups."""
    group = shown.group(group_id)
    of_class = shown.school_class
    if group is None:
        title = joined(of_class.title, c_("curriculum", "profile"), by=" · ")
        blocks: list[Block] = [Heading(title), _says(_("The class"), shown.followed(""))]
        blocks += [
            _says(f"{each.name} ({_subjects(each)})", shown.followed(each.name))
            for each in shown.groups
        ]
        if shown.lacks:
            blocks.append(_("Somebody of the class has no profile."))
        back = Button(_("‹ Back"), OpenProfiles())
    else:
        blocks = [Heading(joined(of_class.title, group.name)), _subjects(group)]
        blocks.append(_says(_("This group"), shown.followed(group.name)))
        blocks.append(Footer(_("Groups that are called alike in several subjects go together.")))
        back = Button(_("‹ Back"), _to_class(of_class))
    if not shown.profiles:
        blocks.append(_("Its grade has no profiles. Enter one first, behind “‹ Back”."))
    rows = [*in_columns(_choices(shown, group), 2)]
    if group is None and shown.profiles:
        rows += in_columns(
            [
                Button(
                    shorten(each.name, MAX_BUTTON),
                    OpenClassProfile(class_id=of_class.id, group_id=each.id),
                )
                for each in shown.groups
            ],
            2,
        )
    return Screen(blocks, [*rows, [back]])


def _choices(shown: ClassProfile, group: NamedGroup | None) -> list[Button]:
    """What it follows is marked; what follows something may follow nothing again."""
    chosen = shown.followed(group.name if group else "")
    to = SetProfile(class_id=shown.school_class.id, profile_id=0, group_id=group.id if group else 0)
    found = [
        Button(
            f"{'✓ ' if each == chosen else ''}{shorten(each.title, MAX_BUTTON - 2)}",
            to.model_copy(update={"profile_id": each.id}),
        )
        for each in shown.profiles
    ]
    if chosen is not None:
        found.append(Button(_("As the class") if group else _("No profile"), to))
    return found


def _to_class(each: SchoolClass) -> OpenClassProfile:
    return OpenClassProfile(class_id=each.id)


def grades_of(profile: Profile) -> str:
    """«10–11 классы»."""
    if profile.first_grade == profile.last_grade:
        return c_("profile", "grade {first}").format(first=profile.first_grade)
    return c_("profile", "grades {span}").format(span=_span(profile))


def _span(profile: Profile) -> str:
    first, last = profile.first_grade, profile.last_grade
    return str(first) if first == last else f"{first}–{last}"


def _line(profile: Profile) -> str:
    who = shorten(_followers(profile), 200) or c_("profile", "nobody yet")
    return f"{joined(profile.title, grades_of(profile))}: {who}"


def _followers(profile: Profile) -> str:
    return ", ".join(map(_who, profile.followers))


def _who(each: Follower) -> str:
    return f"{each.class_title} ({each.group_name})" if each.group_name else each.class_title


def _titles(classes: Sequence[SchoolClass]) -> str:
    return ", ".join(each.title for each in classes)


def _says(who: str, profile: Profile | None) -> str:
    title = profile.title if profile else c_("profile", "not chosen")
    return f"{who}: {title}"


def _subjects(group: NamedGroup) -> str:
    return shorten(", ".join(group.subjects), 60)
