"""Every value of a TOML document is found where it stands, in whatever form it is written."""

import tomllib
from decimal import Decimal

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from muster.casefile.tomlplace import toml_places
from muster.casefile.tomltext import toml_key, toml_value
from tests.casefile.strategies import SETTINGS, texts

ODD = '''
a = 1 # a comment with ] and "
"b c".d = """x
] # no comment """
e = ['[', "]", # inner
  [1, 2], { f = 'g', h.i = [ { j = 1 } ] }, ]
[k.'l.m']
n = 1979-05-27T07:32:00Z
[[o]]
p = 1
[[o]]
p = \'\'\'it's\'\'\'
[[o.q]]
r = -inf
[o.s]
t = true
'''


def leaves(value: object, path: tuple[str | int, ...] = ()):
    if isinstance(value, dict):
        for key, item in value.items():
            yield from leaves(item, (*path, key))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from leaves(item, (*path, index))
    else:
        yield path, value


def names(value: object) -> list[str]:
    """The keys on the way down a document of one dotted key."""
    return (
        [name for key, inner in value.items() for name in (key, *names(inner))]
        if isinstance(value, dict)
        else []
    )


def check(text: str) -> None:
    places, keys = toml_places(text)
    for path, value in leaves(tomllib.loads(text, parse_float=Decimal)):
        start, end = places[path]
        assert tomllib.loads(f"x = {text[start:end]}", parse_float=Decimal)["x"] == value
        if isinstance(path[-1], str):
            key_start, key_end = keys[path]
            assert path[-1] in names(tomllib.loads(f"{text[key_start:key_end]} = 0"))


def test_odd_but_valid_documents() -> None:
    check(ODD)


@settings(deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate])
@given(
    st.dictionaries(texts(), SETTINGS, max_size=4),
    st.lists(st.dictionaries(texts(), SETTINGS, max_size=3), max_size=3),
)
def test_every_value_is_found_at_its_path(root: dict[str, object], tables: list[dict[str, object]]) -> None:
    lines = [f"{toml_key(key)} = {toml_value(value)}" for key, value in root.items()]
    for table in tables:
        lines += [
            "[[the-tables]]  # one more",
            *(f"  {toml_key(key)}= {toml_value(value)}" for key, value in table.items()),
        ]
    text = "\n".join(lines)
    read = tomllib.loads(text)
    assert {key: value for key, value in read.items() if key != "the-tables"} == root
    assert read.get("the-tables", []) == tables
    check(text)
