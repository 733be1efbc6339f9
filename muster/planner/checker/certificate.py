"""
The bound recomputed from a certificate's prices, in Python's own whole numbers.

For prices of the right sign, moving the conditions into the objective gives a relaxation in which every
member chooses for itself (Geoffrion 1974, doi:10.1007/BFb0120690)::

    bound = worth of the prices themselves - sum over members of the best chain that the prices leave it

No plan that keeps the rules is better, wherever the prices came from. Candidate tours, demand, ceilings,
seats and costs are read from the case here, not from the certificate: only the prices are taken from it.
Where the fixed tours of a unit can be put on its elements in several ways, its elements are taken together,
put where they are worth most: the bound is of the plans of every way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from math import ceil

from muster.casefile.digest import case_digest
from muster.domain.case import Case
from muster.domain.certificate import Branch, Certificate, Claim, Proof
from muster.domain.plan import Plan
from muster.domain.tour import FixedTour
from muster.planner.checker.candidates import (
    Kin,
    Serving,
    Tariffs,
    away_of,
    kindred,
    servings,
    unknown_rules,
)
from muster.planner.checker.chains import Leg, best_chain
from muster.planner.checker.charges import LISTED, Charges, RefusedError, Rounding, charges
from muster.planner.checker.docket import Docket, Stay, dollars, dwell_days
from muster.planner.checker.figures import unfilled
from muster.planner.checker.roster import muster_stays
from muster.planner.checker.spreads import Away, Placing

__all__ = (
    "LARGEST",
    "CertificateCheck",
    "ClaimCheck",
    "Spread",
    "bounds_by_spread",
    "check_certificate",
    "for_every_spread",
)

#: Unit -> its fixed tours, those together that are on one element.
Spread = Mapping[str, Sequence[Sequence[FixedTour]]]

#: Candidate tours × proofs beyond which a certificate is not checked: some minutes of whole numbers.
LARGEST = 40_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCheck:
    """
    A claim recomputed.

    ``claimed`` and ``proved`` are cents (headcount-days of a priority); ``proved`` is ``None`` where the
    prices prove nothing, and ``message`` says why.
    """

    level: str
    claimed: int
    proved: int | None
    accepted: bool
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateCheck:
    """
    The verdict on a certificate.

    ``accepted`` is ``None`` where the case is too large to be checked here; ``tours`` counts the candidate
    tours that were valued.
    """

    accepted: bool | None
    claims: tuple[ClaimCheck, ...]
    messages: tuple[str, ...]
    tours: int


def check_certificate(
    case: Case,
    plan: Plan,
    certificate: Certificate,
    *,
    largest: int = LARGEST,
    should_stop: Callable[[], bool] = lambda: False,
) -> CertificateCheck:
    """
    Recompute every bound that a certificate claims for a plan.

    Parameters
    ----------
    case
        A case as its reader returns it.
    plan
        The plan that the certificate goes with.
    largest
        Candidate tours, counted once for each proof, up to which the check is made.
    should_stop
        Asked between members; once true, nothing is said of the certificate.
    """
    reasons = _wrong_case(case, plan, certificate)
    if reasons:
        return CertificateCheck(accepted=False, claims=(), messages=tuple(reasons), tours=0)
    beyond = unknown_rules(case)
    if beyond is not None:
        return CertificateCheck(
            accepted=None,
            claims=(),
            messages=(
                f"not checked: the case has {beyond}, whose tours the certificate's check does not know",
            ),
            tours=0,
        )
    docket = Docket(case)
    stays = muster_stays(docket, plan)
    checking = _Checking(docket, plan, stays, certificate, largest, should_stop)
    return checking.verdict()


def bounds_by_spread(
    case: Case,
    plan: Plan,
    certificate: Certificate,
    spreads: Sequence[Spread],
    *,
    largest: int = LARGEST,
    should_stop: Callable[[], bool] = lambda: False,
) -> list[Fraction | None]:
    """
    What the first claim's prices prove of the plans with fixed tours on elements in each of these ways.

    ``None`` where they prove nothing, or the case is larger than ``largest`` candidate tours.
    """
    docket = Docket(case)
    checking = _Checking(docket, plan, muster_stays(docket, plan), certificate, largest, should_stop)
    if checking.value():
        return [None] * len(spreads)
    return [checking.least(spread) for spread in spreads]


def for_every_spread(
    case: Case,
    plan: Plan,
    certificate: Certificate,
    spread: Spread,
    *,
    largest: int = LARGEST,
    should_stop: Callable[[], bool] = lambda: False,
) -> Certificate | None:
    """
    The certificate of plans with fixed tours on elements in one way, as one of the plans of every way.

    Each claim falls by what the prices leave to gain from another way. Only the units that have several are
    valued. ``None`` where that cannot be told.
    """
    docket = Docket(case)
    checking = _Checking(docket, plan, muster_stays(docket, plan), certificate, largest, should_stop)
    if checking.value(only_spread=True):
        return None
    claims = []
    for claim in certificate.claims:
        gain = checking.gain(claim, spread)
        if gain is None:
            return None
        claims.append(replace(claim, bound=claim.bound - ceil(gain)))
    return replace(certificate, claims=tuple(claims))


def _wrong_case(case: Case, plan: Plan, certificate: Certificate) -> list[str]:
    """Why a certificate does not speak of this case and plan at all."""
    found = []
    digest = case_digest(case)
    if certificate.case_sha256 != digest:
        found.append(
            f"the certificate is of another case: its digest is {certificate.case_sha256[:16]}…, "
            f"that of {case.name!r} is {digest[:16]}…"
        )
    if certificate.law != plan.law:
        found.append(f"the certificate takes the law as {certificate.law}, the plan as {plan.law}")
    if not certificate.allow_unknown and any(tour.law == "unknown" for tour in plan.tours):
        found.append("the plan has tours whose law is unknown; the certificate leaves all such plans out")
    known = set(certificate.assume_signed)
    hung = {name for tour in plan.tours for name in tour.assumes} - known
    if hung:
        found.append(f"the plan assumes {', '.join(sorted(hung))} signed, the certificate does not")
    if not certificate.claims:
        found.append("the certificate claims nothing")
    return found


class _Checking:
    """One certificate being checked."""

    def __init__(
        self,
        docket: Docket,
        plan: Plan,
        stays: list[Stay],
        certificate: Certificate,
        largest: int,
        should_stop: Callable[[], bool],
    ) -> None:
        self.docket = docket
        self.plan = plan
        self.stays = stays
        self.certificate = certificate
        self.largest = largest
        self.should_stop = should_stop
        self.fixed = [stay for stay in stays if stay.fixed]
        self.tariffs = Tariffs(docket)
        self.tours = 0
        self.proofs = [(claim, proof) for claim in certificate.claims for proof in claim.proofs]
        self.prices: list[Charges | None] = []
        # By proof: what members are worth, those with several ways to put fixed tours on them apart.
        self.taken = [0] * len(self.proofs)
        self.placings: list[list[tuple[Kin, Placing]]] = [[] for _ in self.proofs]

    def value(self, *, only_spread: bool = False) -> str | dict[int, str]:
        """
        Every member valued at the prices of every proof; no more than one member's tours are held at once.

        Returns
        -------
        str or dict
            Why that was not done; or by number of a proof why it proves nothing.
        """
        certificate, proofs, prices = self.certificate, self.proofs, self.prices
        refused: dict[int, str] = {}
        signed = frozenset(certificate.assume_signed)
        for number, (claim, proof) in enumerate(proofs):
            try:
                prices.append(charges(self.docket, self.fixed, claim.level, proof, signed))
            except RefusedError as error:
                prices.append(None)
                refused[number] = str(error)
        valued = 0
        for kin in kindred(self.docket, self.plan):
            if only_spread and not kin.spread:
                continue
            mine = list(
                servings(
                    self.docket,
                    kin,
                    assumed=certificate.law == "assumed",
                    allow_unknown=certificate.allow_unknown,
                    signed=signed,
                )
            )
            here = sum(len(serving.tours) for serving in mine)
            self.tours += here
            valued += here * len(proofs)
            if valued > self.largest:
                return f"not checked: more than {self.largest:,} candidate tours would have to be valued"
            if self.should_stop():
                return "not checked: stopped"
            costs = [self._costs(serving) for serving in mine]
            for number, priced in enumerate(prices):
                if priced is not None:
                    legs = self._legs(priced, kin, mine, costs)
                    if kin.spread:
                        placing = Placing(kin.unit.quantity, kin.spread, legs)
                        self.placings[number].append((kin, placing))
                    else:
                        self.taken[number] += len(kin.members) * best_chain(legs)
        for number, priced in enumerate(prices):
            if priced is not None:
                priced.settle()
                self._prove_roundings(priced, number, refused)
        return refused

    def verdict(self) -> CertificateCheck:
        """Every claim recomputed."""
        refused = self.value()
        if isinstance(refused, str):
            return CertificateCheck(accepted=None, claims=(), messages=(refused,), tours=self.tours)
        certificate = self.certificate
        checks = []
        number = 0
        for claim in certificate.claims:
            parts = []
            why = self._limits(claim) or _tree(claim)
            for _ in claim.proofs:
                priced = self.prices[number]
                why = why or refused.get(number)
                if priced is not None:
                    placed = sum(kin.pieces * placing.most for kin, placing in self.placings[number])
                    taken = self.taken[number] + placed
                    parts.append(Fraction(priced.constant - taken, priced.scale))
                number += 1
            checks.append(self._judged(claim, None if why or not parts else min(parts), why))
        accepted = all(check.accepted for check in checks)
        return CertificateCheck(
            accepted=accepted, claims=tuple(checks), messages=self._notes(checks), tours=self.tours
        )

    def least(self, spread: Spread) -> Fraction | None:
        """What the first claim's prices prove of plans with the fixed tours on the elements given."""
        found: list[Fraction] = []
        for number, (claim, _) in enumerate(self.proofs):
            priced = self.prices[number]
            if claim is not self.certificate.claims[0]:
                continue
            if priced is None:
                return None
            placed = sum(
                kin.pieces * placing.worth(self._on_elements(spread[kin.unit.unit]))
                for kin, placing in self.placings[number]
            )
            found.append(Fraction(priced.constant - self.taken[number] - placed, priced.scale))
        return min(found, default=None)

    def gain(self, claim: Claim, spread: Spread) -> Fraction | None:
        """By how much another way to put fixed tours on elements may be worth more than the one given."""
        most = Fraction(0)
        for number, (other, _) in enumerate(self.proofs):
            priced = self.prices[number]
            if other is not claim:
                continue
            if priced is None:
                return None
            more = sum(
                kin.pieces * (placing.most - placing.worth(self._on_elements(spread[kin.unit.unit])))
                for kin, placing in self.placings[number]
            )
            most = max(most, Fraction(more, priced.scale))
        return most

    def _on_elements(self, rows: Sequence[Sequence[FixedTour]]) -> list[list[Away]]:
        return [[away_of(self.docket, row) for row in mine] for mine in rows]

    def _costs(self, serving: Serving) -> list[int]:
        cents = self.tariffs.cents(
            serving.kin.unit, serving.line.place, serving.footing.duty_status, serving.headcount
        )
        return [cents(start, end) for start, end in serving.tours]

    def _legs(self, priced: Charges, kin: Kin, mine: list[Serving], costs: list[list[int]]) -> list[Leg]:
        """Every tour of a member with its value."""
        legs: list[Leg] = []
        policy = self.docket.policies[kin.unit.policy]
        owed: dict[int, int] = {}
        for serving, cents in zip(mine, costs, strict=True):
            starting, ending = self._tables(priced, serving)
            budgets = priced.charged_budgets(serving)
            extra = self._extra(priced, kin, serving)
            travel = serving.travel
            home_too = travel if policy.dwell_from == "home" else 0
            origin = self.docket.start
            for (start, end), cost in zip(serving.tours, cents, strict=True):
                value = ending[end - origin] - starting[start - origin] - priced.cost * cost
                for first, last, price in budgets:
                    if start < last and end > first:
                        value -= price * cost
                for wanted, paid in extra:
                    if wanted(start, end):
                        value += paid
                length = end - start
                if length not in owed:
                    owed[length] = dwell_days(policy, length)
                legs.append((start, end + travel, end + home_too + owed[length], travel, value))
        return legs

    def _tables(self, priced: Charges, serving: Serving) -> tuple[list[int], list[int]]:
        """By day from planning.start: what a tour that starts then has not yet got, and one that ends has."""
        docket, heads = self.docket, serving.headcount
        days = docket.end - docket.start
        paid = priced.paid(serving.line, serving.fills)
        early, late = priced.crowded(serving)
        arrive = priced.arrive.get(serving.line.place)
        depart = priced.depart.get(serving.line.place)
        starting, ending = [], []
        for n in range(days + 1):
            ready = min(n + serving.reception, days)
            begin, stop = paid[ready], paid[n]
            if early is not None:
                begin -= heads * early[n]
                stop -= heads * early[n]
            if late is not None:
                begin -= heads * late[ready]
                stop -= heads * late[n]
            if arrive is not None and n < days:
                begin += heads * arrive[n // docket.step]
            if depart is not None and n < days:
                stop -= heads * depart[n // docket.step]
            starting.append(begin)
            ending.append(stop)
        return starting, ending

    def _extra(
        self, priced: Charges, kin: Kin, serving: Serving
    ) -> list[tuple[Callable[[int, int], bool], int]]:
        """Pins and branches that may speak of these tours, each as a test of days and what it pays."""
        found: list[tuple[Callable[[int, int], bool], int]] = []
        for (unit, line, first, last), price in priced.pins.items():
            if unit == kin.unit.unit and line == serving.line.line:
                found.append((_exactly(first, last), price))
        for branch, price in priced.branches:
            if _speaks_of(branch, kin, serving):
                first_day = None if branch.start is None else branch.start.toordinal()
                last_day = None if branch.end is None else branch.end.toordinal()
                found.append((_exactly(first_day, last_day), price))
        return found

    def _prove_roundings(self, priced: Charges, number: int, refused: dict[int, str]) -> None:
        """Every rounding is tried with the fills that members really have."""
        tried: set[tuple[Rounding, frozenset[int]]] = set()
        for name, by_day in priced.roundings.items():
            for entries in by_day.values():
                for rounding, price in entries:
                    if not price or not rounding.rest:
                        continue
                    fills = frozenset(min(each, rounding.demand) for each in priced.used.get(name, ()))
                    if (rounding, fills) in tried or rounding.demand * len(fills) > LISTED * 10:
                        continue
                    tried.add((rounding, fills))
                    if not rounding.holds(set(fills)):
                        refused[number] = (
                            f"the rounding of line {name} by {rounding.size} does not hold for its tours"
                        )

    def _limits(self, claim: Claim) -> str | None:
        """A level must allow what the plan itself leaves unfilled there: else the claim is not about it."""
        lines = self.docket.lines
        for proof in claim.proofs:
            for row in proof.rows:
                if row.kind != "level" or row.limit is None:
                    continue
                short = sum(
                    (last - first) * missing
                    for name, runs in unfilled(self.docket, self.stays).items()
                    if lines[name].priority == row.priority
                    for first, last, missing in runs
                )
                if short > row.limit:
                    return (
                        f"it leaves out plans with more than {row.limit:,} unfilled headcount-days of "
                        f"priority {row.priority}, and so this plan, which has {short:,}"
                    )
        return None

    def _judged(self, claim: Claim, proved: Fraction | None, why: str | None) -> ClaimCheck:
        """A claim against what its prices prove; a plan's figures are whole, so that the bound may be."""
        if proved is None:
            return ClaimCheck(
                level=claim.level,
                claimed=claim.bound,
                proved=None,
                accepted=False,
                message=f"refused: {why or 'it holds no proof'}",
            )
        whole = ceil(proved)
        said, found = _said(claim, claim.bound), _said(claim, whole)
        if whole < claim.bound:
            message = (
                f"refused: the prices prove {found}, the certificate claims {said}: "
                f"{_said(claim, claim.bound - whole)} too much"
            )
        elif whole > claim.bound:
            message = f"accepted: no plan is better than {said}; the prices prove even {found}"
        else:
            message = f"accepted: no plan is better than {said}"
        return ClaimCheck(
            level=claim.level,
            claimed=claim.bound,
            proved=whole,
            accepted=whole >= claim.bound,
            message=message,
        )

    def _notes(self, checks: list[ClaimCheck]) -> tuple[str, ...]:
        notes = []
        plan = self.plan
        for check in checks:
            if check.level == "objective" and check.accepted and plan.bound is not None:
                assert check.proved is not None
                if plan.objective is not None and check.proved > plan.objective:
                    notes.append(
                        f"the certificate proves more than the plan's objective {dollars(plan.objective)}: "
                        "the plan breaks a rule, or one of the two is of another case"
                    )
                if plan.bound > check.proved:
                    notes.append(
                        f"the plan's bound {dollars(plan.bound)} is above what is proved here by "
                        f"{dollars(plan.bound - check.proved)}: that part rests on a solver's word "
                        "(floating point), not on this certificate"
                    )
        return tuple(notes)


def _said(claim: Claim, value: int) -> str:
    return f"{value:,} headcount-days" if claim.level.startswith("priority") else dollars(value)


def _exactly(first: int | None, last: int | None) -> Callable[[int, int], bool]:
    def agrees(start: int, end: int) -> bool:
        return first in (None, start) and last in (None, end)

    return agrees


def _speaks_of(branch: Branch, kin: Kin, serving: Serving) -> bool:
    """Whether tours of a member on a line and footing are of the kind that a branch counts, days apart."""
    footing = serving.footing
    return (
        (branch.member is None or branch.member in kin.members)
        and branch.line in (None, serving.line.line)
        and branch.duty_status in (None, footing.duty_status.value)
        and branch.authorities in (None, footing.authorities)
        and (branch.mobilization is None or branch.mobilization == (footing.mobilization or ""))
    )


def _tree(claim: Claim) -> str | None:
    """Why the branches of a claim's proofs leave some plan out; ``None`` if they do not."""

    def covered(proofs: list[Proof], depth: int) -> bool:
        if any(len(proof.branches) == depth for proof in proofs):
            return len(proofs) == 1
        first = proofs[0].branches[depth]
        low = [proof for proof in proofs if proof.branches[depth].sense == "at_most"]
        high = [proof for proof in proofs if proof.branches[depth].sense == "at_least"]
        if not low or not high or len(low) + len(high) != len(proofs):
            return False
        number = low[0].branches[depth].number
        return (
            all(proof.branches[depth].of == first.of for proof in proofs)
            and all(proof.branches[depth].number == number for proof in low)
            and all(proof.branches[depth].number == number + 1 for proof in high)
            and covered(low, depth + 1)
            and covered(high, depth + 1)
        )

    if not claim.proofs:
        return "it holds no proof"
    if not covered(list(claim.proofs), 0):
        return "its branches leave some plans out"
    return None
