"""The status of what words tell, in news and in orders."""

import pytest

from muster.intake.grammars.modality import is_operation, is_order, status_of

NEWS = {
    "sent 300 soldiers": "reported",
    "is expected to send soldiers": "expected",
    "the Guard expects to stay": "expected",
    "are due to leave": "expected",
    "will send soldiers": "planned",
    "are to be sent home": "planned",
    "is preparing to deploy": "planned",
    "could send soldiers": "possible",
    "the Pentagon may send soldiers": "possible",
    "in May 2025 soldiers left": "reported",
    "approved the request": "authorised",
    "members are not permitted to make arrests": "reported",
    "signed the order": "signed",
    "approve it by signing the memorandum": "reported",
    "that you approve the request": "proposed",
    "asked the Pentagon to approve troops": "proposed",
    "would introduce legislation": "proposed",
    "has ordered 300 soldiers to": "ordered",
    "there are no plans to send soldiers": "denied",
    "would refuse to send soldiers": "denied",
}
ORDERS = {
    "shall provide support": "ordered",
    "may extend the deployment": "authorised",
    "may not extend the deployment": "reported",
    "are invoked and made available": "ordered",
    "I direct the Secretary": "ordered",
}


@pytest.mark.parametrize("words", NEWS)
def test_status_in_news(words: str) -> None:
    assert status_of(words, 0, len(words), order=False) == NEWS[words]


@pytest.mark.parametrize("words", ORDERS)
def test_status_in_orders(words: str) -> None:
    assert status_of(words, 0, len(words), order=True) == ORDERS[words]


def test_the_words_that_only_cite_do_not_order() -> None:
    words = "pursuant to section 12302, which shall apply"
    assert status_of(words, 0, len(words), order=True, citing=True) == "reported"


@pytest.mark.parametrize(
    ("text", "order", "operation"),
    [
        ("MEMORANDUM FOR THE SECRETARY OF DEFENSE\n", True, False),
        ("EXECUTIVE ORDER\n\nSection 1.", True, False),
        ("FRAGO 03 TO OPORD 25-014\n", True, True),
        ("(U) EXECUTE ORDER\n", True, True),
        ("DEPLOYMENT ORDER 7\n", True, True),
        ("The governor ordered an end to it.\n", False, False),
        ("Orders are news.\n", False, False),
    ],
)
def test_orders_are_known_by_their_heads(text: str, order: bool, operation: bool) -> None:
    assert (is_order(text), is_operation(text)) == (order, operation)
