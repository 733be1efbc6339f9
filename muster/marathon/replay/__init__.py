"""
MARATHON's unit-life rules, lived through from its own tables.

The replay knows nothing of Muster's cases, planner or checker: it reads MARATHON's tables and a list of
who serves which demand from when, whether MARATHON's own deployment list or the tours of a plan, and
says what each demand got and which rule was broken by whom, where and when.
"""

from __future__ import annotations

from muster.marathon.replay.judgement import RULE_PAGES, Breach, Fill, Replay, replay
from muster.marathon.replay.rulebook import Rulebook, rulebook
from muster.marathon.replay.sheets import Tables, read_rows, read_sheets
from muster.marathon.replay.stints import Stint, stints_of_list, stints_of_plan

__all__ = (
    "RULE_PAGES",
    "Breach",
    "Fill",
    "Replay",
    "Rulebook",
    "Stint",
    "Tables",
    "read_rows",
    "read_sheets",
    "replay",
    "rulebook",
    "stints_of_list",
    "stints_of_plan",
)
