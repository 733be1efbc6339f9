"""Questions of law in a minute, on one core, against the hundred thousand that were asked for."""

from __future__ import annotations

import time
from typing import Any

__all__ = ("ask_questions",)

_WANTED = 100_000
_ROUNDS = 5


def ask_questions() -> list[dict[str, Any]]:
    """
    Ask questions in one process and count what its processor manages in a minute.

    ``worked cases`` are those of every provision, asked again; ``drawn`` are questions that differ in
    component, status, role, day, place and what is invoked, each asked once, so that nothing is remembered.
    """
    from muster.law.ask import ask
    from muster.law.library import provisions
    from muster.law.question import LegalQuestion
    from muster.law.roles import is_known

    worked = [
        LegalQuestion.of(**case.question)
        for found in provisions()
        for case in found.cases
        if is_known(str(case.question["role"]))
    ]
    drawn = _drawn(20_000)
    rows = []
    for name, questions, rounds in (("worked cases", worked, _ROUNDS), ("drawn", drawn, 1)):
        for question in questions[:50]:
            ask(question)
        began = time.process_time()
        for _ in range(rounds):
            for question in questions:
                ask(question)
        asked = rounds * len(questions)
        each = (time.process_time() - began) / asked
        rows.append(
            {
                "method": "ask",
                "questions": name,
                "asked": asked,
                "100000_a_minute": 60 / each >= _WANTED,
                "times_what_was_asked_for": round(60 / each / _WANTED, 1),
            }
        )
    return rows


def _drawn(number: int) -> list[Any]:
    """Questions drawn with a fixed seed."""
    import random
    from datetime import date, timedelta

    from muster.domain.component import PAIRS
    from muster.domain.role import ROLES
    from muster.law.library import provisions
    from muster.law.question import CHOICES, LegalQuestion

    source = random.Random(20250122)
    pairs = [(component, status) for component, statuses in PAIRS.items() for status in statuses]
    cited = [found.cite for found in provisions() if found.address.startswith(("usc/", "orders/"))]
    roles = list(ROLES)
    found = []
    for _ in range(number):
        component, status = source.choice(pairs)
        first = date(2019, 12, 20) if component == "USSF" else date(2001, 1, 1)
        found.append(
            LegalQuestion(
                component=component,
                duty_status=status,
                role=source.choice(roles),
                on=first + timedelta(days=source.randrange((date(2026, 12, 31) - first).days)),
                days=source.choice((None, source.randrange(1, 800))),
                place=source.choice((None, "TX", "AZ", "CA", "NC", "GU")),
                home_state=source.choice((None, "TX", "TN")),
                invoke=tuple(source.sample(cited, source.randrange(4))),
                **{name: source.choice((None, *words)) for name, words in CHOICES.items()},
            )
        )
    return found
