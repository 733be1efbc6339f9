"""Tables of very many rows, to measure how a case is read: every column in use, texts in quotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from muster.casefile.template import new_case_files

__all__ = ("TABLES", "case_with_rows")

#: Table -> the field of Case that holds its rows.
TABLES = {
    "strength": "strengths",
    "units": "units",
    "requests": "lines",
    "tours": "tours",
    "places": "places",
}

_STATES = ("AZ", "CA", "NM", "TX")
_COMPONENTS = ("RA", "ARNG", "USAR", "USMC", "USAF")
_HOMES = ("fort-bliss", "fort-huachuca", "el-paso")
_TYPES = ("transport-company", "maintenance-company")
_UNITS = ("transport-a", "transport-b", "maintenance")


def _day(year: int, n: int) -> str:
    return f"{year}-{n % 12 + 1:02d}-{n % 28 + 1:02d}"


def _strength(rows: int) -> Iterator[str]:
    yield "date,scope,component,duty_status,headcount,low,high,bound,kind,source\n"
    for n in range(rows):
        head = n % 50_000
        yield (
            f"{_day(2026, n)},{_HOMES[n % 3]},ARNG,T10,{head},{head},{head + n % 90},range,on_duty,"
            f'"Press release {n % 9_000}, ""as of"" noon"\n'
        )


def _units(rows: int) -> Iterator[str]:
    yield (
        "unit,name,type,component,home,quantity,policy,available_from,available_until,last_return,"
        "last_tour_days,state,mobilization,command\n"
    )
    for n in range(rows):
        yield (
            f'u-{n:07d},"{n} Transportation Company, ""Road Runners""",{_TYPES[n % 2]},'
            f"{_COMPONENTS[n % 5]},{_HOMES[n % 3]},{n % 900 + 1},rotation,{_day(2026, n)},{_day(2027, n)},"
            f"{_day(2020 + n % 6, n)},{n % 300 + 1},{_STATES[n % 4]},10 USC 12302,north\n"
        )


def _requests(rows: int) -> Iterator[str]:
    yield (
        "line,request,agency,place,role,capability,headcount,from,until,priority,required,duty_statuses,"
        "mobilization,armed,contact,approval,command\n"
    )
    for n in range(rows):
        yield (
            f'l-{n:07d},"RFA {n % 700}, as amended","Customs and Border Protection, ""CBP""",'
            f"{_HOMES[n % 3]},transport_ground,driver,{n % 5_000 + 1},{_day(2026, n)},{_day(2027, n)},"
            f"{n % 2 + 1},n,T10;T32,10 USC 12302,n,y,RFA-1,north\n"
        )


def _tours(rows: int) -> Iterator[str]:
    yield "unit,line,start,end,duty_status,authority,headcount\n"
    for n in range(rows):
        yield (
            f"{_UNITS[n % 3]},{('drivers', 'mechanics')[n % 2]},{_day(2026, n)},{_day(2027, n)},T10,"
            f'"RFA-1",{n % 120 + 1}\n'
        )


def _places(rows: int) -> Iterator[str]:
    yield "place,name,kind,lat,lon,state\n"
    for home in _HOMES:
        yield f"{home},,installation,31.8,-106.4,TX\n"
    for n in range(rows - len(_HOMES)):
        yield (
            f'p-{n:07d},"Site {n}, ""the hill""",station,{25 + n * 7 % 2_400_000 / 100_000:.5f},'
            f"{-70 - n * 11 % 5_000_000 / 100_000:.5f},{_STATES[n % 4]}\n"
        )


_LINES: dict[str, Callable[[int], Iterator[str]]] = {
    "strength": _strength,
    "units": _units,
    "requests": _requests,
    "tours": _tours,
    "places": _places,
}


def case_with_rows(folder: Path, table: str, rows: int) -> None:
    """
    Write the small case of ``muster new`` with that many rows in one of its tables.

    Other tables keep to names that are in every variant, so that the case reads without a problem.
    """
    files = new_case_files(f"{rows:,} rows in {table}") | {"commands.csv": "command\nnorth\n"}
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as out:
        out.writelines(_LINES[table](rows))
