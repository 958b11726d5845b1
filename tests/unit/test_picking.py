"""Picked families in callback data."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.classes.model import Family, Member
from domain.errors import Refused
from domain.people import Student
from handlers.messages.callbacks import PickFamilies
from handlers.messages.picking import Picking, read_picking


def families(ids: list[int]) -> list[Family]:
    students = [Student(each, "Ёлкина", f"Дарья {each}") for each in ids]
    return [Family(student, Member(student), ()) for student in students]


@given(st.lists(st.integers(1, 2**40), min_size=1, max_size=90, unique=True), st.data())
def test_what_is_picked_comes_back_from_a_button(ids: list[int], data: st.DataObject) -> None:
    of_class = families(ids)
    places = data.draw(st.sets(st.integers(0, len(ids) - 1)))
    picking = Picking(of_class)
    for place in places:
        picking = picking.toggled(place)
    packed = PickFamilies(class_id=2**53, picked=picking.picked, check=picking.check).pack()
    assert len(packed.encode()) <= 64
    button = PickFamilies.unpack(packed)
    read = read_picking(of_class, button.picked, button.check)
    assert read.student_ids == tuple(ids[place] for place in sorted(places))


def test_a_changed_class_list_is_not_taken_for_the_old_one() -> None:
    picking = Picking(families([1, 2, 3])).toggled(1)
    with pytest.raises(Refused, match="list_changed"):
        read_picking(families([1, 4, 2, 3]), picking.picked, picking.check)


def test_nobody_picked_needs_no_list() -> None:
    assert read_picking(families([1]), "", "").student_ids == ()


def test_a_mask_beyond_the_list_is_not_taken_for_everybody() -> None:
    of_class = families([1, 2])
    check = Picking(of_class).check
    with pytest.raises(Refused, match="list_changed"):
        read_picking(of_class, "f0", check)
