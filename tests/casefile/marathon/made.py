"""Small tables in MARATHON's form, written for the tests, as text files and as a workbook."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import xlsxwriter

Tables = dict[str, list[list[str]]]


def small_tables() -> Tables:
    """
    Seven units of two types, three demands, a policy for each component that changes on day 101.

    Headings are in the mixed case in which real files have them.
    """
    return {
        "SupplyRecords": [
            [
                "Type",
                "Enabled",
                "Quantity",
                "SRC",
                "Component",
                "OITitle",
                "Policy",
                "Tags",
                "Spawntime",
                "CycleTime",
            ],
            [
                "SupplyRecord",
                "TRUE",
                "4",
                "TRUCKS",
                "AC",
                "Truck company",
                "Auto",
                "{:preprocess [align-units [[:forward 1]]]}",
                "0",
                "0",
            ],
            [
                "SupplyRecord",
                "true",
                "2",
                "TRUCKS",
                "RC",
                "Truck company",
                "Auto",
                "{:rc-unavailable 0.5}",
                "0",
                "0",
            ],
            ["SupplyRecord", "1", "1", "COOKS", "NG", "Kitchen", "Steady", "Auto", "0", "0"],
            ["SupplyRecord", "FALSE", "9", "COOKS", "AC", "Kitchen", "Steady", "Auto", "0", "0"],
        ],
        "DemandRecords": [
            [
                "Type",
                "Enabled",
                "Priority",
                "Quantity",
                "Demandindex",
                "StartDay",
                "Duration",
                "Overlap",
                "SRC",
                "SourceFirst",
                "DemandGroup",
                "Vignette",
                "Operation",
                "Category",
                "Tags",
            ],
            [
                "DemandRecord",
                "TRUE",
                "1",
                "2",
                "1",
                "1",
                "200",
                "45",
                "TRUCKS",
                "Uniform",
                "North",
                "Ice",
                "Op1",
                "Rotational",
                "",
            ],
            [
                "DemandRecord",
                "TRUE",
                "2",
                "1",
                "2",
                "51",
                "100",
                "45",
                "TRUCKS",
                "NOT-RC-MIN",
                "UNGROUPED",
                "Snow",
                "Op2",
                "Forward",
                "{:region :forward}",
            ],
            [
                "DemandRecord",
                "TRUE",
                "3",
                "1",
                "3",
                "11",
                "290",
                "45",
                "COOKS",
                "AC",
                "",
                "",
                "Op3",
                "NonBOG",
                "",
            ],
            [
                "DemandRecord",
                "TRUE",
                "3",
                "0",
                "3",
                "11",
                "290",
                "45",
                "COOKS",
                "AC",
                "",
                "Hail",
                "Op4",
                "NonBOG",
                "",
            ],
        ],
        "PolicyRecords": [
            [
                "PolicyName",
                "Template",
                "MaxDwell",
                "MinDwell",
                "MaxBOG",
                "StartDeployable",
                "StopDeployable",
                "Overlap",
                "Recovery",
                "BOGBudget",
                "Deltas",
            ],
            ["Peace", "AC12", "1095", "730", "365", "550", "910", "45", "0", "Auto", "{}"],
            ["War", "MaxUtilization", "9999999", "0", "365", "0", "9999999", "30", "0", "Auto", "{}"],
            ["Reserve", "RC15", "2190", "1825", "270", "1825", "2190", "30", "0", "Auto ", "{}"],
            ["Steady", "RC14", "1825", "730", "270", "1280", "1640", "45", "5", "540", "{}"],
        ],
        "CompositePolicyRecords": [
            ["Type", "CompositeName", "CompositionType", "Period", "Policy"],
            ["PolicyScheduleRecord", "Active", "Periodic", "PreSurge", "Peace"],
            ["PolicyScheduleRecord", "Active", "Periodic", "Surge", "War"],
            ["PolicyScheduleRecord", "Guard", "Periodic", "PreSurge", "Reserve"],
        ],
        "PeriodRecords": [
            ["Type", "Name", "FromDay", "ToDay"],
            ["PeriodRecord", "Initialization", "0", "0"],
            ["PeriodRecord", "PreSurge", "1", "100"],
            ["PeriodRecord", "Surge", "101", "inf"],
        ],
        "RelationRecords": [
            ["Type", "Relation", "Donor", "Recepient", "Cost", "Enabled"],
            ["RelationRecord", "sub", "TRUCKS", "COOKS", "2.5", "TRUE"],
            ["RelationRecord", "sub", "COOKS", "TRUCKS", "1", "FALSE"],
        ],
        "Parameters": [
            ["ParameterName", "Value"],
            ["LastDayDefault", ""],
            ["DefaultACPolicy", "Active"],
            ["DefaultRCPolicy", "Guard"],
            ["DefaultRecoveryTime", ""],
        ],
        "SuitabilityRecords": [["Suitability", "Definition"], ["uniform", "[fenced followon maxdwell]"]],
    }


def with_cell(tables: Tables, table: str, row: int, column: str, value: str) -> Tables:
    """The tables with another value in one cell; rows count from 1 below the header."""
    changed = {name: [list(cells) for cells in rows] for name, rows in tables.items()}
    changed[table][row][changed[table][0].index(column)] = value
    return changed


def write_folder(tables: Mapping[str, Sequence[Sequence[str]]], folder: Path, prefix: str = "") -> Path:
    """One tab-separated file for each table."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        text = "".join("\t".join(cells) + "\n" for cells in rows)
        (folder / f"{prefix}{name}.txt").write_text(text, encoding="utf-8")
    return folder


def write_book(tables: Mapping[str, Sequence[Sequence[str]]], path: Path) -> Path:
    """One sheet for each table; numbers and truth values as a spreadsheet has them."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in tables.items():
            sheet = book.add_worksheet(name)
            for line, cells in enumerate(rows):
                for column, cell in enumerate(cells):
                    if cell in ("TRUE", "FALSE") and line:
                        sheet.write_boolean(line, column, cell == "TRUE")
                    elif cell.isdigit() and line:
                        sheet.write_number(line, column, int(cell))
                    elif cell in ("#N/A", "#REF!"):
                        sheet.write_formula(line, column, "=NA()", value=cell)
                    elif cell:
                        sheet.write_string(line, column, cell)
    return path
