"""Many lines cut together say the same as one record after the other, faults and places included."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from muster.casefile.delimited import CELL_LIMIT, CsvTable, csv_line
from muster.casefile.faults import Faults
from muster.errors import Problem


class OneByOne(CsvTable):
    """Cuts every record cell by cell."""

    def _columns(self, block: str) -> list[list[str]] | None:
        return None


Read = tuple[list[str], list[tuple[int, tuple[str, ...]]], tuple[Problem, ...], set[str]]


def read(kind: type[CsvTable], text: str) -> Read:
    faults = Faults()
    table = kind("t.csv", text, faults)
    rows = list(table.rows()) if table.header else []
    return table.header, rows, faults.problems(), table.torn


PIECES = st.sampled_from(
    [
        '"',
        '""',
        ",",
        "\n",
        "\r\n",
        "a",
        " ",
        "é",
        "\u2028",
        '"a"',
        '"a,b"',
        '"a\nb"',
        '"a\r\nb"',
        '"a""b"',
        '""""',
    ]
)


@given(st.integers(1, 3), st.lists(PIECES, max_size=40))
def test_blocks_and_single_records_agree(width: int, pieces: list[str]) -> None:
    text = ",".join("xyz"[:width]) + "\n" + "".join(pieces)
    assert read(CsvTable, text) == read(OneByOne, text)


CELLS = st.text(st.sampled_from('ab",\n é\u2028'), max_size=6)


@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width).filter(any), max_size=30)
    ),
    st.sampled_from(["\n", "\r\n"]),
)
def test_what_is_written_is_read_as_csv_reads_it(rows: list[list[str]], end: str) -> None:
    header = ["h"] * (len(rows[0]) if rows else 1)
    text = "".join(csv_line(row).removesuffix("\n") + end for row in [header, *rows])
    _, found, problems, _ = read(CsvTable, text)
    assert problems == ()
    assert [list(cells) for _, cells in found] == rows
    starts = [2 + sum(1 + "".join(row).count("\n") for row in rows[:number]) for number in range(len(rows))]
    assert [line for line, _ in found] == starts
    if all(cell.isprintable() for row in rows for cell in row):
        assert list(csv.reader(text.split(end)[1:-1])) == rows


@pytest.mark.parametrize(
    "odd", ["", ",", "1,2,3", '1,"2\n3"', '1,"2', 'a"b,c', '"a"b,c', f"1,{'x' * (CELL_LIMIT + 1)}"]
)
def test_one_odd_line_among_thousands_costs_no_other(odd: str) -> None:
    lines = [f'"row ""{number}""",{number}' for number in range(3000)]
    text = "\n".join(["name,number", *lines[:1500], odd, *lines[1500:]]) + "\n"
    found, alone = read(CsvTable, text), read(OneByOne, text)
    assert found == alone
    cells = {cells for _, cells in found[1]}
    missing = [number for number in range(3000) if (f'row "{number}"', str(number)) not in cells]
    assert missing in ([], [1500])


def test_the_longest_cell_that_is_read() -> None:
    for cell, problems in (("x" * CELL_LIMIT, []), ("x" * (CELL_LIMIT + 1), ["M120"])):
        for written in (cell, f'"{cell}"'):
            found = read(CsvTable, f"a,b\n1,2\n3,{written}\n5,6\n")
            assert [problem.code for problem in found[2]] == problems
            assert found[1][-1] == (4, ("5", "6"))
