"""The pages of the faults that reading MARATHON's tables can find (M8xx)."""

from __future__ import annotations

from muster.errors import CodePage

__all__ = ("CODES",)

CODES: tuple[CodePage, ...] = (
    CodePage(
        code="M801",
        title="No MARATHON tables here",
        meaning="The source is a folder with one tab-separated text file for each table (SupplyRecords.txt,"
        " DemandRecords.txt, …), or an .xlsx workbook with one sheet for each.",
        example="muster import marathon my-documents -o case",
        remedy="Name the folder or the workbook that holds the tables.",
    ),
    CodePage(
        code="M802",
        title="A table is missing",
        meaning="Supply, demand and policies are needed; without them there is nothing to plan.",
        example="a folder without PolicyRecords.txt",
        remedy="Add the table, named as MARATHON names it.",
    ),
    CodePage(
        code="M803",
        title="A column is missing, or stands twice",
        meaning="Columns are found by name, whatever their order and case.",
        example="DemandRecords without the column Priority",
        remedy="Add or rename the column.",
    ),
    CodePage(
        code="M804",
        title="A cell that cannot be what its column holds",
        meaning="Quantities, days and priorities are whole numbers; Enabled is TRUE or FALSE.",
        example="Quantity = 'three'",
        remedy="Correct the cell, or disable the row.",
    ),
    CodePage(
        code="M805",
        title="Tags or a composition that cannot be read",
        meaning="Tags, Deltas and Composition hold EDN, such as {:region :forward}.",
        example="{:region :forward",
        remedy="Close the brackets and quotes.",
    ),
    CodePage(
        code="M806",
        title="A component that Muster does not know",
        meaning="AC is the Regular Army, NG the Army National Guard, RC the Army Reserve.",
        example="Component = 'XX'",
        remedy="Write AC, NG or RC, or disable the row.",
    ),
    CodePage(
        code="M807",
        title="A policy that is not there",
        meaning="A unit's policy, a default of Parameters, or a period of a composite policy names a policy"
        " that no table has.",
        example="DefaultACPolicy = 'AC99'",
        remedy="Correct the name, or add the policy to PolicyRecords.",
    ),
    CodePage(
        code="M808",
        title="A policy that nobody can live by",
        meaning="The deployable window has at least one day and lies in the cycle; BOGBudget is more than"
        " Overlap.",
        example="StartDeployable 730, StopDeployable 730",
        remedy="Correct the numbers in PolicyRecords.",
    ),
    CodePage(
        code="M809",
        title="Periods that overlap, or leave a policy without a start",
        meaning="On each day at most one period of PeriodRecords holds, and a composite policy in use has a"
        " policy for the first of them.",
        example="PreSurge 1-450 and Surge 400-991",
        remedy="Correct FromDay and ToDay, or add the period to CompositePolicyRecords.",
    ),
    CodePage(
        code="M810",
        title="A deployment list that does not belong to these tables",
        meaning="The list names a unit, demand or policy that the tables do not make, or lacks a column.",
        example="Unit = '300_SRC3_AC', where the tables make 42 units",
        remedy="Import the tables of the same run.",
    ),
    CodePage(
        code="M811",
        title="A row with more cells than the header",
        meaning="Cells are separated by tabs; a tab inside a cell makes one more.",
        example="a remark with a tab in it",
        remedy="Replace the tab by a space.",
    ),
    CodePage(
        code="M812",
        title="The horizon does not fit",
        meaning="The last demand ends before the first day, or beyond the calendar.",
        example="Duration = 999999999",
        remedy="Correct StartDay and Duration, or choose an earlier --start.",
    ),
)
