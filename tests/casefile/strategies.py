"""Hypothesis strategies for cases that hang together; other tests may use them too."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from muster.domain.authority import AUTHORITY_KINDS, AUTHORITY_STATUSES, Authority, Ceiling, Due
from muster.domain.case import Assumption, Case, Planning
from muster.domain.command import Command
from muster.domain.component import PAIRS, Component, DutyStatus
from muster.domain.cycle import Cycle, PolicyPeriod
from muster.domain.event import TrainingEvent
from muster.domain.fact import BOUNDS, FACT_KINDS, FACT_STATUSES, Answer, Correction, Fact, Quantity, Review
from muster.domain.movement import MODE_KINDS, Mode
from muster.domain.place import PLACE_KINDS, Place
from muster.domain.policy import Policy
from muster.domain.quote import Quote
from muster.domain.rate import RATE_UNITS, Lift, Rate
from muster.domain.request import Line
from muster.domain.role import ROLES
from muster.domain.strength import STRENGTH_KINDS, StrengthReport
from muster.domain.tour import FixedTour, Pin
from muster.domain.unit import Skill, Unit, UnitType

#: Letters that hurt: quotes, separators, formula signs, line breaks, accents, what XML escapes.
LETTERS = st.one_of(
    st.sampled_from("abcXYZ019 ,\"'=+-@_#|&<>\\/éñ€–😀\u00a0\u2028\n\t"),
    st.characters(exclude_categories=["Cc", "Cs"], max_codepoint=0x1FFFF),
)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
STATES = st.sampled_from(["TX", "AZ", "PR", "NC", "DC"])
HEADCOUNTS = st.integers(1, 10_000_000)


def blank_free(text: str) -> bool:
    return bool(text) and text == text.strip()


def texts(max_size: int = 12) -> st.SearchStrategy[str]:
    return st.text(LETTERS, min_size=1, max_size=max_size).filter(blank_free)


#: Names that other rows refer to: one line, no ``;``.
NAMES = texts().filter(lambda name: not set(name) & set(";\n\t"))
#: Names of unknown columns and keys.
COLUMNS = st.text("abcdefgXYZ _é.", min_size=1, max_size=8).filter(blank_free).map(lambda name: f"x{name}")


def maybe(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.none() | strategy


def periods() -> st.SearchStrategy[tuple[date, date]]:
    return st.builds(lambda day, days: (day, day + timedelta(days=days)), DAYS, st.integers(1, 4000))


@st.composite
def open_periods(draw: st.DrawFn) -> tuple[date | None, date | None]:
    start, end = draw(periods())
    return draw(st.sampled_from([(start, end), (None, end), (start, None), (None, None)]))


def decimals(high: int) -> st.SearchStrategy[Decimal]:
    return st.integers(0, high * 100).map(lambda cents: Decimal(cents) / 100)


def picks(items: list[str]) -> st.SearchStrategy[tuple[str, ...]]:
    if not items:
        return st.just(())
    return st.lists(st.sampled_from(items), max_size=3, unique=True).map(tuple)


@st.composite
def extras(draw: st.DrawFn, columns: list[str]) -> tuple[tuple[str, str], ...]:
    """Cells of unknown columns, in the columns' order."""
    chosen = draw(st.sets(st.sampled_from(columns))) if columns else set()
    return tuple((name, draw(texts())) for name in columns if name in chosen)


#: What a user's own key of a TOML file may hold.
SETTINGS = st.recursive(
    st.booleans()
    | st.integers(-(2**60), 2**60)
    | st.floats(-1e9, 1e9).map(lambda value: value + 0.0)
    | texts()
    | DAYS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts(4), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def cycles(draw: st.DrawFn) -> Cycle:
    days = draw(st.integers(1, 10**9))
    start = draw(st.integers(0, days - 1))
    bog = draw(st.integers(1, 10**9))
    return Cycle(
        days=days,
        deployable_from=start,
        deployable_until=draw(st.integers(start + 1, days)),
        bog_days=bog,
        overlap_days=draw(st.integers(0, bog - 1)),
        recovery_days=draw(st.integers(0, 10**9)),
        demobilization_days=draw(st.integers(0, 10**9)),
    )


@st.composite
def settings_extra(draw: st.DrawFn, prefix: str = "") -> tuple[tuple[str, object], ...]:
    names = draw(st.lists(COLUMNS, max_size=2, unique=True))
    return tuple((f"{prefix}{name}", draw(SETTINGS)) for name in names)


@st.composite
def ceilings(draw: st.DrawFn, name: str, places: list[str]) -> Ceiling:
    start, end = draw(open_periods())
    money = draw(st.booleans())
    return Ceiling(
        id=name,
        headcount=None if money else draw(st.integers(0, 10**7)),
        dollars=draw(st.integers(0, 10**14)) if money else None,
        counts=draw(st.sampled_from(["named", "scope"])),
        components=draw(picks(list(Component))),
        duty_statuses=draw(picks(list(DutyStatus))),
        roles=draw(picks(list(ROLES))),
        places=draw(picks(places)),
        excludes_roles=draw(picks(list(ROLES))),
        start=start,
        end=end,
        overlap=draw(st.sampled_from(["counted", "excluded", "unknown", "tolerated:14"])),
        extra=draw(settings_extra()),
    )


@st.composite
def dues(draw: st.DrawFn, others: list[str]) -> Due:
    return Due(
        what=draw(texts()),
        days=draw(st.integers(0, 365)),
        after=draw(picks(["issued", "verbal", "from", "2025-01-20", *others])) or ("issued",),
        business=draw(st.booleans()),
        owner=draw(maybe(texts())),
        missed=draw(maybe(texts())),
        extra=draw(settings_extra()),
    )


@st.composite
def authorities(draw: st.DrawFn, places: list[str]) -> tuple[Authority, ...]:
    names = draw(st.lists(NAMES, max_size=3, unique=True))
    limits = iter(draw(st.lists(NAMES, min_size=6, max_size=6, unique=True)))
    found = []
    for name in names:
        others = [other for other in names if other != name]
        start, end = draw(open_periods())
        permits = draw(picks(list(ROLES)))
        found.append(
            Authority(
                id=name,
                kind=draw(st.sampled_from(AUTHORITY_KINDS)),
                status=draw(st.sampled_from(AUTHORITY_STATUSES)),
                title=draw(maybe(texts())),
                issuer=draw(maybe(texts())),
                issued=draw(maybe(DAYS)),
                verbal=draw(maybe(DAYS)),
                start=start,
                end=end,
                amends=draw(picks(others)),
                invokes=draw(picks(["10 USC 12302", "50 USC 1631"])),
                permits_roles=permits,
                forbids_roles=tuple(role for role in draw(picks(list(ROLES))) if role not in permits),
                states=draw(picks(["TX", "AZ"])),
                max_days=draw(maybe(st.integers(1, 3650))),
                emergency=draw(maybe(st.sampled_from(others))) if others else None,
                continues=draw(maybe(st.sampled_from(others))) if others else None,
                supersedes=draw(picks(others)),
                rescinds=draw(picks(others)),
                incorporates=draw(picks(others)),
                dues=tuple(draw(st.lists(dues(others), max_size=2))),
                ceilings=tuple(draw(ceilings(next(limits), places)) for _ in range(draw(st.integers(0, 2)))),
                quotes=tuple(
                    draw(
                        st.lists(
                            st.builds(
                                Quote,
                                source=texts(),
                                text=st.text(LETTERS, min_size=1, max_size=20),
                                start=maybe(st.integers(0, 10**6)),
                                end=maybe(st.integers(0, 10**6)),
                            ),
                            max_size=2,
                        )
                    )
                ),
                extra=draw(settings_extra()),
            )
        )
    return tuple(found)


NUMBERS = st.integers(0, 10**9) | st.floats(0.25, 1e6)


@st.composite
def reviews(draw: st.DrawFn) -> Review:
    state = draw(st.sampled_from(["accepted", "corrected"]))
    correction = st.builds(Correction, field=st.just("date"), was=maybe(texts()), now=maybe(texts()))
    return Review(
        state=state,
        reason=draw(texts() if state == "corrected" else maybe(texts())),
        corrections=tuple(draw(st.lists(correction, max_size=2))),
        answers=tuple(draw(st.lists(st.builds(Answer, question=texts(), answer=texts()), max_size=2))),
        by=draw(maybe(texts())),
        on=draw(maybe(st.dates())),
        rank=draw(st.sampled_from([None, "order", "release", "news", "claim"])),
        dated=draw(st.sampled_from([None, "2025-01-22"])),
        sha256=draw(maybe(st.just("0" * 64))),
        reader=draw(maybe(texts())),
    )


@st.composite
def facts(draw: st.DrawFn, reviewed: bool = True) -> Fact:
    quote = draw(st.text(LETTERS, min_size=1, max_size=30))
    start = draw(st.integers(0, 10**6))
    quantity = st.builds(
        Quantity,
        value=maybe(NUMBERS),
        low=maybe(NUMBERS),
        high=maybe(NUMBERS),
        bound=st.sampled_from(BOUNDS),
        unit=st.sampled_from(["people", "dollars"]),
    )
    return Fact(
        doc=draw(texts()),
        kind=draw(st.sampled_from(FACT_KINDS)),
        quote=quote,
        start=start,
        end=start + len(quote),
        subject=draw(maybe(texts())),
        quantity=draw(maybe(quantity)),
        place=draw(maybe(texts())),
        date=draw(maybe(st.sampled_from(["2025-01-22", "P60D", "2025-01"]))),
        status=draw(st.sampled_from(FACT_STATUSES)),
        attribution=draw(texts()),
        polarity=draw(st.sampled_from([None, "tasked", "permitted", "prohibited"])),
        citations=tuple(draw(st.lists(texts(), max_size=2))),
        review=draw(maybe(reviews())) if reviewed else None,
    )


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """A case whose references resolve and whose every optional thing may be there or not."""

    def names(low: int = 0, high: int = 3) -> list[str]:
        return draw(st.lists(NAMES, min_size=low, max_size=high, unique=True))

    def pick(items: list[str]) -> str | None:
        return draw(maybe(st.sampled_from(items))) if items else None

    columns = draw(st.lists(COLUMNS, max_size=3, unique=True))
    extra = extras(columns)
    place_names, type_names, policy_names = names(1), names(1), names(1)
    instruments = draw(authorities(place_names))
    ids = [authority.id for authority in instruments]
    prices = draw(st.dictionaries(st.integers(1, 999_999), st.integers(0, 10**9), min_size=1, max_size=3))
    places = tuple(
        Place(
            place=name,
            kind=draw(st.sampled_from(PLACE_KINDS)),
            lat=draw(st.floats(-90, 90)) + 0.0,
            lon=draw(st.floats(-180, 180)) + 0.0,
            name=draw(maybe(texts())),
            state=draw(maybe(STATES)),
            extra=draw(extra),
        )
        for name in place_names
    )
    command_names = names()
    commands = tuple(
        Command(
            command=name,
            name=draw(maybe(texts())),
            parent=pick(command_names[:index]),
            relation=draw(maybe(st.sampled_from(["command", "support", "dual_status"]))),
            place=pick(place_names),
            start=period[0],
            end=period[1],
        )
        for index, name in enumerate(command_names)
        for period in [draw(open_periods())]
    )
    types = []
    for name in type_names:
        headcount = draw(HEADCOUNTS)
        types.append(
            UnitType(
                type=name,
                headcount=headcount,
                name=draw(maybe(texts())),
                part=draw(maybe(st.integers(1, headcount))),
                symbol=draw(maybe(texts())),
                extra=draw(extra),
            )
        )
    skills = tuple(
        Skill(
            type=kind.type,
            capability=capability,
            headcount=draw(st.integers(1, kind.headcount)),
            rank=draw(maybe(decimals(10**6))),
            extra=draw(extra),
        )
        for kind in types
        for capability in draw(st.lists(texts(), max_size=2, unique=True))
    )
    units = []
    for name in names():
        last_return = draw(maybe(DAYS))
        since, until = draw(open_periods())
        units.append(
            Unit(
                unit=name,
                type=draw(st.sampled_from(type_names)),
                component=draw(st.sampled_from(Component)),
                home=draw(st.sampled_from(place_names)),
                policy=draw(st.sampled_from(policy_names)),
                name=draw(maybe(texts())),
                quantity=draw(st.integers(1, 100_000)),
                available_from=since,
                available_until=until,
                last_return=last_return,
                last_tour_days=draw(maybe(st.integers(1, 400))) if last_return else None,
                state=draw(maybe(STATES)),
                mobilization=draw(maybe(texts())),
                command=pick(command_names),
                cycle_day=0,  # the only day that every cycle has
                region=draw(maybe(NAMES)),
                extra=draw(extra),
            )
        )
    policies = []
    for name in policy_names:
        longest = draw(st.integers(1, 36_525))
        policies.append(
            Policy(
                policy=name,
                max_tour_days=longest,
                min_tour_days=draw(st.integers(1, longest)),
                dwell_ratio=draw(decimals(1000)),
                min_dwell_days=draw(st.integers(0, 400)),
                dwell_from=draw(st.sampled_from(["end", "home"])),
                notice_days=draw(st.integers(0, 400)),
                reception_days=draw(st.integers(0, longest - 1)),
                cycle=draw(maybe(cycles())),
                extra=draw(extra),
            )
        )
    horizon, until = draw(periods())
    atomics = [policy.policy for policy in policies if policy.cycle is not None]
    policy_periods = []
    for policy in policies if atomics else []:
        if policy.cycle is None and draw(st.booleans()):
            change = horizon + timedelta(days=draw(st.integers(1, 400)))
            for since, last in ((horizon, change), (change, None)):
                policy_periods.append(
                    PolicyPeriod(
                        policy=policy.policy,
                        start=since,
                        end=last,
                        atomic=draw(st.sampled_from(atomics)),
                        extra=draw(extra),
                    )
                )
    lines = []
    for name in names():
        start, end = draw(periods())
        lines.append(
            Line(
                line=name,
                place=draw(st.sampled_from(place_names)),
                role=draw(st.sampled_from(list(ROLES))),
                capability=draw(texts()),
                headcount=draw(HEADCOUNTS),
                start=start,
                priority=draw(st.sampled_from(sorted(prices))),
                end=draw(st.sampled_from([end, None])),
                request=draw(maybe(texts())),
                agency=draw(maybe(texts())),
                required=draw(st.booleans()),
                duty_statuses=draw(picks(list(DutyStatus))),
                mobilization=draw(maybe(texts())),
                armed=draw(st.booleans()),
                contact=draw(st.booleans()),
                approval=pick(ids),
                command=pick(command_names),
                category=draw(maybe(NAMES)),
                group=draw(maybe(NAMES)),
                region=draw(maybe(NAMES)),
                extra=draw(extra),
            )
        )
    tours = []
    pins = []
    for unit in units if lines else []:
        headcount = next(kind.headcount for kind in types if kind.type == unit.type)
        start, end = draw(periods())
        tours.append(
            FixedTour(
                unit=unit.unit,
                line=draw(st.sampled_from(lines)).line,
                start=start,
                end=end,
                duty_status=draw(st.sampled_from(PAIRS[unit.component])),
                authority=draw(picks(ids)),
                headcount=draw(maybe(st.integers(1, headcount))),
                extra=draw(extra),
            )
        )
        ban = draw(st.booleans())
        pins.append(
            Pin(
                rule="ban" if ban else "pin",
                unit=unit.unit,
                line=None if ban and draw(st.booleans()) else lines[0].line,
                start=None if ban else start,
                end=end,
                reason=draw(maybe(texts())),
            )
        )
    rates = tuple(
        Rate(
            element=name,
            amount=amount,
            low=draw(maybe(st.just(amount / 2))),
            high=draw(maybe(st.just(amount * 2))),
            covers=draw(st.sampled_from([(), ("pay",), ("pay", "per_diem")])),
            unit=draw(st.sampled_from(RATE_UNITS)),
            component=draw(maybe(st.sampled_from(Component))),
            duty_status=draw(maybe(st.sampled_from(DutyStatus))),
            mode=draw(maybe(texts())),
            start=period[0],
            end=period[1],
            source=draw(maybe(texts())),
        )
        for name in names()
        for period in [draw(open_periods())]
        for amount in [draw(decimals(10**6))]
    )
    modes = tuple(
        Mode(
            mode=name,
            kind=draw(st.sampled_from(MODE_KINDS)),
            miles_per_day=draw(maybe(st.integers(1, 5000).map(Decimal))),
            fixed_days=draw(st.integers(0, 9)),
            passengers_per_day=draw(maybe(st.integers(0, 10**6))),
            place=pick(place_names),
            per_person_mile=draw(decimals(100)),
            per_person=draw(maybe(decimals(1000))),
            start=period[0],
            end=period[1],
            source=draw(maybe(texts())),
        )
        for name in names()
        for period in [draw(open_periods())]
    )
    events = (
        tuple(
            TrainingEvent(
                name=name, unit=who, type=kind, start=period[0], end=period[1], source=draw(maybe(texts()))
            )
            for name in names()
            for unit in [draw(st.sampled_from(units))]
            for who, kind in [draw(st.sampled_from([(unit.unit, None), (None, unit.type)]))]
            for period in [draw(periods())]
        )
        if units
        else ()
    )
    lifts = tuple(
        Lift(lift=name, passengers_per_day=draw(st.integers(0, 10**7)), place=pick(place_names))
        for name in names()
    )
    scopes = [*place_names, *(unit.unit for unit in units), *ids]
    strengths = tuple(
        StrengthReport(
            date=draw(DAYS),
            scope=draw(st.sampled_from(scopes)),
            headcount=headcount,
            kind=draw(st.sampled_from(STRENGTH_KINDS)),
            component=draw(maybe(st.sampled_from(Component))),
            duty_status=draw(maybe(st.sampled_from(DutyStatus))),
            low=headcount - draw(st.integers(0, headcount)),
            high=headcount + draw(st.integers(0, 100)),
            bound=draw(st.sampled_from(BOUNDS)),
            source=draw(maybe(texts())),
            hand_over=draw(maybe(st.integers(0, headcount))),
        )
        for headcount in draw(st.lists(st.integers(0, 9_000_000), max_size=2))
    )
    assumed = draw(st.lists(NAMES.map(lambda name: f"my own {name}"), max_size=2, unique=True))
    return Case(
        name=draw(texts()),
        as_of=draw(DAYS),
        planning=Planning(
            start=horizon,
            end=until,
            step_days=draw(st.integers(1, 366)),
            change_cost=draw(maybe(st.integers(0, 10**11))),
            split_price=draw(maybe(st.integers(0, 10**11))),
        ),
        shortfall_prices=tuple(sorted(prices.items())),
        assumptions=tuple(
            Assumption(name=name, value=draw(decimals(10**6)), source=draw(maybe(texts())))
            for name in assumed
        ),
        places=places,
        commands=commands,
        types=tuple(types),
        skills=skills,
        units=tuple(units),
        policies=tuple(policies),
        policy_periods=tuple(policy_periods),
        lines=tuple(lines),
        tours=tuple(tours),
        pins=tuple(pins),
        rates=rates,
        modes=modes,
        events=events,
        lifts=lifts,
        strengths=strengths,
        authorities=instruments,
        facts=tuple(draw(st.lists(facts(), max_size=2))),
        sources=tuple(draw(st.lists(NAMES, max_size=2, unique=True))),
        extra=(
            *draw(settings_extra()),
            *draw(settings_extra("case.")),
            *draw(settings_extra("planning.")),
            *draw(settings_extra("objective.")),
        ),
    )
