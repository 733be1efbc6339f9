"""What names a force, a headquarters or a military official, and what does not."""

import pytest

from muster.intake.grammars.forces import LAW_OF_FORCE, force_named

NAMED = {
    "the 2nd Stryker Brigade Combat Team, 4th Infantry Division": "2nd Stryker Brigade Combat Team",
    "400 Texas National Guard soldiers": "Texas National Guard soldiers",
    "JTF-North": "JTF-North",
    "Joint Task Force-Southern Border": "Joint Task Force-Southern Border",
    "1-501 AVN deploys": "1-501 AVN",
    "CDRUSNORTHCOM": "CDRUSNORTHCOM",
    "TF 51 retains OPCON": "TF 51",
    "the XVIII Airborne Corps": "XVIII Airborne Corps",
    "the Florida Guard": "Florida Guard",
    "Guard helicopter crews": "Guard helicopter crews",
    "the hospital ship": "hospital ship",
    "USNS Comfort": "USNS Comfort",
    "additional forces": "additional forces",
    "the Pentagon": "Pentagon",
    "the Secretary of War": "Secretary of War",
    "a dual-status commander": "dual-status commander",
}


@pytest.mark.parametrize("text", NAMED)
def test_a_force_is_named(text: str) -> None:
    assert force_named(text, 0, len(text)) == NAMED[text]


@pytest.mark.parametrize(
    "text",
    [
        "FEMA",
        "the Red Cross",
        "police officers",
        "the task at hand",
        "Border Patrol agents",
        "a relationship",
    ],
)
def test_others_are_no_forces(text: str) -> None:
    assert force_named(text, 0, len(text)) is None


def test_a_name_outside_the_window_is_not_found() -> None:
    assert force_named("the Army and FEMA", 9, 17) is None


def test_a_national_emergency_is_within_scope() -> None:
    assert LAW_OF_FORCE.search("continue the national emergency")
    assert LAW_OF_FORCE.search("the National Emergency Act") is None
