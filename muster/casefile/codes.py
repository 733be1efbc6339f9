"""The pages of the faults that reading a case or a plan can find (M1xx to M5xx)."""

from __future__ import annotations

from muster.errors import CodePage

__all__ = ("CODES",)

_PAGES = (
    CodePage(
        code="M101",
        title="There is no case here",
        meaning="A case is a folder with a case.toml (or case.xlsx) in it, a case*.toml, or an .xlsx"
        " workbook. The path does not exist, or the folder holds none of these.",
        example="muster plan empty-folder",
        remedy="Name the folder that holds case.toml, or let `muster new DIR` write a small case to start"
        " from.",
    ),
    CodePage(
        code="M102",
        title="A file, table or sheet is missing",
        meaning="Other parts of the case need it: [files] names it, rows refer to it, or lines stand"
        " without units (or units without lines, or both without skills), which would plan nothing"
        " without saying why.",
        example='units.csv names the type "mp-company", and there is no types.csv',
        remedy="Add it. If it is meant to have no rows, its header line alone says so.",
    ),
    CodePage(
        code="M103",
        title="A folder where a file is expected, or the reverse",
        meaning="Tables are plain files, sources/ is a folder, and a case is a folder, a case*.toml or a"
        " workbook.",
        example="units.csv is a folder",
        remedy="Put a file (or folder) of that name in its place.",
    ),
    CodePage(
        code="M104",
        title="A file or folder cannot be read",
        meaning="The operating system refused: no permission, a broken link, a disk that fails.",
        example="units.csv cannot be read: Permission denied",
        remedy="Check with `ls -l` that the file exists and that you may read it.",
    ),
    CodePage(
        code="M105",
        title="The file is not UTF-8",
        meaning="Text files of a case are UTF-8, with or without a byte order mark. Another encoding would"
        " turn letters such as ñ into others, so it is not guessed.",
        example="places.csv saved by Excel as 'CSV' (Windows-1252) or as 'Unicode text' (UTF-16)",
        remedy="Save as 'CSV UTF-8', or convert: iconv -f WINDOWS-1252 -t UTF-8 old.csv > new.csv",
    ),
    CodePage(
        code="M106",
        title="A NUL or another control character",
        meaning="Such characters are invisible and come from binary files, broken exports, or line endings"
        " of CR alone.",
        example="name: 'Fort\\x00Bliss'",
        remedy="Remove the character at the place shown.",
    ),
    CodePage(
        code="M107",
        title="The file is too large",
        meaning="A file of more than 512 MiB is not read into memory.",
        example="strength.csv of 3 GB",
        remedy="Split the case, or leave out what it does not need.",
    ),
    CodePage(
        code="M108",
        title="The file lies outside the case folder",
        meaning="A case holds everything it is made of. '../', absolute paths and symbolic links out of the"
        " folder are not followed, so that a folder received from others cannot read your files.",
        example='tours = "../other/tours.csv"',
        remedy="Copy the file into the case folder.",
    ),
    CodePage(
        code="M109",
        title="A table stands twice",
        meaning="X.csv and a sheet X of case.xlsx are both there; which of them holds is not guessed.",
        example="units.csv beside case.xlsx with a sheet units",
        remedy="Keep one of the two.",
    ),
    CodePage(
        code="M110",
        title="Not an .xlsx workbook",
        meaning="The file is no ZIP archive, is another kind of archive, is an old .xls, or has a password.",
        example="units.csv renamed to case.xlsx",
        remedy="Save it as .xlsx from a spreadsheet program, without protection; or use CSV files.",
    ),
    CodePage(
        code="M111",
        title="The workbook is too large when unpacked",
        meaning="A workbook is a ZIP archive. Before it is read, its entries, its real unpacked size (at"
        " most 256 MiB), its ratio and the reach of its cells are counted, so that a small file"
        " cannot exhaust the computer.",
        example="a file of 1 MB that unpacks to 1 GB; a single cell at XFD1048576",
        remedy="Delete empty rows and columns after the table, split the workbook, or use CSV files.",
    ),
    CodePage(
        code="M112",
        title="The workbook is damaged",
        meaning="The archive or the sheets in it cannot be read to their end.",
        example="a download that was cut off",
        remedy="Open it in a spreadsheet program and save it anew, or ask for it again.",
    ),
    CodePage(
        code="M113",
        title="A stray quote in a CSV file",
        meaning="A cell that contains a quote must be enclosed in quotes, and the quote written twice (RFC"
        " 4180).",
        example='fort-bliss,the "old" fort,installation',
        remedy='Write "the ""old"" fort".',
    ),
    CodePage(
        code="M114",
        title="A quoted cell is never closed",
        meaning="A quote opens a cell and no quote followed by a comma or a line end closes it.",
        example='fort-bliss,"Fort Bliss,installation',
        remedy="Close the cell with a quote, or remove the one that opens it.",
    ),
    CodePage(
        code="M115",
        title="A row has too many or too few cells",
        meaning="Each row has as many cells as the header. A comma inside a cell that is not quoted makes"
        " one more.",
        example="fort-bliss,Fort Bliss, Texas,installation,31.8,-106.4",
        remedy="Write one comma between cells, also after empty ones; quote cells that hold a comma.",
    ),
    CodePage(
        code="M116",
        title="A required column is missing",
        meaning="The header does not have a column that every row needs. Names are in small letters, cells"
        " are separated by commas.",
        example="units.csv without the column policy",
        remedy="Add the column to the header and to every row.",
    ),
    CodePage(
        code="M117",
        title="A column stands twice, or has no name",
        meaning="Which of two columns of the same name holds is not guessed; a cell under a blank name"
        " means nothing.",
        example="unit,type,type,component",
        remedy="Keep one, or name the column.",
    ),
    CodePage(
        code="M118",
        title="An unknown column",
        meaning="The column is kept on round trip and not used. Often it is a slip in the name of a known"
        " one.",
        example="headcuont",
        remedy="Correct the name, or leave it as your own column.",
    ),
    CodePage(
        code="M119",
        title="The table is empty",
        meaning="The first line of a table holds the column names, also where there are no rows.",
        example="units.csv of 0 bytes",
        remedy="Write the header line, or remove the file if the case has no such table.",
    ),
    CodePage(
        code="M120",
        title="A cell is too long",
        meaning="A cell has more than 32,767 characters, the limit of spreadsheets. An unclosed quote can"
        " be the cause.",
        example="a whole document pasted into a cell",
        remedy="Keep long texts in sources/ and name the file in the cell.",
    ),
    CodePage(
        code="M121",
        title="A faulty fact",
        meaning="Each line of facts.jsonl is one JSON object with the keys that `muster schema fact` prints.",
        example='{"doc": "memo.txt", "kind": "celing", …}',
        remedy="Correct the line, or read the document again with `muster read`.",
    ),
    CodePage(
        code="M122",
        title="A file or sheet that no table has the name of",
        meaning="It is not read. Often it is a slip in the name.",
        example="unit.csv instead of units.csv",
        remedy="Correct the name; [files] in case.toml can name another file for a table.",
    ),
    CodePage(
        code="M123",
        title="A document is missing",
        meaning="The case lists or quotes a document that sources/ does not hold, so its words cannot be"
        " checked.",
        example='source = "sources/memo.txt" without that file',
        remedy="Add the document to sources/.",
    ),
    CodePage(
        code="M201",
        title="A required cell is blank",
        meaning="The row cannot be understood without it; blank is never read as 0 or as a default there.",
        example="a unit without a home",
        remedy="Fill the cell, or remove the row.",
    ),
    CodePage(
        code="M202",
        title="Not a date, or a date that does not exist",
        meaning="Dates are ISO 8601 days of the calendar: year-month-day with four and two digits, from"
        " 1776 to 2199. 5/6/2025 is May in one country and June in another, so it is not guessed.",
        example="2025-02-30",
        remedy="Write a day such as 2025-05-22.",
    ),
    CodePage(
        code="M203",
        title="Not a whole number",
        meaning="The cell counts people, units or days: digits alone, without separators, exponents, points"
        " or words.",
        example="1,500 or 1e3 or 12.5 or 'about 200'",
        remedy="Write 1500.",
    ),
    CodePage(
        code="M204",
        title="A number out of range",
        meaning="Negative headcounts, a unit of nobody, more than 10,000,000 people, a tour of centuries:"
        " each is a slip, and a plan built on it would be wrong.",
        example="-40 people",
        remedy="Write a number in the range that the message names.",
    ),
    CodePage(
        code="M205",
        title="Not a number",
        meaning="The cell holds a decimal number: digits, at most one point, no separators, signs of"
        " currency or exponents.",
        example="$85.00",
        remedy="Write 85.00 or 85.",
    ),
    CodePage(
        code="M206",
        title="Latitude or longitude out of range",
        meaning="Latitudes lie from -90 to 90, longitudes from -180 to 180 degrees (WGS 84); the Americas"
        " are west, so their longitudes are negative. The two may have been exchanged.",
        example="lat = -106.44",
        remedy="Write decimal degrees, latitude first.",
    ),
    CodePage(
        code="M207",
        title="A word that is not in the list",
        meaning="Some cells take one of a published list of words, written exactly.",
        example="component = 'Army'",
        remedy="Write one of the words that the message lists.",
    ),
    CodePage(
        code="M208",
        title="Neither y nor n",
        meaning="The cell answers yes or no: y, n, yes, no, true or false.",
        example="required = 'maybe'",
        remedy="Write y or n.",
    ),
    CodePage(
        code="M209",
        title="A faulty list",
        meaning="Items are separated by one ';' (in TOML by commas), none is empty, none stands twice.",
        example="T10;;T32",
        remedy="Write T10;T32.",
    ),
    CodePage(
        code="M210",
        title="A role that is not in the vocabulary",
        meaning="Cases may use further roles; what the law says of them is then unknown. Often it is a slip.",
        example="transprot_ground",
        remedy="Compare with `muster schema roles`.",
    ),
    CodePage(
        code="M211",
        title="Not the postal code of a state or territory",
        meaning="States are written with the two capital letters of the Postal Service, territories and DC"
        " too.",
        example="Texas",
        remedy="Write TX.",
    ),
    CodePage(
        code="M212",
        title="A name that cannot be a name",
        meaning="Names that other rows refer to stand on one line and hold no ';', which separates names in"
        " lists.",
        example="place = 'El Paso; Texas'",
        remedy="Use another sign, such as a comma in quotes.",
    ),
    CodePage(
        code="M213",
        title="A spreadsheet cell without a usable value",
        meaning="The cell holds an error of the spreadsheet (#REF!, #N/A), or a formula that no program has"
        " computed.",
        example="=VLOOKUP(…) giving #N/A",
        remedy="Write the value itself, and save the workbook in a spreadsheet program.",
    ),
    CodePage(
        code="M301",
        title="An unknown reference",
        meaning="The cell names a row of another table (or an authority), and there is none of that name.",
        example="type = 'mp-compny'",
        remedy="Correct the name, or add the row it should name.",
    ),
    CodePage(
        code="M302",
        title="A duplicate",
        meaning="Two rows have the same name, so that a reference to it would be ambiguous; or the same"
        " rate or lift stands twice and would count twice.",
        example="two rows with unit = '66-MP'",
        remedy="Rename or merge; n identical units are one row with quantity = n.",
    ),
    CodePage(
        code="M303",
        title="An empty or reversed period",
        meaning="Periods are half-open: until (or end) is the first day not included, and so is after from"
        " (or start).",
        example="from 2025-03-01 until 2025-03-01",
        remedy="Write the day after the last one.",
    ),
    CodePage(
        code="M304",
        title="A component cannot serve in this duty status",
        meaning="Only the Guard of a state serves in Title 32 or state active duty; the Coast Guard serves"
        " as USCG.",
        example="a Regular Army unit in SAD",
        remedy="`muster schema pairs` lists what each component can have.",
    ),
    CodePage(
        code="M305",
        title="A tour larger than its unit",
        meaning="The headcount of a fixed tour is at most that of the unit's type; several units of one row"
        " are several tours.",
        example="200 people of a company of 160",
        remedy="Write how many went, one row for each unit.",
    ),
    CodePage(
        code="M306",
        title="A part larger than the whole",
        meaning="The part is the headcount of the smallest part of a unit that may go alone.",
        example="headcount 120, part 150",
        remedy="Write a smaller part, or leave it blank: whole units only.",
    ),
    CodePage(
        code="M307",
        title="More skilled people than people",
        meaning="skills.csv says how many people of one unit bring a capability; one unit has the type's"
        " headcount.",
        example="130 drivers in a company of 120",
        remedy="Count the people of one unit, not of all.",
    ),
    CodePage(
        code="M308",
        title="The shortest tour is longer than the longest",
        meaning="No tour could obey the policy.",
        example="min_tour_days 180, max_tour_days 90",
        remedy="Exchange the two.",
    ),
    CodePage(
        code="M309",
        title="A priority without a shortfall price",
        meaning="The plan weighs unfilled days by the price of the line's priority; without one it could"
        " leave the line unfilled for nothing.",
        example="priority 5, and shortfall = { 1 = 50000, 2 = 20000 }",
        remedy="Add the price to [objective] in case.toml.",
    ),
    CodePage(
        code="M310",
        title="A pin without line or dates",
        meaning="A pin fixes a tour exactly: unit, line, start and end. Only a ban may leave some blank.",
        example="pin,66-MP,,,",
        remedy="Fill the cells, or write ban.",
    ),
    CodePage(
        code="M311",
        title="A strength report of an unknown scope",
        meaning="The scope is the name of a ceiling, authority, place, unit or command of the case.",
        example="scope = 'the border'",
        remedy="Name one of them, or add it.",
    ),
    CodePage(
        code="M312",
        title="Bounds that contradict each other",
        meaning="low is at most the headcount, the headcount at most high, a range has both, and no more hand"
        " over than there are.",
        example="headcount 1500, high 1400",
        remedy="Correct the numbers or the bound.",
    ),
    CodePage(
        code="M313",
        title="Commands in a circle",
        meaning="Following the parents of a command leads back to it on some day.",
        example="A answers to B, B answers to A",
        remedy="Correct the parent, or the periods.",
    ),
    CodePage(
        code="M314",
        title="Length of the last tour without its end",
        meaning="last_tour_days imposes dwell from last_return on; without that day it says nothing.",
        example="last_tour_days 270, last_return blank",
        remedy="Write the day of return, or empty both cells.",
    ),
    CodePage(
        code="M315",
        title="A scope with two meanings",
        meaning="The name in a strength report is, for example, both a place and a command of the case.",
        example="scope 'JTF-N', a command and a place",
        remedy="Give the two different names.",
    ),
    CodePage(
        code="M316",
        title="Reception takes the whole tour",
        meaning="People work after reception_days; a policy whose longest tour is no longer fills nothing.",
        example="max_tour_days 14, reception_days 14",
        remedy="Lower reception_days, or raise max_tour_days.",
    ),
    CodePage(
        code="M317",
        title="A cycle that is not told in full",
        meaning="A policy with a cycle has its length, its deployable window and its days away; some of these"
        " columns are filled and some are blank.",
        example="cycle_days 1095, bog_days blank",
        remedy="Fill cycle_days, deployable_from, deployable_until and bog_days, or leave all of them blank.",
    ),
    CodePage(
        code="M318",
        title="A cycle that cannot be",
        meaning="The deployable window lies inside the cycle and has at least one day; bog_days, which counts"
        " the hand-over too, is more than overlap_days.",
        example="bog_days 30, overlap_days 45",
        remedy="Correct the numbers.",
    ),
    CodePage(
        code="M319",
        title="Policy and periods do not fit each other",
        meaning="A policy that changes by period has no cycle of its own; each of its periods names another"
        " policy, which has one.",
        example="a period that names a policy without cycle_days",
        remedy="Name a policy with a cycle as atomic; leave the cycle's columns of the other one blank.",
    ),
    CodePage(
        code="M320",
        title="Periods of a policy overlap or leave days open",
        meaning="On each day of planning exactly one period of the policy holds; which of two, or what in"
        " between, is not guessed.",
        example="from 2025-01-01 until 2025-07-01, and from 2025-06-01",
        remedy="Let each period begin where the one before it ends; a blank until is open-ended.",
    ),
    CodePage(
        code="M321",
        title="A day of the cycle that is missing, or of no use",
        meaning="A unit whose policy has a cycle needs the day of the cycle on which it starts, from 0 to"
        " cycle_days - 1; a unit without a cycle needs none.",
        example="cycle_day 1200 in a cycle of 1095 days",
        remedy="Write the day of the cycle on planning.start.",
    ),
    CodePage(
        code="M322",
        title="A limit that a cycle replaces",
        meaning="Units under a cycle take the length of their tours and their time at home from the cycle."
        " Other limits of the same policy are kept and not used.",
        example="cycle_days 1095 and dwell_ratio 2",
        remedy="Empty the cell.",
    ),
    CodePage(
        code="M323",
        title="A rate outside its own range",
        meaning="The amount of a rate is what is expected; low and high, where they are given, lie at or"
        " around it.",
        example="amount 178.00, low 180.00",
        remedy="Correct the number; leave low and high blank where the source gives no range.",
    ),
    CodePage(
        code="M324",
        title="A training event of nobody, or of two",
        meaning="An event is one unit's, or that of every unit of a type. Both columns are blank, or both are"
        " filled.",
        example="unit 66MP and type MPCO",
        remedy="Fill one of unit and type, and leave the other blank.",
    ),
    CodePage(
        code="M325",
        title="A mode of movement without a price",
        meaning="The cheapest way cannot be told where a way has no price. By land the case's own"
        " per_person_mile stands in; by air nothing does.",
        example="mode C-17, kind air, per_person_mile blank, and no rate of mode C-17 in rates.csv",
        remedy="Write per_person_mile or per_person (0 where the flight costs the plan nothing), or add a"
        " person-mile rate of that mode to rates.csv.",
    ),
    CodePage(
        code="M401",
        title="Not valid TOML",
        meaning="The file does not follow the grammar of TOML 1.0 at the place shown; nothing after it was"
        " read.",
        example="as_of = 22 May 2025",
        remedy="Text in double quotes, dates as 2025-05-22 without quotes, lists in [ ].",
    ),
    CodePage(
        code="M402",
        title="A value of the wrong type",
        meaning="A text stands where a number, date or list is expected, or the reverse.",
        example='headcount = "1500"',
        remedy="Write headcount = 1500.",
    ),
    CodePage(
        code="M403",
        title="A key or table is missing",
        meaning="The case cannot be understood without it.",
        example="[planning] without end",
        remedy="Add the line that the message shows.",
    ),
    CodePage(
        code="M404",
        title="An unknown key",
        meaning="It is kept on round trip and not used. Often it is a slip in the name of a known one.",
        example="step_day = 7",
        remedy="Correct the name.",
    ),
    CodePage(
        code="M405",
        title="A word that is not in the list (TOML)",
        meaning="Kinds, statuses, components and duty statuses are published lists.",
        example='status = "sigend"',
        remedy="Write one of the words that the message lists.",
    ),
    CodePage(
        code="M406",
        title="A ceiling with both or neither of headcount and dollars",
        meaning="A ceiling limits people or money; one that limits nothing would be silently without effect.",
        example='id = "SW-1500" alone',
        remedy="Write headcount = 1500 or dollars = 400_000_000.",
    ),
    CodePage(
        code="M407",
        title="An unknown rule for hand-over days",
        meaning="While one unit relieves another both are present: counted, excluded, tolerated:N (days) or"
        " unknown.",
        example='overlap = "tolerated"',
        remedy='Write overlap = "tolerated:14".',
    ),
    CodePage(
        code="M408",
        title="An authority or ceiling names what is not there",
        meaning="amends, emergency and continues name authorities of the case; places names rows of"
        " places.csv.",
        example='continues = "PROC-9844"',
        remedy="Correct the id, or add the authority; statutes belong into invokes.",
    ),
    CodePage(
        code="M409",
        title="An empty or reversed period (TOML)",
        meaning="Periods are half-open: end and until are the first day not included.",
        example="start = 2026-01-01, end = 2025-05-22",
        remedy="Write a later end.",
    ),
    CodePage(
        code="M410",
        title="A number out of range (TOML)",
        meaning="The value cannot be meant: a grid of less than a day, a road shorter than the great"
        " circle, people below 0.",
        example="step_days = 0",
        remedy="Write a number in the range that the message names.",
    ),
    CodePage(
        code="M411",
        title="An unknown schema",
        meaning="schema says in which form the case is written; this version reads schema 1.",
        example="schema = 2",
        remedy="Write schema = 1, or use a newer version.",
    ),
    CodePage(
        code="M412",
        title="An id that stands twice",
        meaning="Authorities and ceilings have ids of their own, to which tours, lines and reports refer.",
        example='two [[authority]] with id = "EO-1"',
        remedy="Give each an id of its own.",
    ),
    CodePage(
        code="M413",
        title="A faulty shortfall price",
        meaning="Keys are priorities from 1 (highest) to 99, values dollars per headcount-day in whole"
        " cents.",
        example="shortfall = { high = 50000 }",
        remedy="Write shortfall = { 1 = 50000, 2 = 20000 }.",
    ),
    CodePage(
        code="M414",
        title="A faulty entry of [files]",
        meaning="[files] names another file for a table: its keys are tables, and a workbook holds all its"
        " tables itself.",
        example='[files] tour = "tours-january.csv"',
        remedy='Write tours = "tours-january.csv".',
    ),
    CodePage(
        code="M415",
        title="A role both permitted and forbidden",
        meaning="One authority cannot do both.",
        example='permits_roles and forbids_roles both with "search"',
        remedy="Keep it in one of the two lists.",
    ),
    CodePage(
        code="M501",
        title="Not a JSON document",
        meaning="The form is broken, or holds what would be silently lost: a key twice, NaN, negative zero,"
        " enormous numbers.",
        example='{"tours": [}',
        remedy="`python3 -m json.tool plan.json` shows the first fault of form.",
    ),
    CodePage(
        code="M502",
        title="A plan lacks something indispensable",
        meaning="A plan has tours; a tour has unit, line, start, end, duty_status, and element where there"
        " are several units.",
        example='{"unit": "66-MP", "line": "L1"}',
        remedy="Add the key; `muster schema plan` prints the form.",
    ),
    CodePage(
        code="M503",
        title="A value of the wrong type in a plan",
        meaning="A text stands where a number is expected, or the like.",
        example='"element": "1"',
        remedy="Write it as `muster schema plan` has it.",
    ),
    CodePage(
        code="M504",
        title="A plan names what the case does not have",
        meaning="Units, lines, authorities and ceilings of a plan are those of its case.",
        example='"unit": "99-MP"',
        remedy="Correct the name, or name the case that the plan was made for.",
    ),
    CodePage(
        code="M505",
        title="A value out of range in a plan",
        meaning="A date that does not exist, an end before its start, an element beyond the quantity, an"
        " unknown word.",
        example='"start": "2025-02-30"',
        remedy="Write a value that the message allows.",
    ),
    CodePage(
        code="M506",
        title="Another schema of plans",
        meaning="schema says in which form a plan is written; this version reads muster.plan/1.",
        example='"schema": "muster.plan/9"',
        remedy='Write "schema": "muster.plan/1".',
    ),
    CodePage(
        code="M507",
        title="Figures of a plan that are absent or finer than a cent",
        meaning="Absent headcount, fills and cost are read as 0, and costs as whole cents; `muster verify`"
        " computes them itself.",
        example="a tour without cost",
        remedy="State the figures, to have them compared.",
    ),
    CodePage(
        code="M508",
        title="A plan of another case",
        meaning="Name or as-of day of the plan are not those of the case.",
        example="a plan of January, a case of May",
        remedy="Make sure that the two belong together.",
    ),
    CodePage(
        code="M510",
        title="Not a certificate",
        meaning="A certificate.json lacks something, or holds what its schema does not have. Prices are"
        " fractions written as text, so that nothing is rounded on the way.",
        example='"price": 0.5',
        remedy='Write it as `muster schema certificate` has it, such as "price": "1/2".',
    ),
    CodePage(
        code="M781",
        title="Not a review file",
        meaning="The file given with --review is there, and is not one that this version of `muster read`"
        " wrote.",
        example="muster read memo.txt --into my-case --review notes.toml",
        remedy="Give the file that was written for these documents, or a name that is not there yet.",
    ),
    CodePage(
        code="M782",
        title="A proposed row lacks something",
        meaning="The document does not settle a field that the row must have, such as the scope of a"
        " strength or the instrument that sets a limit; nothing is guessed.",
        example='scope = "" and write = true',
        remedy="Fill the field, or write = false: the fact is accepted without the row.",
    ),
    CodePage(
        code="M783",
        title="Rows cannot be added to authorities.toml as it is written",
        meaning="The instruments stand as inline tables, or in another form after which [[authority]] may not"
        " stand.",
        example='authority = [{ id = "EO-1", kind = "executive_order", status = "signed" }]',
        remedy="Write each as [[authority]] with its keys on lines of their own, or add the row by hand.",
    ),
    CodePage(
        code="M784",
        title="The review is of another document, or its fixed lines were edited",
        meaning="Document, quote, offsets and number of a fact tie the decision to the words; they must be"
        " what the document says now.",
        example='quote = "up to 1500" where the document has "up to 1,500"',
        remedy="Restore the line. If the document or Muster changed, write a new review file.",
    ),
    CodePage(
        code="M785",
        title="A decision that contradicts itself",
        meaning="A rejection or correction says why; a correction changes something; a row rests on a fact"
        " that is accepted.",
        example='decision = "reject" and reason = ""',
        remedy="Write the reason, or another decision.",
    ),
    CodePage(
        code="M786",
        title="A corrected value that cannot be",
        meaning="Kinds, statuses, bounds and polarities are published lists; dates are ISO days, months,"
        " intervals or durations; numbers are 0 or more.",
        example='date = "22 January"',
        remedy="Write it as `muster schema fact` has it, such as 2025-01-22.",
    ),
    CodePage(
        code="M921",
        title="A file of entries that is not in order",
        meaning="A file of entries is TOML with [[entry]] tables, JSON (an object, a list of them, or"
        ' {"entries": [...]}) or JSON Lines. Each entry has a kind, and may have subject, body or set, who,'
        " effective, reason, source, quote and corrects.",
        example='[[entry]]\nknd = "unit.changed"',
        remedy="Go to the line and column that the message gives; nothing of the file was recorded.",
    ),
)

#: Code -> its page.
CODES: dict[str, CodePage] = {page.code: page for page in _PAGES}
