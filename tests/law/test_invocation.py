"""What people write, and what it means on the day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.law.invocation import read_invocation, read_invocations, same_provision

DAY = date(2025, 5, 22)


@pytest.mark.parametrize(
    ("text", "address", "paragraph"),
    [
        ("10 USC 12302", "usc/t10/s12302", ""),
        ("10 U.S.C. 12302", "usc/t10/s12302", ""),
        ("10 USC § 12302", "usc/t10/s12302", ""),
        ("10 U.S.C. §12302(a)", "usc/t10/s12302", "(a)"),
        ("10 U.S. Code § 12302", "usc/t10/s12302", ""),
        ("12302", "usc/t10/s12302", ""),
        ("section 12302", "usc/t10/s12302", ""),
        ("section 502(f) of title 32", "usc/t32/s502", "(f)"),
        ("Section 502(f)(2)(A), title 32", "usc/t32/s502", "(f)(2)(a)"),
        ("Title 10, United States Code, section 12304a", "usc/t10/s12304a", ""),
        ("10 USC 12304b", "usc/t10/s12304b", ""),
        ("10 USC 12406(3)", "usc/t10/s12406", "(3)"),
        ("42 U.S.C. 5170b(c)(1)", "usc/t42/s5170b", "(c)(1)"),
        ("the Insurrection Act", "usc/t10/s252", "act"),
        ("Robert T. Stafford Act", "usc/t42/s5170b", ""),
        ("Emergency Management Assistance Compact", "compacts/emac", ""),
        ("EMAC", "compacts/emac", ""),
        ("Immediate Response Authority", "dod/dodd3025-18-immediate-response", ""),
        ("DoDD 3025.18", "dod/dodd3025-18", ""),
        ("DoD Instruction 3025.21", "dod/dodi3025-21", ""),
        ("32 CFR part 182", "dod/dodi3025-21", ""),
        ("EO 14167", "orders/eo14167", ""),
        ("Executive Order No. 14165", "orders/eo14165", ""),
        ("Proclamation 10886", "orders/proc10886", ""),
        ("Proc. 10886", "orders/proc10886", ""),
        ("NDAA FY2016 section 1059", "ndaa/fy2016/s1059", ""),
        ("National Emergencies Act", "usc/t50/s1621", ""),
        ("Economy Act", "usc/t31/s1535", ""),
        ("usc/t10/s275", "usc/t10/s275", ""),
    ],
)
def test_spellings(text, address, paragraph):
    found = read_invocation(text, DAY)
    assert (found.address, found.paragraph) == (address, paragraph)
    assert found.standing == "carries"


@pytest.mark.parametrize("text", ["", "Magna Carta", "section", "a/b/../c", "the King"])
def test_what_is_no_citation_carries_nothing_and_is_said(text):
    found = read_invocation(text, DAY)
    assert found.address is None
    assert found.standing == "unread"
    assert found.reason


@pytest.mark.parametrize(
    "text",
    [
        "10 USC 99999",
        "7 USC 1",
        "EO 99999",
        "Proclamation 1",
        "Pub. L. 116-136",
        "Public Law 117-81",
        "title 18, section 831",
        "DoDI 1300.06",
        "44 CFR 206.2",
    ],
)
def test_what_is_cited_and_not_encoded_is_named_as_such(text):
    found = read_invocation(text, DAY)
    assert (found.address, found.standing) == (None, "unencoded")
    assert text in found.reason


@pytest.mark.parametrize(
    ("text", "day", "standing", "words"),
    [
        ("10 USC 332", date(2016, 12, 22), "carries", ""),
        ("10 USC 332", date(2016, 12, 23), "nothing", "10 USC 252"),
        ("10 USC 252", date(2010, 1, 1), "carries", "10 USC 332"),
        ("10 USC 375", date(2016, 12, 22), "carries", ""),
        ("10 USC 12304b", date(2011, 12, 30), "nothing", "not in force"),
        ("10 USC 12304b", date(2011, 12, 31), "carries", ""),
        ("10 USC 284", date(2016, 12, 22), "nothing", "not in force"),
        ("Proclamation 10886", date(2025, 1, 19), "nothing", "not in force"),
        ("Proclamation 10886", date(2026, 1, 19), "carries", ""),
        ("Proclamation 10886", date(2026, 1, 20), "unknown", "1622(d)"),
        ("Proclamation 9844", date(2021, 1, 20), "nothing", "not in force"),
    ],
)
def test_the_day_decides_number_and_force(text, day, standing, words):
    found = read_invocation(text, day)
    assert found.standing == standing
    assert words in found.reason


@given(st.text(max_size=60))
def test_any_text_is_read_without_a_fault(text):
    assert read_invocations(text, DAY)
    found = read_invocation(text, DAY)
    assert (found.address is None) == (found.standing in ("unencoded", "unread"))


def test_same_provision_looks_past_spelling_and_days():
    assert same_provision("10 U.S.C. § 12302(a)", "usc/t10/s12302", date(2001, 1, 1))
    assert not same_provision("10 USC 12304", "usc/t10/s12302", DAY)


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("10 USC 251-254", ["s251", "s252", "s253", "s254"]),
        ("10 U.S.C. §§ 252 and 254", ["s252", "s254"]),
        ("10 USC 12302, 12304b", ["s12302", "s12304b"]),
        ("10 USC 12302", ["s12302"]),
        ("10 USC 251 to 255", ["s251", "s252", "s253", "s254", "s255"]),
    ],
)
def test_several_sections_at_once(text, sections):
    assert [found.address.rpartition("/")[2] for found in read_invocations(text, DAY)] == sections
