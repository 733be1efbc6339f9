"""The page of the law is the manual that the rule files make; every provision stands in one chapter."""

from pathlib import Path

from muster.law.library import coverage, rule_addresses
from muster.law.manual import MARK, manual

PAGE = Path(__file__).parents[2] / "docs" / "law.md"


def test_the_page_is_what_the_rule_files_say() -> None:
    _, mark, made = PAGE.read_text(encoding="utf-8").partition(MARK)
    assert mark, f"{PAGE.name} has lost its mark"
    assert made.strip() == manual().strip(), (
        "write it anew: copy the part before the mark, and append `muster explain law`"
    )


def test_every_provision_stands_in_exactly_one_chapter() -> None:
    told = [address for chapter in coverage()["chapter"] for address in chapter["provisions"]]
    assert sorted(told) == sorted(name for name in rule_addresses() if not name.startswith("orders/"))
