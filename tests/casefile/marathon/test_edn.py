"""EDN cells: what they hold, and that nothing in them does harm."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.casefile.marathon.edn import DEPTH_LIMIT, EdnError, Keyword, Symbol, read_edn


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("nil", None),
        ("true", True),
        ("-12", -12),
        ("+3N", 3),
        ("0.33333333333333337", 0.33333333333333337),
        ("4.", 4.0),
        ("1e2", 100.0),
        (":forward", Keyword("forward")),
        ("align-units", Symbol("align-units")),
        ('"a \\"b\\" \\n"', 'a "b" \n'),
        ("[]", ()),
        ("(1 2)", (1, 2)),
        ("#{1 2}", frozenset((1, 2))),
        ("{:a 1, :b [2 {3 4}]}", {"a": 1, "b": (2, {3: 4})}),
        (" ; a comment\n {} ", {}),
        (
            "{:preprocess [align-units [[:forward 3]]] }",
            {"preprocess": ("align-units", (("forward", 3),))},
        ),
    ],
)
def test_values(text: str, value: object) -> None:
    found = read_edn(text)
    assert found == value
    assert type(found) is type(value)


@pytest.mark.parametrize(
    "text",
    [
        *("", "  ", "{", "}", "[1", "(]", '"open', "{:a}", "1 2", ":", "#inst", "#{[1] {}}", "{{} 1}", "\\a"),
        *(
            "1abc",
            "9" * 40,
            '"\\q"',
            "[" * (DEPTH_LIMIT + 2) + "]" * (DEPTH_LIMIT + 2),
            "[" * 30_000,
            " " * 40_000,
        ),
    ],
)
def test_what_is_no_edn_is_told_with_its_place(text: str) -> None:
    with pytest.raises(EdnError) as fault:
        read_edn(text)
    assert 0 <= fault.value.at <= len(text)
    assert str(fault.value)


@given(st.text(alphabet='{}[]()#":;,\\ \nab12.-+enil', max_size=60))
def test_any_text_gives_a_value_or_a_fault(text: str) -> None:
    try:
        read_edn(text)
    except EdnError as fault:
        assert 0 <= fault.at <= len(text)


def written(value: Any) -> str:
    if value is None or isinstance(value, bool):
        return {None: "nil", True: "true", False: "false"}[value]
    if isinstance(value, Keyword):
        return f":{value}"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    if isinstance(value, tuple):
        return f"[{' '.join(map(written, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(key)} {written(item)}" for key, item in value.items()) + "}"
    return repr(value)


SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.text(max_size=8)
    | st.sampled_from([Keyword("forward"), Keyword("a/b")])
)


@given(
    st.recursive(
        SCALARS,
        lambda inner: (
            st.lists(inner, max_size=3).map(tuple) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
        ),
        max_leaves=8,
    )
)
def test_what_is_written_is_read_back(value: object) -> None:
    assert read_edn(written(value)) == value
