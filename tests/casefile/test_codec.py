"""JSON out is deterministic, JSON in is strict, and the published schemas describe what is printed."""

import json
import math
import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from muster.casefile.codec import (
    accepted_json,
    decode,
    encode,
    fact_json,
    finding_json,
    json_place,
    question_json,
    schema,
)
from muster.domain.component import Component
from muster.domain.fact import Fact, Question
from muster.domain.finding import Citation, Finding, Verdict
from muster.errors import MaterialError
from tests.casefile.strategies import facts

#: Without a deadline, and without shrinking, which takes minutes on a busy machine.
QUICK = settings(deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**15), 10**15)
    | st.floats(allow_nan=False, allow_infinity=False).filter(lambda x: x != 0)
    | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)

FINDING = Finding(
    id="F0001",
    rule="usc/t10/s12302",
    verdict=Verdict.NEEDS_AUTHORITY,
    severity="review",
    subject="line-1",
    message="no emergency is in force",
    citations=(Citation(cite="10 USC 12302", quote="In time of national emergency", verified=True),),
    would_do=("50 USC 1621",),
    as_of=date(2025, 5, 22),
    days=(date(2025, 6, 1), None),
)


@QUICK
@given(JSON)
def test_what_is_encoded_is_decoded(value: object) -> None:
    data = encode(value)
    assert decode(data) == value
    assert json.loads(data) == value
    assert decode(encode(value, indent=2)) == value


def test_encoding_is_one_form() -> None:
    value = {"z": {"b", "a", "c"}, "a": (Component.RA, Decimal("12.50"), Decimal(3), -0.0, date(2025, 1, 2))}
    assert encode(value) == b'{"z":["a","b","c"],"a":["RA",12.5,3,0.0,"2025-01-02"]}'
    for bad in (math.nan, math.inf):
        with pytest.raises(ValueError, match="JSON has no"):
            encode([bad])
    with pytest.raises(TypeError):
        encode(object())


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ('{"a": 1,\n "b": 2, "a": 3}', 2, 10, "twice"),
        ("[1,\n NaN]", 2, 2, "NaN"),
        ("[-Infinity]", 1, 2, "Infinity"),
        ("[1e999]", 1, 2, "too large"),
        ("[-0]", 1, 2, "negative zero"),
        ("[12345678901234567890]", 1, 2, "too large"),
        ("[1,]", 1, 4, "JSON"),
        ("", 1, 1, "JSON"),
    ],
)
def test_what_would_be_lost_is_refused_at_its_place(text: str, line: int, column: int, word: str) -> None:
    with pytest.raises(MaterialError) as caught:
        decode(text)
    (problem,) = caught.value.problems
    assert (problem.code, problem.line, problem.column) == ("M501", line, column)
    assert word in problem.message


@pytest.mark.parametrize("text", ["[" * 100_000, '["\\ud800"]', '{"a":' * 50_000, b"\xff\xfe[]"])
def test_hostile_documents_are_refused_without_a_place(text: str | bytes) -> None:
    with pytest.raises(MaterialError):
        decode(text)


@QUICK
@given(
    st.dictionaries(
        st.text(max_size=6),
        st.lists(st.dictionaries(st.text(max_size=6), st.integers(), max_size=4), max_size=3),
        max_size=4,
    )
)
def test_every_value_is_found_at_its_path(value: dict[str, list[dict[str, int]]]) -> None:
    text = json.dumps(value, indent=1)
    for name, items in value.items():
        for index, item in enumerate(items):
            for key, number in item.items():
                start, end = json_place(text, (name, index, key))
                assert json.loads(text[start:end]) == number


# A small validator of the keywords that the schemas use (JSON Schema 2020-12, core and validation).

KEYWORDS = {
    "$schema", "$id", "title", "description", "type", "properties", "required", "items", "prefixItems",
    "enum", "const", "anyOf", "pattern", "format", "minimum", "minLength", "minItems", "maxItems",
    "additionalProperties",
}  # fmt: skip
TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "null": type(None),
    "integer": int,
    "number": (int, float),
}


def is_type(value: object, name: str) -> bool:
    return isinstance(value, TYPES[name]) and not (isinstance(value, bool) and name in ("integer", "number"))


def violations(value: object, form: dict, path: str = "$") -> list[str]:
    assert set(form) <= KEYWORDS, set(form) - KEYWORDS
    found = []
    if "type" in form:
        names = form["type"] if isinstance(form["type"], list) else [form["type"]]
        if not any(is_type(value, name) for name in names):
            return [f"{path}: {value!r} is not {names}"]
    if "enum" in form and value not in form["enum"]:
        found.append(f"{path}: {value!r} not in {form['enum']}")
    if "const" in form and value != form["const"]:
        found.append(f"{path}: {value!r} is not {form['const']}")
    if "anyOf" in form and all(violations(value, option, path) for option in form["anyOf"]):
        found.append(f"{path}: {value!r} fits no option")
    if isinstance(value, str):
        if "pattern" in form and not re.search(form["pattern"], value):
            found.append(f"{path}: {value!r} does not match")
        if len(value) < form.get("minLength", 0):
            found.append(f"{path}: too short")
    if isinstance(value, int) and value < form.get("minimum", value):
        found.append(f"{path}: {value} below the minimum")
    if isinstance(value, dict):
        found += [f"{path}.{name} is missing" for name in form.get("required", []) if name not in value]
        for name, inner in form.get("properties", {}).items():
            if name in value:
                found += violations(value[name], inner, f"{path}.{name}")
        if "additionalProperties" in form:
            for name in set(value) - set(form.get("properties", {})):
                found += violations(value[name], form["additionalProperties"], f"{path}.{name}")
    if isinstance(value, list):
        if not form.get("minItems", 0) <= len(value) <= form.get("maxItems", len(value)):
            found.append(f"{path}: wrong length")
        prefix = form.get("prefixItems", [])
        for index, item in enumerate(value):
            inner = prefix[index] if index < len(prefix) else form.get("items", {})
            found += violations(item, inner, f"{path}[{index}]")
    return found


@pytest.mark.parametrize("name", ["plan", "fact", "finding", "read", "check", "ask", "verify", "diff"])
def test_schemas_are_of_the_draft_they_name(name: str) -> None:
    form = schema(name)
    assert form["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    json.dumps(form)
    assert violations("nothing", form)


def test_a_schema_of_nothing() -> None:
    with pytest.raises(KeyError):
        schema("nothing")


@QUICK
@given(facts())
def test_facts_have_the_published_form(fact: Fact) -> None:
    value = fact_json(fact)
    assert violations(value, schema("fact")) == []
    assert list(value) == list(schema("fact")["properties"])
    assert violations(accepted_json(fact), schema("accepted")) == []
    value["kind"] = "celing"
    assert violations(value, schema("fact"))


def test_findings_and_answers_have_the_published_form() -> None:
    value = finding_json(FINDING)
    assert violations(value, schema("finding")) == []
    assert list(value) == list(schema("finding")["properties"])
    assert violations({"verdict": "unknown", "findings": [value]}, schema("ask")) == []
    assert violations({"verdict": "maybe", "findings": [value]}, schema("ask"))
    assert violations({"findings": [value | {"days": ["2025-06-01"]}]}, schema("check"))
    question = Question(
        doc="a.txt", question="which?", options=("a", "b"), quote="on Wednesday", start=0, end=12
    )
    document = {"doc": "a.txt", "sha256": "0" * 64, "date": None, "text": "on Wednesday"}
    read = {"documents": [document], "facts": [], "questions": [question_json(question)]}
    assert violations(read, schema("read")) == []
    verify = {"feasible": False, "objective": 1.5, "violations": []}
    assert violations(verify, schema("verify")) == []
