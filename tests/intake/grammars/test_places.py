"""Posts, borders, counties and States as places; States in the names of units are none."""

import pytest

from muster.intake.grammars.places import lasting_name, place_named

PLACES = {
    "out of Fort Bliss, Texas, since June": "Fort Bliss, Texas",
    "at Joint Base Lewis-McChord": "Joint Base Lewis-McChord",
    "from McClellan Air Tanker Base": "McClellan Air Tanker Base",
    "Asheville Regional Airport": "Asheville Regional Airport",
    "along the southern border": "southern border",
    "the U.S.-Mexico border": "U.S.-Mexico border",
    "Mora County, New Mexico": "Mora County, New Mexico",
    "the Texas National Guard": None,
    "a training center": None,
}


@pytest.mark.parametrize("text", PLACES)
def test_the_first_place_is_named(text: str) -> None:
    assert place_named(text, 0, len(text)) == PLACES[text]


def test_a_renamed_post_has_one_lasting_name() -> None:
    assert lasting_name("Fort Cavazos, Texas") == lasting_name("Fort Hood, Texas") == "Fort Hood, Texas"
    assert lasting_name("Fort Liberty") == "Fort Bragg"
    assert lasting_name("Camp Liberty") == "Camp Liberty"
