import pytest

from muster.intake.grammars.citations import find_citations
from muster.intake.plain import plain

CASES = {
    "10 U.S.C. 12406": ["10 U.S.C. 12406"],
    "10 USC 12406": ["10 U.S.C. 12406"],
    "10 U.S.C. § 12302": ["10 U.S.C. 12302"],
    "section 12302 of title 10": ["10 U.S.C. 12302"],
    "section 502(f) of title 32, United States Code,": ["32 U.S.C. 502(f)"],
    "sections 251, 252, and 253 of title 10": ["10 U.S.C. 251", "10 U.S.C. 252", "10 U.S.C. 253"],
    "under Title 32 of the United States Code": ["Title 32"],
    "EO 14167": ["Executive Order 14167"],
    "Executive Orders 14165 and 14167": ["Executive Order 14165", "Executive Order 14167"],
    "Proclamation 10886": ["Proclamation 10886"],
    "Pub. L. No. 114–92": ["Pub. L. 114-92"],
    "Public Law 116-92": ["Pub. L. 116-92"],
    "44 CFR 206.208": ["44 CFR 206.208"],
    "DoDI 3025.21": ["DoDI 3025.21"],
    "DoD Directive 3025.18": ["DoDD 3025.18"],
    "90 Fed. Reg. 8327": ["90 Fed. Reg. 8327"],
    "42 U.S.C. 5121 et seq.": ["42 U.S.C. 5121"],
    "the Posse Comitatus Act": ["Posse Comitatus Act"],
    "a violation of Posse Comitatus": ["Posse Comitatus Act"],
    "the Robert T. Stafford Disaster Relief and Emergency Assistance Act": ["Stafford Act"],
    "EO 14,167": ["Executive Order 14167"],
    "Exec. Order No. 14,167": ["Executive Order 14167"],
    "Proc. 10886": ["Proclamation 10886"],
    "Section 12406(3)": ["10 U.S.C. 12406(3)"],
    "32 USC 502f": ["32 U.S.C. 502(f)"],
    "10 U.S.C. §§ 12301(d), 12302, and 12304": ["10 U.S.C. 12301(d)", "10 U.S.C. 12302", "10 U.S.C. 12304"],
    "P.L. 114-92 s. 1059": ["Pub. L. 114-92 § 1059"],
    "DoD Instruction (DoDI) 3025.21": ["DoDI 3025.21"],
    "Title-32 orders": ["Title 32"],
    "D.C. Code § 49-409": ["D.C. Code 49-409"],
    "H.Res. 5": ["H.Res. 5"],
    "the War Powers Resolution": ["War Powers Resolution"],
    "the Harbor Safety and Relief Act (H.R. 77)": ["H.R. 77"],
    "the terms of the Engle Act, 43 U.S.C. 155-158.": ["43 U.S.C. 155-158"],
}


@pytest.mark.parametrize("text", CASES)
def test_a_citation_has_one_normal_form(text: str) -> None:
    assert [citation.normal for citation in find_citations(plain(text))] == CASES[text]


def test_all_citations_of_a_paragraph_are_found() -> None:
    text = plain(
        "Under 10 U.S.C. 284, section 12302 of title 10, 32 U.S.C. 502(f), 10 USC 12406, 42 U.S.C. 5121 "
        "et seq., 44 CFR 206.208, DoDD 3025.18, DoDI 3025.21, EO 13224, Executive Order 14167, "
        "and Public Law 114–92."
    )
    assert len(find_citations(text)) == 11


@pytest.mark.parametrize("text", ["10 soldiers", "the U.S. 20 years ago", "EO", "title page 10", "section 5"])
def test_what_cites_nothing_is_left_alone(text: str) -> None:
    assert find_citations(text) == ()
