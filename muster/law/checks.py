"""The names of the checks of a case: published and stable, the ``rule`` of what ``muster check`` finds."""

from __future__ import annotations

__all__ = ("CHECKS",)

CHECKS: dict[str, str] = {
    "check/authority-awaited": "An instrument is expected or proposed, and carries nothing yet",
    "check/authority-ended": "An instrument was superseded, rescinded or has expired, and carries nothing",
    "check/authority-verbal": "An instrument rests on a verbal approval, and the paper is still to come",
    "check/authority-memorialised": "A verbal approval preceded the paper, by so many days",
    "check/instruments-contradict": "One instrument permits what another forbids; both are shown, with rank",
    "check/ceilings-contradict": "Two ceilings on the same people differ, and neither replaces the other",
    "check/ceiling-replaced": "A ceiling took the place of another",
    "check/ceiling-chain-ends": "A ceiling that replaces ends before the one that it replaced would have",
    "check/claim-beyond-law": "A document claims a power that the law does not show",
    "check/authority-undated": "An instrument carries, but the case states no day from which",
    "check/authority-invokes-unknown": "An instrument invokes a provision that the library does not know",
    "check/emergency-unlocks": "Which statutes a declared emergency unlocks by name, and no others",
    "check/emergency-missing": "An instrument invokes an emergency power, and no emergency stands for it",
    "check/clock-expiry": "An instrument ends within the planning horizon",
    "check/clock-emergency": "A national emergency lapses on its anniversary unless it is continued",
    "check/clock-continuation": "The window opens in which a notice may continue a national emergency",
    "check/clock-review": "Each House meets to consider a vote on a national emergency",
    "check/clock-report": "A report on the expenditures of a national emergency falls due",
    "check/clock-due": "Something that an order sets by a number of days is due",
    "check/clock-notice": "Congress is to be notified",
    "check/clock-reassessment": "An immediate response is to be reassessed",
    "check/clock-accrual": "Accruals of mission assignments are to be reported",
    "check/due-ambiguous": "An order's due date can be read in several ways; every date is given",
    "check/due-undated": "An order's due date counts from a day that the case does not know",
    "check/approval-missing": "A request line names no approval",
    "check/approval-not-in-force": "A request line's approval carries nothing on some of its days",
    "check/role-not-approved": "An approval speaks of other roles than its line's",
    "check/role-forbidden": "An instrument in force forbids the line's role",
    "check/stay-too-long": "A tour is longer than an authority that it names allows",
    "check/dual-status": "A command is in dual status, and no instrument shows who authorized it",
    "check/dual-chain": "A line under a dual-status command might merge the two chains",
    "check/use-of-force-training": "A line is armed, and the record shows no training in the use of force",
    "check/line-prohibited": "No unit of the case may lawfully serve the line",
    "check/line-needs-authority": "No unit of the case may serve the line without a further authority",
    "check/line-unknown": "Whether any unit of the case may lawfully serve the line is not known",
    "check/ceiling-exceeded": "Reported strength is above a ceiling in force",
    "check/ceiling-overlap-unknown": "Strength above a ceiling may be hand-over, of which the order is "
    "silent",
    "check/ceiling-strength-unstated": "Strength above a ceiling; whom the report counts is not stated",
    "check/ceiling-tolerated": "Strength above a ceiling within the days of hand-over that it tolerates",
    "check/ceiling-hand-over": "Strength above a ceiling that leaves hand-over out, and within it without "
    "those in hand-over",
    "check/ceiling-planned": "An announced or planned strength is above a ceiling, and breaks none",
    "check/ceiling-not-in-force": "A ceiling stands in an instrument that carries nothing",
    "check/strength-conflict": "Reports of the same day and scope do not agree; they are kept side by side",
    "check/strength-parts": "Parts reported for a day add up to more than the total reported for it",
    "check/fact-ceiling": "A document states a ceiling that no instrument of the case records",
    "check/fixed-tours": "Tours already ordered exceed a ceiling",
    "check/fixed-tour-law": "The law does not show a tour already ordered to be permitted on all its days",
    "check/clock-mobilization": "The longest stay under a mobilization section ends for a tour already "
    "ordered",
}
