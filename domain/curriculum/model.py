"""Profiles of a curriculum as they are stored, and who follows them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from domain.classes.model import SchoolClass
from domain.curriculum.area_model import Area
from domain.curriculum.load import Taught

PROFILED_GRADES = (10, 11)
"""Whoever is in these follows a profile (the federal standard of the upper school, R037)."""


@dataclass(frozen=True, slots=True)
class Follower:
    """A class, or one of its groups by name; "": all of it."""

    class_id: int
    class_title: str
    group_name: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """Of these grades, the last one included, with who follows it today."""

    id: int
    title: str
    first_grade: int
    last_grade: int
    followers: tuple[Follower, ...] = ()

    def is_of(self, grade_level: int) -> bool:
        return self.first_grade <= grade_level <= self.last_grade


@dataclass(frozen=True, slots=True)
class NewProfile:
    """As it was typed."""

    title: str
    first_grade: int
    last_grade: int


@dataclass(frozen=True, slots=True)
class SchoolProfiles:
    """The profiles of a school, its classes, and those of the classes that lack one."""

    profiles: tuple[Profile, ...]
    classes: tuple[SchoolClass, ...]
    lacking: frozenset[int]

    def classes_of(self, profile: Profile) -> list[SchoolClass]:
        """Which may follow it."""
        return [each for each in self.classes if profile.is_of(each.grade_level)]


@dataclass(frozen=True, slots=True)
class NamedGroup:
    """A group of pupils in every subject that calls it so; its id is the least of its sections."""

    id: int
    name: str
    subjects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClassProfile:
    """What a class and its groups follow, and what they may."""

    school_class: SchoolClass
    groups: tuple[NamedGroup, ...]
    profiles: tuple[Profile, ...]  # of its grade
    lacks: bool

    def followed(self, group_name: str) -> Profile | None:
        """By the group of this name; "": by the class."""
        who = Follower(self.school_class.id, self.school_class.title, group_name)
        return next((each for each in self.profiles if who in each.followers), None)

    def group(self, group_id: int) -> NamedGroup | None:
        return next((each for each in self.groups if each.id == group_id), None)


class CurriculumStore(Protocol):
    """What the curriculum needs of the storage."""

    async def profiles(self, school_id: int) -> list[Profile]:
        """By title; followers by class and group, those that are there today."""

    async def lacking_profile(self, school_id: int) -> frozenset[int]:
        """Classes of `PROFILED_GRADES` in which somebody follows none."""

    async def add_profile(self, school_id: int, new: NewProfile) -> int: ...

    async def change_profile(self, profile_id: int, new: NewProfile) -> None:
        """Its name and grades; whoever follows it goes on doing so."""

    async def remove_profile(self, profile_id: int) -> None:
        """Nobody follows it any more."""

    async def set_areas(self, areas: Mapping[int, Area]) -> None:
        """By subject; files of the register know nothing of it."""

    async def set_chosen_hours(self, section_ids: Collection[int], hours: int) -> None:
        """Of their hours a week; files of the register know nothing of it."""

    async def members(
        self, class_ids: Collection[int]
    ) -> Mapping[int, Mapping[int, Collection[int]]]:
        """By class, the sections of each of its pupils today; before a year those of its start."""

    async def sections(
        self, members: Mapping[int, Mapping[int, Collection[int]]]
    ) -> Mapping[int, Sequence[Taught]]:
        """By class, its own sections and those in which its pupils are, by subject and group."""

    async def of_pupil(self, student_id: int) -> list[Taught]:
        """The sections of one pupil, as above."""

    async def follow(self, class_id: int, group_name: str, profile_id: int | None) -> None:
        """From now on; None: no profile. Files of the register know nothing of it."""
