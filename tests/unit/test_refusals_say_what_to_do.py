"""Every refusal is a sentence that tells what to do instead, not only what is wrong."""

import re

import pytest

from handlers.refusals import REFUSALS
from handlers.words import speaking

# What is asked of the reader, at the beginning of a sentence or of a part of one.
_ASKS = (
    "add announce ask begin bring change check choose correct decline do enter fill give issue"
    " leave let look move name open pick remove replace return revoke say see send set shorten show"
    " sign start take tap tell try type wait write"
)
_DO = re.compile(
    rf"(?:^|[.:;,] |, then |(?:^|\W)(?:or|and|else|here) )(?:{_ASKS.replace(' ', '|')})\b"
)
# Or an example of what is typed, who else does it, or when and where it can be done.
_ELSE = (
    "for example: ",
    ": № ",
    " can ",
    " changes that",
    " adds one",
    " enters them in",
    " enters it first",
    " on its day",
    " from that day on",
    " from then on",
    " until then ",
    "/menu",
    "/class",
    " are set {days}",
    " opened by ",
    " answered by ",
    " changed by ",
    " comes from the register",
    " get a code from ",
    " is put right first",
    " is given from ",
    " will be told ",
    " lists come by ",
    " has to name ",
    " are in the list of the day",
    " is in the list of ",
)
_NOTHING_TO_DO = frozenset(
    {
        "all_connected",  # what was asked for is so already
        "all_have_codes",
        "no_order_lacking",
        "nobody_opted_out",
        "always_told",  # decided for everybody, and nobody here can change it
        "details_hidden_by_school",
        "no_letters",  # said of a command that is not theirs
        "not_a_teacher",
    }
)


@pytest.mark.parametrize("code", sorted(REFUSALS.keys() - _NOTHING_TO_DO))
def test_it_says_what_to_do_instead(code: str) -> None:
    with speaking("en"):
        said = REFUSALS[code]().lower()
    assert _DO.search(said) or any(each in said for each in _ELSE), said
