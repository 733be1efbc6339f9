"""Every rule that verify checks has a page, in the terminal and as JSON."""

import json

import pytest

from muster.actions.explain import page
from muster.actions.schema import published
from muster.cli.main import run
from muster.errors import UsageError
from muster.planner.checker.pages import _PAGES, CHECK_PAGES, CheckPage
from muster.planner.verify import RULES


def test_pages_and_rules_are_the_same_names_in_the_same_order() -> None:
    assert tuple(CHECK_PAGES) == RULES
    assert set(_PAGES) == set(RULES), "no page is left of a rule that is gone"
    assert published("checks") == {rule: page.demands for rule, page in CHECK_PAGES.items()}


@pytest.mark.parametrize("rule", RULES)
def test_a_page_says_what_is_demanded_where_and_what_to_do(rule: str) -> None:
    found = page(rule)
    assert isinstance(found, CheckPage)
    assert found.demands.endswith(".") and found.remedy.endswith(".")
    assert "docs/" in found.stands or "section" in found.stands
    assert len(found.example) > 20


def test_the_command_prints_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["explain", "dwell"]) == 0
    said = capsys.readouterr().out
    assert "dwell: After a tour of n days" in said
    assert "91 days of dwell" in said
    assert run(["explain", "dwell", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["rule"] == "dwell"


def test_a_name_that_is_nearly_one_is_suggested() -> None:
    with pytest.raises(UsageError) as caught:
        page("dwel")
    assert "dwell" in str(caught.value.help)
