"""The library itself: each provision in one place, dated, cited, with cases."""

from importlib import import_module
from itertools import pairwise

import pytest

from muster.law.library import coverage, parameter, provision, provisions
from muster.law.page import rule_list, rule_page
from muster.law.registry import RULES

#: Orders and reporting duties have no formula: what they set in motion is read by the rules.
WITHOUT_FORMULA = {"usc/t50/s1641"}


def test_each_rule_stands_at_its_own_address():
    for rule in RULES:
        module = import_module("muster.law." + rule.address.replace("/", ".").replace("-", "_"))
        assert module.RULE is rule
        assert provision(rule.address).texts
    assert len({rule.address for rule in RULES}) == len(RULES)


def test_each_provision_has_a_rule_and_a_case():
    ruled = {rule.address for rule in RULES}
    for found in provisions():
        if found.address.startswith("orders/") or found.address in WITHOUT_FORMULA:
            continue
        assert found.address in ruled, found.address
        assert found.cases or found.address == "usc/t43/s155", found.address


@pytest.mark.parametrize("found", provisions(), ids=lambda found: found.address)
def test_texts_are_disjoint_and_what_is_verified_says_where(found):
    assert found.cite
    assert found.title
    for before, after in pairwise(found.texts):
        assert before.period.end is not None
        assert before.period.end <= after.period.start
    for text in found.texts:
        if text.verified:
            assert text.quote
            assert text.verified_on
            assert text.read_in
        else:
            assert text.quote is None, "recalled words must not be shipped as a quote"
    for item in found.parameters:
        for value in item.values:
            assert (value.citation.quote is not None) == value.citation.verified
            assert value.value > 0
        for before, after in pairwise(item.values):
            assert before.period.end == after.period.start


def test_a_parameter_is_a_history():
    from datetime import date

    assert parameter("usc/t10/s12304", "stay", date(2006, 10, 16)).value == 270
    assert parameter("usc/t10/s12304", "stay", date(2006, 10, 17)).value == 365
    assert parameter("usc/t10/s12304a", "stay", date(2011, 12, 30)) is None
    with pytest.raises(KeyError):
        parameter("usc/t10/s12304", "colour", date(2020, 1, 1))
    with pytest.raises(KeyError):
        provision("../coverage")


def test_every_rule_has_a_page_and_a_row():
    rows = rule_list()
    assert len({row["rule"] for row in rows}) == len(rows)
    for row in rows:
        page = rule_page(row["rule"])
        assert page is not None
        assert page.address == row["rule"]
        assert page.title
    assert rule_page("10 USC 332").address == "usc/t10/s252"
    assert rule_page("no such rule") is None
    shown = rule_page("usc/t10/s274")
    assert shown.parameters[0][:3] == ("surface", "25", "mile")
    assert any("25 miles" in text[3] for text in shown.texts)


def test_coverage_says_what_is_left_out():
    assert coverage()["verified_on"]
    assert all(row["what"] and row["why"] for row in coverage()["left_out"])
