"""
Items: what a planner, a commander or an authority could change so that a line can be filled.

Each item can be loosened by whole amounts up to a most, beyond which it says nothing any more. Statutes are
not among what can be loosened by an amount: ``law`` stands for them whole, and its findings tell what they
would need.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Assumption, Case
from muster.domain.conflict import ConflictItem, ResolvingChange
from muster.domain.policy import Policy
from muster.domain.request import Line
from muster.domain.unit import Unit
from muster.law.basis import bases_for, basis_key
from muster.law.ceilings import binding_period
from muster.law.instruments import instruments_of
from muster.planner.conflicting.trial import Setting

__all__ = ("Item", "items_of")

#: Dates of availability that are told apart; the others are one item together.
DATES = 8

#: Miles a day beyond which every journey takes one day.
FASTEST = 20_000

_CARRYING = ("verbal", "signed", "amended")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """
    Something in the way that can be loosened.

    Attributes
    ----------
    most
        The greatest amount; 1 with ``whole`` where it is all or nothing.
    base
        What an amount is held against when changes are compared: the limit as it stands.
    loosen
        The setting with the item loosened by an amount.
    tell
        The change in words.
    whole
        Whether there are no amounts between none and all.
    """

    kind: str
    subject: str
    says: str
    most: int
    base: int
    loosen: Callable[[Setting, int], Setting]
    tell: Callable[[int], str]
    whole: bool = False

    def drop(self, setting: Setting) -> Setting:
        """The setting without the item."""
        return self.loosen(setting, self.most)

    def stated(self) -> ConflictItem:
        """The item as the plan tells it."""
        return ConflictItem(kind=self.kind, subject=self.subject, says=self.says)

    def changed(self, amount: int) -> ResolvingChange:
        """A change of it as the plan tells it."""
        return ResolvingChange(
            kind=self.kind,
            subject=self.subject,
            amount=None if self.whole else amount,
            change=self.tell(amount),
        )

    def share(self, amount: int) -> float:
        """How large a change is beside what it changes; all or nothing counts as much as doubling."""
        return 1.0 if self.whole else amount / max(1, self.base)


def items_of(setting: Setting, name: str) -> list[Item]:
    """
    Everything that might keep the line from being filled, the least likely to be worth changing first.

    A deletion filter takes items out in this order as long as the conflict stays; what stands late tends to
    be what is told.
    """
    case = setting.case
    line = next(line for line in case.lines if line.line == name)
    types = {skill.type for skill in case.skills if skill.capability == line.capability and skill.headcount}
    units = [unit for unit in case.units if unit.type in types]
    return [
        *_travel(case),
        *_lengths(case, line, units),
        *_availability(case, units),
        *_lifts(case, line),
        *_ceilings(setting, line),
        *_notices(case, units),
        *_tours(case, units),
        *_pins(case, line),
        *_authorities(setting, line),
        *_statuses(line),
        *_law(setting, line, units),
        *_supply(case, line, units),
    ]


def _with(setting: Setting, **fields: object) -> Setting:
    return Setting(replace(setting.case, **fields), setting.options)  # type: ignore[arg-type]


# -- limits -----------------------------------------------------------------------------------


def _ceilings(setting: Setting, line: Line) -> Iterator[Item]:
    case = setting.case
    everybody = _everybody(case, line)
    for authority in case.authorities:
        for ceiling in authority.ceilings:
            if binding_period(case, authority, ceiling, assume_signed=setting.options.assume_signed) is None:
                continue
            if ceiling.roles and line.role not in ceiling.roles:
                continue
            if line.role in ceiling.excludes_roles or (ceiling.places and line.place not in ceiling.places):
                continue
            yield _ceiling(authority, ceiling, everybody)


def _everybody(case: Case, line: Line) -> int:
    """People beyond whom no limit says anything: all there are, and all whom the line could need twice."""
    kinds = {kind.type: kind.headcount for kind in case.types}
    there = sum(kinds[unit.type] * unit.quantity for unit in case.units)
    needed = [
        -(-line.headcount // skill.headcount) * kinds[skill.type]
        for skill in case.skills
        if skill.capability == line.capability and skill.headcount
    ]
    return there + 2 * max(needed, default=0)


def _ceiling(authority: Authority, ceiling: Ceiling, everybody: int) -> Item:
    if ceiling.headcount is not None:
        limit = ceiling.headcount
        return Item(
            kind="ceiling",
            subject=ceiling.id,
            says=f"ceiling {ceiling.id} of {authority.id} allows {limit:,} people",
            most=everybody,
            base=limit,
            loosen=lambda setting, amount: _raised(setting, ceiling.id, "headcount", limit + amount),
            tell=lambda amount: f"raise ceiling {ceiling.id} from {limit:,} to {limit + amount:,} people",
        )
    cents = ceiling.dollars or 0
    return Item(
        kind="budget",
        subject=ceiling.id,
        says=f"budget {ceiling.id} of {authority.id} allows ${cents / 100:,.0f}",
        most=1 << 45,
        base=cents,
        loosen=lambda setting, amount: _raised(setting, ceiling.id, "dollars", cents + amount),
        tell=lambda amount: (
            f"raise budget {ceiling.id} from ${cents / 100:,.0f} to ${(cents + amount + 99) // 100:,}"
        ),
    )


def _raised(setting: Setting, name: str, field: str, limit: int) -> Setting:
    authorities = tuple(
        replace(
            authority,
            ceilings=tuple(
                replace(ceiling, **{field: limit})  # type: ignore[arg-type]
                if ceiling.id == name
                else ceiling
                for ceiling in authority.ceilings
            ),
        )
        for authority in setting.case.authorities
    )
    return _with(setting, authorities=authorities)


def _lifts(case: Case, line: Line) -> Iterator[Item]:
    rows = [lift for lift in case.lifts if lift.place in (None, line.place)]
    if not rows:
        return
    seats = sum(lift.passengers_per_day for lift in rows)
    most = _everybody(case, line)
    extra = rows[0]

    def loosen(setting: Setting, amount: int) -> Setting:
        more = replace(
            extra, lift=f"{extra.lift}+", place=line.place, passengers_per_day=amount, start=None, end=None
        )
        return _with(setting, lifts=(*setting.case.lifts, more))

    names = ", ".join(sorted({lift.lift for lift in rows}))
    yield Item(
        kind="lift",
        subject=names,
        says=f"lift {names} brings {seats:,} people a day to {line.place} when all of it runs",
        most=most,
        base=seats,
        loosen=loosen,
        tell=lambda amount: f"add lift for {amount:,} people a day to {line.place}",
    )


# -- policies and dates -----------------------------------------------------------------------


def _policies(case: Case, units: Iterable[Unit]) -> list[Policy]:
    used = {unit.policy for unit in units}
    return [policy for policy in case.policies if policy.policy in used]


def _set(setting: Setting, name: str, **fields: object) -> Setting:
    policies = tuple(
        replace(policy, **fields) if policy.policy == name else policy  # type: ignore[arg-type]
        for policy in setting.case.policies
    )
    return _with(setting, policies=policies)


def _notices(case: Case, units: list[Unit]) -> Iterator[Item]:
    for policy in _policies(case, units):
        yield from _notice(policy)


def _notice(policy: Policy) -> Iterator[Item]:
    for kind, field, what in (
        ("reception", "reception_days", "of reception"),
        ("notice", "notice_days", "of notice"),
    ):
        days = int(getattr(policy, field))
        if days:
            yield Item(
                kind=kind,
                subject=policy.policy,
                says=f"policy {policy.policy} asks for {days} days {what}",
                most=days,
                base=days,
                loosen=lambda setting, amount, field=field, days=days: _set(  # type: ignore[misc]
                    setting, policy.policy, **{field: days - amount}
                ),
                tell=lambda amount, what=what, days=days: (  # type: ignore[misc]
                    f"shorten the {days} days {what} of policy {policy.policy} to {days - amount}"
                ),
            )


def _lengths(case: Case, line: Line, units: list[Unit]) -> Iterator[Item]:
    horizon = (case.planning.end - case.planning.start).days
    for policy in _policies(case, units):
        yield from _length(case, policy, horizon)
        dwell = _dwell(policy, horizon)
        if dwell is not None:
            yield dwell


def _length(case: Case, policy: Policy, horizon: int) -> Iterator[Item]:
    if policy.min_tour_days > 1:
        days = policy.min_tour_days
        yield Item(
            kind="min-tour",
            subject=policy.policy,
            says=f"policy {policy.policy} asks for tours of at least {days} days",
            most=days - 1,
            base=days,
            loosen=lambda setting, amount: _set(setting, policy.policy, min_tour_days=days - amount),
            tell=lambda amount: f"let tours of policy {policy.policy} last {days - amount} days and more",
        )
    if policy.max_tour_days < horizon:
        longest = policy.max_tour_days
        yield Item(
            kind="max-tour",
            subject=policy.policy,
            says=f"policy {policy.policy} allows tours of {longest} days at most",
            most=horizon - longest,
            base=longest,
            loosen=lambda setting, amount: _set(setting, policy.policy, max_tour_days=longest + amount),
            tell=lambda amount: f"let tours of policy {policy.policy} last up to {longest + amount} days",
        )


def _dwell(policy: Policy, horizon: int) -> Item | None:
    ratio = Decimal(policy.dwell_ratio)
    longest = max(policy.min_dwell_days, -int(-ratio * min(policy.max_tour_days, horizon) // 1))
    if longest <= 0:
        return None
    asked = (
        f"{ratio.normalize():f} days at home for each day away"
        if ratio
        else f"{policy.min_dwell_days} days at home"
    )

    def loosen(setting: Setting, amount: int) -> Setting:
        # A cap on the dwell: whatever the tour's length, no more than so many days are owed.
        return _set(setting, policy.policy, dwell_ratio=Decimal(0), min_dwell_days=longest - amount)

    return Item(
        kind="dwell",
        subject=policy.policy,
        says=f"policy {policy.policy} asks for {asked} between tours",
        most=longest,
        base=longest,
        loosen=loosen,
        tell=lambda amount: (
            f"let units of policy {policy.policy} go again after {longest - amount} days at home"
        ),
    )


def _availability(case: Case, units: list[Unit]) -> Iterator[Item]:
    for kind, fallback in (("available_from", False), ("available_until", True)):
        dates: dict[date, list[Unit]] = defaultdict(list)
        for unit in units:
            when = getattr(unit, kind)
            inside = when is not None and (
                when < case.planning.end if fallback else when > case.planning.start - timedelta(days=400)
            )
            if inside:
                dates[when].append(unit)
        order = sorted(dates, key=lambda when: (-len(dates[when]), when))
        for when in order[:DATES]:
            yield _dated(case, kind, when, dates[when])
    owed: dict[tuple[date, int | None], list[Unit]] = defaultdict(list)
    for unit in units:
        if unit.last_return is not None:
            owed[unit.last_return, unit.last_tour_days].append(unit)
    for (returned, _), mine in sorted(owed.items(), key=lambda item: (-len(item[1]), item[0][0]))[:DATES]:
        names = {unit.unit for unit in mine}
        who = _some(sorted(names))
        yield Item(
            kind="dwell",
            subject=who,
            says=f"{who} came home on {returned} and keep their dwell",
            most=1,
            base=1,
            whole=True,
            loosen=lambda setting, _amount, names=names: _with(  # type: ignore[misc]
                setting,
                units=tuple(
                    replace(unit, last_return=None, last_tour_days=None) if unit.unit in names else unit
                    for unit in setting.case.units
                ),
            ),
            tell=lambda _amount, who=who, returned=returned: (  # type: ignore[misc]
                f"send {who} out again without the dwell since {returned}"
            ),
        )


def _dated(case: Case, kind: str, when: date, units: list[Unit]) -> Item:
    names = {unit.unit for unit in units}
    who = _some(sorted(names))
    later = kind == "available_until"
    notice = {policy.policy: policy.notice_days for policy in case.policies}
    slack = 400 if later else max(notice[unit.policy] for unit in units) + 30
    most = (case.planning.end - when).days if later else (when - case.planning.start).days + slack
    sign = 1 if later else -1

    def loosen(setting: Setting, amount: int) -> Setting:
        return _with(
            setting,
            units=tuple(
                replace(unit, **{kind: when + sign * timedelta(days=amount)})  # type: ignore[arg-type]
                if unit.unit in names
                else unit
                for unit in setting.case.units
            ),
        )

    word = "until" if later else "from"
    return Item(
        kind="availability",
        subject=who,
        says=f"{who} can be had only {word} {when}",
        most=max(1, most),
        base=max(1, most),
        loosen=loosen,
        tell=lambda amount: (
            f"let {who} be had {word} {when + sign * timedelta(days=amount)} instead of {when}"
        ),
    )


def _travel(case: Case) -> Iterator[Item]:
    speed = int(case.assumption("miles_per_day").value)
    if speed >= FASTEST:
        return

    def loosen(setting: Setting, amount: int) -> Setting:
        others = tuple(each for each in setting.case.assumptions if each.name != "miles_per_day")
        faster = Assumption(name="miles_per_day", value=Decimal(speed + amount))
        return _with(setting, assumptions=(*others, faster))

    yield Item(
        kind="travel",
        subject="miles_per_day",
        says=f"units move {speed:,} miles a day",
        most=FASTEST - speed,
        base=speed,
        loosen=loosen,
        tell=lambda amount: f"move units {speed + amount:,} miles a day instead of {speed:,}",
    )


# -- what was decided -------------------------------------------------------------------------


def _tours(case: Case, units: list[Unit]) -> Iterator[Item]:
    able = {unit.unit for unit in units}
    rows = [tour for tour in case.tours if tour.unit in able]
    if not rows:
        return
    who = _some(sorted({tour.unit for tour in rows}))
    ended = {id(tour) for tour in rows}

    def loosen(setting: Setting, _amount: int) -> Setting:
        return _with(setting, tours=tuple(tour for tour in setting.case.tours if id(tour) not in ended))

    yield Item(
        kind="tours",
        subject=who,
        says=f"tours already ordered hold {who}",
        most=1,
        base=1,
        whole=True,
        loosen=loosen,
        tell=lambda _amount: f"take back the orders that hold {who}",
    )


def _pins(case: Case, line: Line) -> Iterator[Item]:
    for pin in case.pins:
        if pin.rule == "ban" and pin.line not in (None, line.line):
            continue
        if pin.rule == "pin" and pin.line == line.line:
            continue
        days = "" if pin.start is None and pin.end is None else f", {pin.start or '…'} to {pin.end or '…'}"
        where = pin.line or "every line"
        name = f"{pin.unit}@{where}"
        yield Item(
            kind=pin.rule,
            subject=name,
            says=f"pins.csv {'bans' if pin.rule == 'ban' else 'pins'} {pin.unit} "
            f"{'from' if pin.rule == 'ban' else 'on'} {where}{days}",
            most=1,
            base=1,
            whole=True,
            loosen=lambda setting, _amount, pin=pin: _with(  # type: ignore[misc]
                setting, pins=tuple(each for each in setting.case.pins if each != pin)
            ),
            tell=lambda _amount, pin=pin, where=where: (  # type: ignore[misc]
                f"take out the {pin.rule} of {pin.unit} {'from' if pin.rule == 'ban' else 'on'} {where}"
            ),
        )


# -- law --------------------------------------------------------------------------------------


def _authorities(setting: Setting, line: Line) -> Iterator[Item]:
    if setting.options.assume_lawful:
        return
    case = setting.case
    instruments = instruments_of(case)
    for authority in case.authorities:
        name = authority.title or authority.kind
        status = instruments.status(authority)
        if status not in _CARRYING and authority.id not in setting.options.assume_signed:
            yield Item(
                kind="authority-status",
                subject=authority.id,
                says=f"{authority.id} ({name}) is {status}, and carries nothing",
                most=1,
                base=1,
                whole=True,
                loosen=lambda setting, _amount, authority=authority: _signed(setting, authority),  # type: ignore[misc]
                tell=lambda _amount, authority=authority: f"have {authority.id} signed",  # type: ignore[misc]
            )
        yield from _authority_dates(case, authority)
        scoped = (
            line.role in authority.forbids_roles
            or (authority.permits_roles and line.role not in authority.permits_roles)
            or authority.states
            or authority.max_days is not None
        )
        if scoped:
            yield Item(
                kind="authority-scope",
                subject=authority.id,
                says=f"{authority.id} ({name}) {_scope(authority, line)}",
                most=1,
                base=1,
                whole=True,
                loosen=lambda setting, _amount, authority=authority: _widened(  # type: ignore[misc]
                    setting, authority.id, line.role
                ),
                tell=lambda _amount, authority=authority: (  # type: ignore[misc]
                    f"have {authority.id} amended: {_amendment(authority, line)}"
                ),
            )


def _scope(authority: Authority, line: Line) -> str:
    said = []
    if line.role in authority.forbids_roles:
        said.append(f"forbids {line.role}")
    elif authority.permits_roles and line.role not in authority.permits_roles:
        said.append(f"permits {', '.join(authority.permits_roles)} and not {line.role}")
    if authority.states:
        said.append(f"speaks of {', '.join(authority.states)} alone")
    if authority.max_days is not None:
        said.append(f"allows stays of {authority.max_days} days at most")
    return " and ".join(said)


def _amendment(authority: Authority, line: Line) -> str:
    said = []
    if line.role in authority.forbids_roles or (
        authority.permits_roles and line.role not in authority.permits_roles
    ):
        said.append(f"permit {line.role}")
    if authority.states:
        said.append("speak of more states")
    if authority.max_days is not None:
        said.append("allow longer stays")
    return ", ".join(said)


def _amended(setting: Setting, name: str, **fields: object) -> Setting:
    authorities = tuple(
        replace(authority, **fields) if authority.id == name else authority  # type: ignore[arg-type]
        for authority in setting.case.authorities
    )
    return _with(setting, authorities=authorities)


def _signed(setting: Setting, authority: Authority) -> Setting:
    if authority.status in ("proposed", "expected", *_CARRYING):
        signed = setting.options.assume_signed | {authority.id}
        return Setting(setting.case, replace(setting.options, assume_signed=signed))
    return _amended(setting, authority.id, status="signed")


def _widened(setting: Setting, name: str, role: str) -> Setting:
    authority = next(each for each in setting.case.authorities if each.id == name)
    return _amended(
        setting,
        name,
        forbids_roles=tuple(each for each in authority.forbids_roles if each != role),
        permits_roles=(*authority.permits_roles, role) if authority.permits_roles else (),
        states=(),
        max_days=None,
    )


def _authority_dates(case: Case, authority: Authority) -> Iterator[Item]:
    planning = case.planning
    if authority.end is not None and authority.end < planning.end:
        end = authority.end
        yield Item(
            kind="authority-dates",
            subject=authority.id,
            says=f"{authority.id} ends on {end}",
            most=(planning.end - end).days,
            base=(planning.end - planning.start).days,
            loosen=lambda setting, amount: _amended(setting, authority.id, end=end + timedelta(days=amount)),
            tell=lambda amount: f"have {authority.id} extended from {end} to {end + timedelta(days=amount)}",
        )
    begins = authority.start or authority.verbal or authority.issued
    if begins is not None and begins > planning.start:
        yield Item(
            kind="authority-dates",
            subject=f"{authority.id} (start)",
            says=f"{authority.id} begins on {begins}",
            most=(begins - planning.start).days,
            base=(planning.end - planning.start).days,
            loosen=lambda setting, amount: _amended(
                setting, authority.id, start=begins - timedelta(days=amount)
            ),
            tell=lambda amount: (
                f"have {authority.id} begin on {begins - timedelta(days=amount)}, not {begins}"
            ),
        )


def _statuses(line: Line) -> Iterator[Item]:
    if line.duty_statuses:
        allowed = ", ".join(line.duty_statuses)
        yield Item(
            kind="duty-status",
            subject=line.line,
            says=f"{line.line} admits {allowed} alone",
            most=1,
            base=1,
            whole=True,
            loosen=lambda setting, _amount: _with(
                setting,
                lines=tuple(
                    replace(each, duty_statuses=()) if each.line == line.line else each
                    for each in setting.case.lines
                ),
            ),
            tell=lambda _amount: f"let {line.line} be served in other duty statuses than {allowed}",
        )


def _law(setting: Setting, line: Line, units: list[Unit]) -> Iterator[Item]:
    if setting.options.assume_lawful:
        return
    case, options = setting.case, setting.options
    findings = dict.fromkeys(
        finding
        for unit in {basis_key(unit): unit for unit in units}.values()
        for finding in bases_for(
            case,
            unit,
            line,
            allow_unknown=options.allow_unknown,
            assume_signed=options.assume_signed,
        ).findings
    )
    said = next(iter(findings), None)
    would = list(dict.fromkeys(step for finding in findings for step in finding.would_do))
    yield Item(
        kind="law",
        subject=line.line,
        says="the law does not permit it to all who could serve, on all days"
        + (f": {said.message.rstrip('.')}" if said is not None else ""),
        most=1,
        base=1,
        whole=True,
        loosen=lambda setting, _amount: Setting(setting.case, replace(setting.options, assume_lawful=True)),
        tell=lambda _amount: (
            "find the line another ground in law"
            + (f"; what would do: {', '.join(would[:4])}" if would else "")
        ),
    )


# -- supply -----------------------------------------------------------------------------------


def _supply(case: Case, line: Line, units: list[Unit]) -> Iterator[Item]:
    """More units of each kind that there is: alike but for the orders, bans and dates of those that are."""
    kinds: dict[tuple[str, str], Unit] = {}
    count: dict[tuple[str, str], int] = defaultdict(int)
    for unit in units:
        key = (unit.type, str(unit.component))
        kinds.setdefault(key, unit)
        count[key] += unit.quantity
    skills = {skill.type: skill.headcount for skill in case.skills if skill.capability == line.capability}
    for (kind, component), unit in sorted(kinds.items()):
        need = -(-line.headcount // max(1, skills.get(kind, 1)))
        horizon = (case.planning.end - case.planning.start).days
        policy = next(each for each in case.policies if each.policy == unit.policy)
        turns = -(-horizon // max(1, min(policy.max_tour_days, horizon)))
        fresh = replace(
            unit,
            unit=f"{unit.unit}+",
            available_from=None,
            available_until=None,
            last_return=None,
            last_tour_days=None,
        )
        number = count[kind, component]
        yield Item(
            kind="supply",
            subject=f"{component} {kind}",
            says=f"there {'are' if number > 1 else 'is'} {number:,} unit{'s' if number > 1 else ''} {kind} "
            f"of {component}",
            most=need * (turns + 1),
            base=number,
            loosen=lambda setting, amount, fresh=fresh: (
                _with(  # type: ignore[misc]
                    setting, units=(*setting.case.units, replace(fresh, quantity=amount))
                )
                if amount
                else setting
            ),
            tell=lambda amount, kind=kind, component=component: (  # type: ignore[misc]
                f"find {amount:,} more unit{'s' if amount > 1 else ''} {kind} of {component}"
            ),
        )


def _some(names: list[str]) -> str:
    return ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
