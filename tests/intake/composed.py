"""Sentences composed of parts: who moves whom, when, in which tense and word order, and who says so."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from tests.intake.variants import (
    CAPS,
    COUNTS,
    FIRST,
    LAST,
    MONTHS,
    STATES,
    WEEKDAYS,
    Answer,
    Variant,
    _number,
)

__all__ = ("compose",)

FORCES = [
    "National Guard soldiers", "active-duty troops", "Marines", "Guard members", "airmen", "service members",
    "military police", "Army engineers", "sailors", "paratroopers",
]  # fmt: skip
MOVERS = [
    "The Pentagon",
    "The Army",
    "The Defense Department",
    "The Texas National Guard",
    "U.S. Northern Command",
]
ENDS = ["the southern border", "Chicago", "Mora County", "New Orleans", "Puerto Rico", "the flooded counties"]
#: (active, passive, status); the figure stands where the braces are.
TENSES = [
    ("sent {} to", "{} were sent to", "reported"),
    ("has deployed {} to", "{} have been deployed to", "reported"),
    ("is expected to send {} to", "{} are expected to be sent to", "expected"),
    ("will send {} to", "{} will be sent to", "planned"),
    ("could send {} to", "{} could be sent to", "possible"),
    ("may deploy {} to", "{} may be deployed to", "possible"),
    ("has ordered {} to", "{} were ordered to", "ordered"),
    ("had moved {} into", "{} had been moved into", "reported"),
    ("is preparing to send {} to", "{} are to be sent to", "planned"),
    ("dispatched {} to", "{} arrived in", "reported"),
]
STANDING = [
    ("has {} in", "{} are on duty in", "reported"),
    ("had {} at work in", "{} were serving in", "reported"),
    ("will keep {} in", "{} will remain on duty in", "planned"),
]
LIMITS = [
    ("has authorized {} for", "{} have been authorized for", "authorised"),
    ("plans to send {} to", "{} would be sent under the plan to", "planned"),
    ("has requested {} for", "{} were requested for", "proposed"),
    ("could send {} to", "{} could be sent to", "possible"),
    ("is expected to send {} to", "{} are expected to be sent to", "expected"),
]
TITLES = [
    "Gov.",
    "Sen.",
    "Maj. Gen.",
    "Air Force Gen.",
    "Pentagon spokesman",
    "Mayor",
    "Rep.",
    "Army Secretary",
]
OUTLETS = [
    "The Washington Post", "Reuters", "CNN", "NBC News", "Politico", "The Associated Press", "Bloomberg News",
    "a defense official", "two U.S. officials", "the National Guard Bureau",
    "a person familiar with the plan", "the Texas Tribune", "Stars and Stripes",
]  # fmt: skip


def _when(rng: Random, day: date, status: str) -> tuple[str, str | None]:
    """Return words for a day that fits the tense, and the day."""
    ahead = status in ("expected", "planned", "possible")
    if rng.random() < 0.35:
        return "", None
    if rng.random() < 0.5:
        other = day + timedelta(days=rng.randrange(0, 7) * (1 if ahead else -1))
        return WEEKDAYS[other.weekday()], other.isoformat()
    other = day + timedelta(days=rng.randrange(5, 90) * (1 if ahead else -1))
    words = f"{MONTHS[other.month - 1]} {other.day}"
    return (f"{words}, {other.year}" if other.year != day.year else words), other.isoformat()


def compose(seed: int) -> Variant:
    """Compose one sentence from the seed, with the fact that it tells."""
    rng = Random(f"composed/{seed}")
    day = date(2017, 1, 1) + timedelta(days=rng.randrange(0, 3200))
    value, (words, bound) = 50 * rng.randrange(3, 90), rng.choice(COUNTS)
    kind, forms = rng.choice(
        [("movement", TENSES), ("movement", TENSES), ("strength", STANDING), ("ceiling", LIMITS)]
    )
    if kind == "ceiling":
        words, bound = f"{rng.choice(CAPS)} ", "up_to"
    figure = f"{words}{value:,} {rng.choice(FORCES)}"
    active, passive, status = rng.choice(forms)
    end = rng.choice(ENDS)
    when, iso = _when(rng, day, status) if kind == "movement" else ("", None)
    spoken = f"on {when}" if when else ""
    if rng.random() < 0.5:
        core = f"{rng.choice(MOVERS)} {active.format(figure)} {end}"
    else:
        core = f"{passive.format(figure)} {end}"
        core = core[0].upper() + core[1:]
    if spoken and rng.random() < 0.3:
        core = f"On {when}, {_lower(core)}"
    elif spoken:
        core = f"{core} {spoken}"
    text, fact, by = _told(rng, core)
    start = text.index(fact)
    answer = Answer(kind, start, start + len(fact), _number(value, bound), iso, frozenset(), status, by)
    answers = [answer]
    if iso is not None and status in ("expected", "planned") and fact.endswith(spoken):
        at = start + fact.rindex(spoken)
        answers.append(Answer("date", at, at + len(spoken), None, iso, frozenset(), status, by))
    state = rng.choice(STATES)
    text = f"The river crested in {state} at noon. {text} Schools were closed.\n"
    shift = text.index(fact) - start
    for other in answers:
        other.start, other.end = other.start + shift, other.end + shift
    return Variant("composed", text, day, answers)


def _lower(core: str) -> str:
    """Return the words as they stand within a sentence."""
    first = core.split()[0]
    return (
        core[0].lower() + core[1:]
        if first
        in (
            "The",
            "On",
            "About",
            "Roughly",
            "Some",
            "Nearly",
            "Almost",
            "More",
            "At",
            "Over",
            "Approximately",
        )
        else core
    )


def _told(rng: Random, core: str) -> tuple[str, str, str]:
    """Return a sentence that tells the core, the core's words in it, and who says it."""
    inner = _lower(core)
    person = f"{rng.choice(FIRST)} {rng.choice(LAST)}"
    title = rng.choice(TITLES)
    outlet = rng.choice(OUTLETS)
    capital = outlet[0].upper() + outlet[1:]
    frames = [
        (f"{core}.", core, "document"),
        (f"{core}, {outlet} reported.", core, outlet),
        (f"{core}, according to {outlet}.", core, outlet),
        (f"According to {outlet}, {inner}.", inner, outlet),
        (f"{capital} reported that {inner}.", inner, outlet),
        (f"{title} {person} said that {inner}.", inner, person),
        (f"{title} {person} said {inner}.", inner, person),
        (f"{core}, {title} {person} said.", core, person),
        (f"{core}, said {title} {person}.", core, person),
        (f"{core}, {person}, a spokeswoman for the command, told reporters.", core, person),
        (f"“{core},” {title} {person} told lawmakers.", core, person),
        (f"{title} {person} confirmed that {inner}.", inner, person),
    ]
    return rng.choice(frames)
