"""The small commented case that ``muster new DIR`` writes."""

from __future__ import annotations

from muster.casefile.tomltext import toml_value

__all__ = ("new_case_files",)

_SETTINGS = """\
# The case: what it is called, the plan's horizon, and what an unfilled day costs.
# Dates are year-month-day. Periods are half-open: the end is the first day that is not included.
schema = 1

[case]
name = {name}
as_of = 2026-03-01            # law and instruments are read as they stood on this day

[planning]
start = 2026-03-02            # C-day
end = 2026-09-07              # the first day after the plan
step_days = 7                 # tours start and end on this grid, counted from start

[objective]
# Dollars per person and day that stay unfilled, by the line's priority (1 is the highest). They
# are a judgement, not a cost: they say what a day of help is worth.
shortfall = {{ 1 = 20000, 2 = 5000 }}

[assumptions]
# Planning factors that this case overrides, each with its source.
road_factor = {{ value = 1.2, source = "planning assumption: road miles per mile of great circle" }}
miles_per_day = {{ value = 400, source = "planning assumption: ten hours at 40 mph" }}
"""

_AUTHORITIES = """\
# The legal instruments: who permits what, from when to when, and in which state of signature.
# A status of verbal, signed or amended carries a tour; expected and proposed do not.

[[authority]]
id = "RFA-1"
kind = "request_approval"     # or statute, executive_order, proclamation, memorandum, declaration
title = "Approval of a request for assistance: transport and maintenance"
issuer = "Secretary of Defense"
issued = 2026-02-20
status = "signed"
from = 2026-02-20
until = 2026-10-01
permits_roles = ["transport_ground", "maintenance"]
forbids_roles = ["search", "seizure", "arrest"]

  [[authority.ceiling]]       # a limit on people, never a report of how many are there
  id = "RFA-1-400"
  headcount = 400
  counts = "named"            # the tours that name RFA-1; "scope" would count everyone
  duty_statuses = ["T10"]
  from = 2026-02-20
  until = 2026-10-01
  overlap = "counted"         # during a hand-over both units count
"""

_PLACES = """\
place,name,kind,lat,lon,state
fort-bliss,Fort Bliss,installation,31.81,-106.42,TX
fort-huachuca,Fort Huachuca,installation,31.55,-110.35,AZ
el-paso,El Paso Sector,sector,31.79,-106.43,TX
"""

_TYPES = """\
type,name,headcount,part
transport-company,Transportation company,160,40
maintenance-company,Maintenance company,120,
"""

_SKILLS = """\
type,capability,headcount
transport-company,driver,110
maintenance-company,mechanic,80
"""

_UNITS = """\
unit,name,type,component,home,quantity,policy,available_from
transport-a,A Transportation Company,transport-company,RA,fort-bliss,1,rotation,
transport-b,B Transportation Company,transport-company,RA,fort-huachuca,1,rotation,2026-05-01
maintenance,Maintenance companies still to be named,maintenance-company,RA,fort-bliss,2,rotation,
"""

_POLICIES = """\
policy,min_tour_days,max_tour_days,dwell_ratio,min_dwell_days,dwell_from,notice_days,reception_days
rotation,28,91,1,30,end,7,3
"""

_REQUESTS = """\
line,request,agency,place,role,capability,headcount,from,until,priority,required,duty_statuses,approval
drivers,RFA-1,CBP,el-paso,transport_ground,driver,100,2026-03-16,2026-09-01,1,n,T10,RFA-1
mechanics,RFA-1,CBP,el-paso,maintenance,mechanic,80,2026-03-16,2026-09-01,2,n,T10,RFA-1
"""

_RATES = """\
element,component,duty_status,mode,amount,unit,from,until,source
pay and allowances,RA,T10,,0,person-day,,,regular pay is due with or without the mission
food and lodging,,,,85,person-day,,,planning assumption
travel,,,road,0.25,person-mile,,,planning assumption
"""

_README = """\
# {title}

A small case to start from: an agency asks for drivers and mechanics, a request has been approved,
and three rows of units can serve it. Everything in it is invented or an assumption; put your own rows in
its place.

| file | what a row says |
|---|---|
| `case.toml` | name, horizon, prices of unfilled days, planning factors |
| `authorities.toml` | the instruments, what they permit and forbid, and their ceilings |
| `places.csv` | a point that units come from or serve at |
| `types.csv` | a kind of unit; `headcount` comes whole, or in parts of at least `part` people |
| `skills.csv` | how many people of one unit bring a capability |
| `units.csv` | a unit, or `quantity` alike; its component, home, rotation policy |
| `policies.csv` | how long a tour lasts, how many days at home follow, notice and reception |
| `requests.csv` | a line: where, which role, which capability, how many, from when until when |
| `rates.csv` | what a person, a day, a mile or a tour costs |

May be added: `tours.csv` (already ordered or under way), `pins.csv` (must and must not), `lift.csv` (seats),
`modes.csv` (how people may move), `events.csv` (training that units miss), `strength.csv` (reported numbers),
`commands.csv`, `sources/` (the documents).

- An empty cell means "not stated". An `until` that is empty is open. Numbers are digits alone: `1500`.
- A list in a cell is separated by `;`. A cell with a comma stands in double quotes.
- Any of the tables may instead be a sheet of that name in `case.xlsx`.

```
muster check .          # what the instruments say, what is unclear
muster plan . -o out    # the plan, its bound, its report
muster explain M203     # what a message means
```
"""


def new_case_files(name: str) -> dict[str, str]:
    """
    File name to text of a small case that reads without a fault and is ready to plan.

    Parameters
    ----------
    name
        What the case is called.

    Raises
    ------
    ValueError
        If the name is blank.
    """
    title = " ".join(name.split())
    if not title:
        raise ValueError("a case needs a name")
    return {
        "README.md": _README.format(title=title),
        "case.toml": _SETTINGS.format(name=toml_value(title)),
        "authorities.toml": _AUTHORITIES,
        "places.csv": _PLACES,
        "types.csv": _TYPES,
        "skills.csv": _SKILLS,
        "units.csv": _UNITS,
        "policies.csv": _POLICIES,
        "requests.csv": _REQUESTS,
        "rates.csv": _RATES,
    }
