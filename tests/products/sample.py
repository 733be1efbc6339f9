"""A small border case and its plan, made by hand: enough of everything that a product shows."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from muster.domain.authority import Authority, Ceiling
from muster.domain.case import Assumption, Case, Planning
from muster.domain.command import Command
from muster.domain.component import Component, DutyStatus
from muster.domain.conflict import Conflict as RequiredConflict
from muster.domain.conflict import ConflictItem, Resolution, ResolvingChange
from muster.domain.fact import Document, Fact, Quantity, Question
from muster.domain.finding import Citation, Finding, Verdict
from muster.domain.pinprice import PinPrice
from muster.domain.place import Place
from muster.domain.plan import CeilingUse, Plan, PlanChange, PlannedTour, Shortfall, TourName
from muster.domain.policy import Policy
from muster.domain.quote import Quote
from muster.domain.rate import Rate
from muster.domain.request import Line
from muster.domain.split import Split
from muster.domain.strength import StrengthReport
from muster.domain.tour import FixedTour, Pin
from muster.domain.unit import Skill, Unit, UnitType

START, END = date(2025, 5, 22), date(2026, 1, 1)
T10, T32, SAD = DutyStatus.T10, DutyStatus.T32, DutyStatus.SAD

SECTORS = [
    ("SDC", "San Diego Sector", 32.64, -117.0833, "CA"),
    ("ELC", "El Centro Sector", 32.7893, -115.5665, "CA"),
    ("YUM", "Yuma Sector", 32.7015, -114.6424, "AZ"),
    ("TCA", "Tucson Sector", 32.2139, -110.9694, "AZ"),
    ("EPT", "El Paso Sector", 31.7584, -106.4783, "TX"),
    ("BBT", "Big Bend Sector", 30.293, -104.0848, "TX"),
    ("DRT", "Del Rio Sector", 29.3739, -100.8916, "TX"),
    ("LRT", "Laredo Sector", 27.5155, -99.4986, "TX"),
    ("RGV", "Rio Grande Valley Sector", 26.3042, -98.1569, "TX"),
]
POSTS = [
    ("bliss", "Fort Bliss", 31.849, -106.38, "TX"),
    ("carson", "Fort Carson", 38.679, -104.757, "CO"),
    ("jblm", "Joint Base Lewis-McChord", 47.08, -122.58, "WA"),
    ("stewart", "Fort Stewart", 31.889, -81.562, "GA"),
    ("drum", "Fort Drum", 44.05, -75.72, "NY"),
    ("pendleton", "Camp Pendleton", 33.3, -117.35, "CA"),
    ("huachuca", "Fort Huachuca", 31.588, -110.344, "AZ"),
    ("mabry", "Camp Mabry", 30.31, -97.76, "TX"),
    ("buchanan", "Fort Buchanan", 18.41, -66.12, "PR"),
]
TYPES = [
    ("SBCT", "Stryker brigade, elements", 800, 200, "surveillance"),
    ("MPCO", "Military police company", 120, None, "protection"),
    ("ENCO", "Engineer company, construction", 155, None, "engineering"),
    ("CAB", "Aviation task force", 250, None, "aviation"),
    ("CSSB", "Sustainment battalion, elements", 240, 80, "logistics"),
    ("TRANS", "Transportation company", 165, None, "transport"),
]
UNITS = [
    ("2SBCT4ID", "2nd Stryker Brigade, 4th Infantry Division", "SBCT", "RA", "carson", 3),
    ("66MP", "66th Military Police Company", "MPCO", "RA", "jblm", 1),
    ("569EN", "569th Engineer Company", "ENCO", "RA", "carson", 1),
    ("1CEB", "1st Combat Engineer Battalion, company", "ENCO", "USMC", "pendleton", 2),
    ("3CAB", "3rd Combat Aviation Brigade, task force", "CAB", "RA", "stewart", 2),
    ("10CSSB", "10th Division Sustainment Brigade, elements", "CSSB", "RA", "drum", 2),
    ("TXTRANS", "Texas Guard transportation companies", "TRANS", "ARNG", "mabry", 3),
    ("PRMP", "Puerto Rico Guard military police company", "MPCO", "ARNG", "buchanan", 1),
    ("N-EN", None, "ENCO", "RA", "bliss", 4),
    ("N-MP", None, "MPCO", "RA", "drum", 2),
]
LINES = [
    ("R1-SURV-EPT", "EPT", "sensor_ground", "surveillance", 600, 1, True, [("2SBCT4ID", 1), ("2SBCT4ID", 2)]),
    (
        "R1-SURV-DRT",
        "DRT",
        "sensor_ground",
        "surveillance",
        400,
        1,
        False,
        [("2SBCT4ID", 3), ("2SBCT4ID", 1)],
    ),
    ("R1-CAM-TCA", "TCA", "camera_operator", "protection", 120, 2, False, [("66MP", 1), ("N-MP", 1)]),
    ("R2-ENG-SDC", "SDC", "engineering_barrier", "engineering", 300, 2, True, [("1CEB", 1), ("1CEB", 2)]),
    ("R2-ENG-YUM", "YUM", "engineering_barrier", "engineering", 155, 2, False, [("569EN", 1), ("N-EN", 1)]),
    ("R2-ENG-LRT", "LRT", "engineering_road", "engineering", 310, 3, False, [("N-EN", 2), ("N-EN", 3)]),
    ("R3-AIR-EPT", "EPT", "surveillance_aviation", "aviation", 250, 1, False, [("3CAB", 1), ("3CAB", 2)]),
    ("R3-LOG-EPT", "EPT", "supply", "logistics", 240, 2, False, [("10CSSB", 1), ("10CSSB", 2)]),
    ("R4-TRN-RGV", "RGV", "transport_ground", "transport", 330, 3, False, [("TXTRANS", 1), ("TXTRANS", 2)]),
    ("R4-TRN-BBT", "BBT", "transport_ground", "transport", 165, 4, False, [("TXTRANS", 3)]),
    ("R4-CAM-ELC", "ELC", "camera_operator", "protection", 120, 4, False, []),
]
MEMO = (
    "The Secretary authorises the deployment of up to 1,500 active duty personnel to the southern border. "
    "The task force has authorization to deploy up to 4,000 soldiers to support border operations."
)


def quantity(value: int, bound: str) -> Quantity:
    return Quantity(value=value, low=None, high=value, bound=bound, unit="people")


def fact(quote: str, doc: str = "memo.txt", **more: object) -> Fact:
    start = MEMO.find(quote)
    at = max(start, 0)
    return Fact(doc=doc, quote=quote, start=at, end=at + len(quote), **more)  # type: ignore[arg-type]


def make_authorities() -> tuple[Authority, ...]:
    return (
        Authority(
            id="PROC-10886",
            kind="proclamation",
            status="signed",
            title="Declaring a National Emergency at the Southern Border of the United States",
            issuer="President",
            issued=date(2025, 1, 20),
            start=date(2025, 1, 20),
            end=date(2026, 1, 20),
            invokes=("10 USC 12302", "10 USC 2808"),
        ),
        Authority(
            id="SECDEF-2025-01-22",
            kind="memorandum",
            status="signed",
            title="Deployment of active duty forces to the southern border",
            issuer="Acting Secretary of Defense",
            issued=date(2025, 1, 22),
            verbal=date(2025, 1, 21),
            start=date(2025, 1, 22),
            end=date(2025, 12, 1),
            ceilings=(
                Ceiling(
                    id="SW-1500",
                    headcount=1500,
                    counts="named",
                    duty_statuses=(T10,),
                    roles=("sensor_ground",),
                ),
            ),
            quotes=(
                Quote(source="sources/memo.txt", text="up to 1,500 active duty personnel", start=43, end=76),
            ),
        ),
        Authority(
            id="JTFN-4000",
            kind="memorandum",
            status="signed",
            title="Authorization of Joint Task Force-North",
            issuer="Secretary of Defense",
            issued=date(2024, 10, 1),
            start=date(2024, 10, 1),
            end=date(2025, 10, 1),
            ceilings=(
                Ceiling(id="JTFN-4000", headcount=4000, counts="scope", duty_statuses=(T10,)),
                Ceiling(id="JTFN-GUARD", headcount=500, counts="scope", components=(Component.ARNG,)),
                Ceiling(id="JTFN-COST", dollars=40_000_000_000, counts="named"),
            ),
        ),
        Authority(
            id="EXPECTED-2025-06",
            kind="memorandum",
            status="expected",
            title="Extension for a further 1,115 personnel",
            issued=None,
            emergency="PROC-10886",
            invokes=("10 USC 12302",),
            ceilings=(Ceiling(id="EXT-1115", headcount=1115),),
        ),
    )


def make_case() -> Case:
    places = [Place(place=p, kind="sector", name=n, lat=a, lon=o, state=s) for p, n, a, o, s in SECTORS]
    places += [Place(place=p, kind="installation", name=n, lat=a, lon=o, state=s) for p, n, a, o, s in POSTS]
    return Case(
        name="Southwest border, 2025",
        as_of=START,
        planning=Planning(start=START, end=END, step_days=7),
        shortfall_prices=((1, 5_000_000), (2, 2_000_000), (3, 800_000), (4, 300_000)),
        assumptions=(Assumption(name="road_factor", value=Decimal("1.2"), source="measured on ten pairs"),),
        places=tuple(places),
        commands=(
            Command(command="NORTHCOM", name="U.S. Northern Command", start=date(2002, 10, 1)),
            Command(
                command="JTF-N",
                name="Joint Task Force-North",
                parent="NORTHCOM",
                relation="command",
                place="bliss",
                start=date(2004, 9, 28),
                end=date(2025, 3, 14),
            ),
            Command(
                command="JTF-SB",
                name="Joint Task Force-Southern Border",
                parent="NORTHCOM",
                relation="command",
                place="huachuca",
                start=date(2025, 3, 14),
            ),
            Command(
                command="2SBCT",
                name="2nd Stryker Brigade",
                parent="JTF-SB",
                relation="tactical_control",
                start=date(2025, 4, 1),
            ),
        ),
        types=tuple(UnitType(type=t, name=n, headcount=h, part=p) for t, n, h, p, _ in TYPES),
        skills=tuple(Skill(type=t, capability=c, headcount=h * 3 // 4) for t, _, h, _, c in TYPES),
        units=tuple(
            Unit(
                unit=u,
                name=n,
                type=t,
                component=Component(c),
                home=h,
                quantity=q,
                policy="P",
                state="TX" if u == "TXTRANS" else "PR" if u == "PRMP" else None,
                command="JTF-SB",
            )
            for u, n, t, c, h, q in UNITS
        ),
        policies=(
            Policy(policy="P", max_tour_days=112, notice_days=14, reception_days=7, dwell_ratio=Decimal(2)),
        ),
        lines=tuple(
            Line(
                line=name,
                request=name.split("-")[0],
                agency="CBP",
                place=place,
                role=role,
                capability=skill,
                headcount=people,
                start=START + timedelta(days=14),
                end=None if name != "R4-TRN-BBT" else date(2025, 11, 1),
                priority=priority,
                required=required,
                approval="SECDEF-2025-01-22",
                command="JTF-SB",
                armed=False,
                contact=role == "camera_operator",
            )
            for name, place, role, skill, people, priority, required, _ in LINES
        ),
        tours=(
            FixedTour(
                unit="2SBCT4ID",
                line="R1-SURV-EPT",
                start=date(2025, 4, 3),
                end=date(2025, 7, 24),
                duty_status=T10,
            ),
        ),
        pins=(Pin(rule="ban", unit="66MP", line="R4-CAM-ELC", reason="retraining until autumn"),),
        rates=(
            Rate(
                element="pay and allowances",
                amount=Decimal("310"),
                unit="person-day",
                source="composite rates, FY2025",
            ),
            Rate(element="meals and lodging", amount=Decimal("68"), unit="person-day"),
            Rate(element="charter flight", amount=Decimal("0.31"), unit="person-mile", mode="air"),
        ),
        strengths=(
            StrengthReport(
                date=date(2025, 2, 28),
                scope="SW-1500",
                headcount=1600,
                kind="announced",
                bound="about",
                source="release",
            ),
            StrengthReport(
                date=date(2025, 5, 1),
                scope="JTFN-4000",
                headcount=1800,
                low=1700,
                high=1900,
                bound="range",
                kind="on_duty",
                source="sources/update.txt",
            ),
            StrengthReport(
                date=date(2025, 5, 20),
                scope="SW-1500",
                headcount=1100,
                kind="on_duty",
                source="sources/update.txt",
            ),
            StrengthReport(
                date=date(2025, 5, 20),
                scope="SW-1500",
                headcount=1240,
                kind="on_duty",
                bound="about",
                source="a newspaper",
            ),
            StrengthReport(
                date=date(2025, 7, 1),
                scope="SW-1500",
                headcount=1400,
                kind="planned",
                bound="up_to",
                source="release",
            ),
        ),
        authorities=make_authorities(),
        facts=(
            fact(
                "up to 1,500 active duty personnel",
                kind="ceiling",
                subject="active duty personnel",
                status="authorised",
                quantity=quantity(1500, "up_to"),
                place="southern border",
                date="2025-01-22",
            ),
        ),
        sources=("sources/memo.txt",),
    )


def make_plan(case: Case) -> Plan:
    units = {unit.unit: unit for unit in case.units}
    heads = {kind.type: kind.headcount for kind in case.types}
    tours = []
    for index, (name, _, _, _, _, _, _, crew) in enumerate(LINES):
        day = START + timedelta(days=14 + 7 * (index % 3))
        turn = 0
        while crew and day < END - timedelta(days=21):
            unit, element = crew[turn % len(crew)]
            fixed = name == "R1-SURV-EPT" and turn == 0
            start, end = (
                (date(2025, 4, 3), date(2025, 7, 24)) if fixed else (day, min(day + timedelta(days=105), END))
            )
            guard = units[unit].component is Component.ARNG
            people = heads[units[unit].type]
            tours.append(
                PlannedTour(
                    unit=unit,
                    element=element,
                    part=None,
                    line=name,
                    start=start,
                    end=end,
                    duty_status=T32 if guard and name == "R4-TRN-BBT" else SAD if guard else T10,
                    authorities=("SECDEF-2025-01-22",)
                    if turn % 3 < 2
                    else ("SECDEF-2025-01-22", "EXPECTED-2025-06"),
                    mobilization=None,
                    fund="31 USC 1535" if not guard else None,
                    headcount=people,
                    fills=people * 3 // 4,
                    cost=people * (end - start).days * 37_800,
                    fixed=fixed,
                    law="checked",
                    assumes=("EXPECTED-2025-06",) if turn % 3 == 2 else (),
                )
            )
            day = end - timedelta(days=7)
            turn += 1
    cost = sum(tour.cost for tour in tours)
    return Plan(
        case=case.name,
        as_of=case.as_of,
        seed=1,
        versions={"muster": "0.1.0", "highspy": "1.14.0"},
        law="checked",
        status="feasible",
        stopped_by="gap",
        objective=cost + 41_000_000_000,
        bound=cost + 38_000_000_000,
        gap=0.0134,
        closed=0.993,
        empty=cost + 700_000_000_000,
        tours=tuple(tours),
        shortfalls=(
            Shortfall(line="R4-CAM-ELC", start=date(2025, 6, 5), end=END, headcount=120, reason="supply"),
            Shortfall(
                line="R2-ENG-SDC",
                start=date(2025, 6, 5),
                end=date(2025, 9, 1),
                headcount=68,
                reason="ceiling",
            ),
            Shortfall(
                line="R1-CAM-TCA",
                start=date(2025, 6, 5),
                end=date(2025, 6, 26),
                headcount=120,
                reason="notice",
            ),
            Shortfall(line="R2-ENG-LRT", start=date(2025, 6, 5), end=END, headcount=78, reason="dwell"),
        ),
        ceilings=(
            CeilingUse(ceiling="SW-1500", peak=1500, headcount=1500, price=4312.5),
            CeilingUse(ceiling="JTFN-4000", peak=3870, headcount=4000, price=0.0),
            CeilingUse(ceiling="JTFN-COST", peak=31_000_000_000, headcount=None, price=None),
        ),
        findings=make_findings()[:2],
        stats={"columns": 5120, "iterations": 41},
    )


def make_findings() -> tuple[Finding, ...]:
    posse = Citation(
        cite="18 USC 1385",
        verified=True,
        href="https://uscode.house.gov/view.xhtml?req=18+USC+1385",
        quote="Whoever, except in cases and under circumstances expressly authorized by the "
        "Constitution or Act of "
        "Congress, willfully uses any part of the Army … as a posse comitatus or otherwise to execute "
        "the laws",
    )
    return (
        Finding(
            id="F0001",
            rule="usc/t18/s1385",
            verdict=Verdict.PROHIBITED,
            severity="block",
            subject="R4-CAM-ELC",
            message="Arrest is direct participation in law enforcement; a member in Title 10 status "
            "may not do it.",
            citations=(posse,),
            would_do=("10 USC 252",),
            as_of=START,
        ),
        Finding(
            id="F0002",
            rule="usc/t10/s12302",
            verdict=Verdict.NEEDS_AUTHORITY,
            severity="review",
            subject="TXTRANS",
            message="A Guard unit comes to Title 10 only under a mobilization section.",
            would_do=("10 USC 12302",),
            citations=(Citation(cite="10 USC 12302"),),
            as_of=START,
        ),
        Finding(
            id="F0003",
            rule="check/ceiling-overlap",
            verdict=Verdict.UNKNOWN,
            severity="review",
            subject="SW-1500",
            message="The instrument does not say whether hand-over days count.",
            settled_by=("the order's text",),
            as_of=START,
            days=(START, END),
        ),
        Finding(
            id="F0004",
            rule="usc/t10/s284",
            verdict=Verdict.PERMITTED,
            severity="note",
            subject="R1-SURV-EPT",
            message="Support for counterdrug activities of another agency is permitted.",
            as_of=START,
            citations=(Citation(cite="10 USC 284", verified=False),),
        ),
    )


def make_documents() -> tuple[Document, ...]:
    return (Document(doc="memo.txt", sha256="ab" * 32, text=MEMO, date="2025-01-22"),)


def make_facts() -> tuple[Fact, ...]:
    return (
        fact(
            "up to 4,000 soldiers",
            kind="ceiling",
            subject="the task force",
            status="authorised",
            quantity=quantity(4000, "up_to"),
            attribution="document",
        ),
        fact(
            "up to 1,500 active duty personnel",
            doc="news.txt",
            kind="ceiling",
            subject="active duty personnel",
            status="expected",
            quantity=quantity(1600, "about"),
            place="southern border",
            date="2025-01-22",
            attribution="The Associated Press",
        ),
        fact("support border operations", kind="role", subject="the task force", polarity="tasked"),
        fact(
            "authorises the deployment",
            kind="date",
            subject="plan",
            date="2025-02-05",
            attribution="A. Scholar on X",
        ),
    )


def make_questions() -> tuple[Question, ...]:
    return (
        Question(
            doc="memo.txt",
            question="Does 1,500 include those already there?",
            options=("yes", "no, it adds to them"),
            quote="up to 1,500 active duty personnel",
            start=43,
            end=76,
        ),
    )


def make_replanned(case: Case) -> Plan:
    """The plan as made again from a baseline: with changes, conflicts, prices of pins, and split units."""
    plan = make_plan(case)

    def name(
        unit: str, line: str, first: date, last: date, element: int = 1, part: int | None = None
    ) -> TourName:
        return TourName(
            unit=unit, element=element, part=part, line=line, start=first, end=last, duty_status=T10
        )

    june, july, august = date(2025, 6, 5), date(2025, 7, 3), date(2025, 8, 28)
    changes = (
        PlanChange(
            kind="replaced",
            reason="unit-lost",
            before=name("66MP", "R2-ENG-SDC", june, august),
            after=name("569EN", "R2-ENG-SDC", july, august),
            why="569EN serves R2-ENG-SDC instead of 66MP, which the case no longer has.",
        ),
        PlanChange(
            kind="shifted",
            reason="ceiling",
            before=name("2SBCT4ID", "R1-SURV-EPT", june, august, 2, 1),
            after=name("2SBCT4ID", "R1-SURV-EPT", july, august, 2, 1),
            why="2SBCT4ID (2 of 3, part 1) comes to R1-SURV-EPT 28 days later: until then SW-1500 is full.",
        ),
        PlanChange(
            kind="dropped",
            reason="cheaper",
            before=name("3CAB", "R4-CAM-ELC", june, august),
            after=None,
            why="3CAB no longer serves R4-CAM-ELC: that saves $4,120,000.00 more than it leaves short.",
        ),
        PlanChange(
            kind="added",
            reason="needed",
            before=None,
            after=name("1CEB", "R2-ENG-SDC", july, august, 2),
            why="1CEB (2 of 2) serves R2-ENG-SDC, which was 68 people short.",
        ),
    )
    conflicts = (
        RequiredConflict(
            line="R4-CAM-ELC",
            scope="alone",
            short=25_200,
            items=(
                ConflictItem(kind="notice", subject="P1", says="policy P1 asks for 30 days of notice"),
                ConflictItem(
                    kind="authority-dates",
                    subject="SECDEF-2025-01-22",
                    says="SECDEF-2025-01-22 holds until 1 October 2025",
                ),
            ),
            resolutions=(
                Resolution(
                    changes=(
                        ResolvingChange(
                            kind="notice",
                            subject="P1",
                            amount=9,
                            change="shorten the notice of P1 by 9 days, to 21",
                        ),
                    )
                ),
                Resolution(
                    changes=(
                        ResolvingChange(
                            kind="authority-dates",
                            subject="SECDEF-2025-01-22",
                            amount=92,
                            change="extend SECDEF-2025-01-22 by 92 days, to 1 January 2026",
                        ),
                    )
                ),
            ),
            exact=True,
            why="R4-CAM-ELC cannot be filled even if it were the only line: nobody can be there between the "
            "end of the notice and the end of the authority for as long as a tour must last.",
        ),
        RequiredConflict(
            line="R2-ENG-SDC",
            scope="unknown",
            short=None,
            items=(),
            resolutions=(),
            exact=False,
            why="The clock ended before it was known what keeps R2-ENG-SDC short.",
        ),
    )
    return replace(
        plan,
        changes=changes,
        conflicts=conflicts,
        pins=(
            PinPrice(rule="ban", unit="66MP", line="R4-CAM-ELC", start=None, end=None, price=1_250_000_00),
        ),
        splits=(
            Split(
                unit="2SBCT4ID",
                element=2,
                parts=4,
                away=3,
                lines=("R1-SURV-EPT", "R1-SURV-RGV"),
                days=84,
                person_days=21_600,
                charge=50_000_00,
            ),
        ),
        stats={
            **plan.stats,
            "churn": {
                "change_cost": 20_000,
                "kept": 38,
                "dropped": 3,
                "added": 3,
                "charge": 60_000,
                "charged_objective": (plan.objective or 0) / 100 + 60_000,
                "objective_without_charge": (plan.objective or 0) / 100 - 13_500,
                "model": "tour",
            },
        },
    )
