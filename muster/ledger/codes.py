"""The pages of the ledger's codes."""

from __future__ import annotations

from muster.errors import CodePage

__all__ = ("CODES",)

CODES: tuple[CodePage, ...] = (
    CodePage(
        code="M901",
        title="An entry of a ledger that is not in order",
        meaning="Every entry has a known kind, the fields of its kind, and one canonical form in bytes. What"
        " differs was written by another program, by a newer Muster, or was altered.",
        example='{"body":{"text":"call back"},"kind":"note.wrote","n":7,...}',
        remedy="Run `muster ledger verify`. If it finds the ledger whole, use the Muster that wrote it;"
        " otherwise take the last export whose head you kept.",
    ),
    CodePage(
        code="M902",
        title="Two writers at once, or one client key for two things",
        meaning="An entry is appended at the version its writer saw. If others wrote in between, nothing is"
        " appended and both changes are shown. A client key stands for one append only: sent again with the"
        " same content it is answered with the first receipt, with other content it is refused.",
        example="muster ledger append year.ledger my-case --expected 812 --who J3.Plans --reason 'new memo'",
        remedy="Look at what was added (`muster log`), then append again at the present version.",
    ),
    CodePage(
        code="M903",
        title="The ledger cannot be used",
        meaning="It is missing, damaged, or there already where a new one is to be made. Nothing that was"
        " acknowledged before is lost by it, and nothing was appended.",
        example="muster log missing.ledger",
        remedy="Do what the message says.",
    ),
    CodePage(
        code="M904",
        title="A head or a key that does not belong here",
        meaning="A head is a signed text of three lines (name, number of entries, root) and its signature. It"
        " must have that form, be signed by the ledger's own key, and bear the ledger's name.",
        example="muster ledger verify year.ledger --head another.head",
        remedy="Give the head that was kept for this ledger, and the key that was kept beside it.",
    ),
    CodePage(
        code="M905",
        title="Others hold the ledger for writing",
        meaning="One writer appends at a time. Another command held the file or the database for longer than"
        " half a minute. Nothing was appended.",
        example="muster ledger note border.ledger 'called the sector' --who J3.Plans",
        remedy="Try again when the other command is done.",
    ),
    CodePage(
        code="M906",
        title="The ledger may not be written or reached",
        meaning="The file, its folder or the role lacks the right. In PostgreSQL members of muster_writer"
        " append, members of muster_reader read, and only the owner makes and migrates.",
        example="muster ledger note /mnt/read-only/border.ledger 'called the sector' --who J3.Plans",
        remedy="Check your rights to the file and its folder, or the role that you log in as.",
    ),
    CodePage(
        code="M907",
        title="The disk is full or failed",
        meaning="What was acknowledged before is kept; this append was not recorded. After a failure no entry"
        " is taken until the ledger is opened anew, since what the disk holds is not known.",
        example="muster ledger append border.ledger my-case --who J3.Plans --reason 'new memo'",
        remedy="Make room or look at the disk; then verify the ledger, and append again.",
    ),
    CodePage(
        code="M908",
        title="Not a ledger of Muster",
        meaning="The file is a text or another program's database, or the database has a schema muster that"
        " is not a ledger's. It was not touched.",
        example="muster log notes.db",
        remedy="Give the file or database of the ledger.",
    ),
    CodePage(
        code="M909",
        title="A ledger of another form",
        meaning="A newer Muster made it, or an older one. An older one is read and verified as it is, and"
        " appended to only after `muster ledger migrate`; a newer one is not touched.",
        example="muster ledger note old.ledger 'called the sector' --who J3.Plans",
        remedy="For an older form: keep a copy, then `muster ledger migrate`. For a newer: a newer Muster.",
    ),
    CodePage(
        code="M910",
        title="The clock went back",
        meaning="An entry must not be dated before the one that it follows. The machine's clock stands before"
        " the last entry, or that entry was written on a machine whose clock ran ahead.",
        example="muster ledger note border.ledger 'called the sector' --who J3.Plans",
        remedy="Set the clock right. If the last entry's date is the wrong one, wait until it has passed.",
    ),
    CodePage(
        code="M911",
        title="An export that is cut off",
        meaning="The last line of entries.jsonl has no end: the file was not copied whole.",
        example="muster ledger import border-export -o border.ledger",
        remedy="Export the ledger again, or copy the folder again; nothing was imported.",
    ),
    CodePage(
        code="M912",
        title="An entry of an unknown kind",
        meaning="The kinds are published (docs/ledger.md). An entry of another kind is refused and not passed"
        " over: it may say what would change the case.",
        example='{"kind":"unit.teleported","n":7,...}',
        remedy="Use the Muster that wrote it, or a newer one.",
    ),
    CodePage(
        code="M913",
        title="A head or proof that shows nothing",
        meaning="The head is not signed by the ledger's key, is unsigned, or covers fewer entries than are to"
        " be proved; or the file is not a proof.",
        example="muster ledger prove border.ledger 12 --head old.head",
        remedy="Give a head of this ledger that covers the entry, or sign one: muster ledger head LEDGER.",
    ),
    CodePage(
        code="M914",
        title="The PostgreSQL server cannot be used",
        meaning="It cannot be reached, refuses the login, cut the connection, or is older than version 15."
        " What it acknowledged before is kept.",
        example="muster log postgresql://j3@db.example/border",
        remedy="Look at host, port, database, user and password; PG… variables and ~/.pgpass are read.",
    ),
    CodePage(
        code="M915",
        title="Settings that lose acknowledged entries",
        meaning="A ledger acknowledges only what survives a power cut. SQLite must run with journal_mode ="
        " DELETE and synchronous = EXTRA, a PostgreSQL server with fsync and full_page_writes on.",
        example="muster log wal.ledger",
        remedy="Set the server right; of a file take an export and import it into a new ledger.",
    ),
    CodePage(
        code="M916",
        title="Whether it was recorded is not known",
        meaning="The connection was lost after the server was told to record and before it answered.",
        example="muster ledger note postgresql://j3@db.example/border 'called' --who J3.Plans",
        remedy="Look with `muster log`. With --client-key the same append can be sent again: it is recorded"
        " once.",
    ),
    CodePage(
        code="M917",
        title="The ledger does not agree with a head",
        meaning="A head that was signed and kept says otherwise than the ledger: an entry was altered, left"
        " out or put in, the end was cut off, an older state was put back, or the history was written anew."
        " The exit code is 5.",
        example="muster ledger consistency border.ledger january.head",
        remedy="Keep the head: it is the proof. See `muster ledger verify`, and take the last export whose"
        " head you kept.",
    ),
    CodePage(
        code="M920",
        title="An entry that does not fit the ledger",
        meaning="A kind that is not recorded by hand, a row, plan, finding or entry that the ledger does not"
        " have or has already, a column that the row does not have, a correction of what no longer stands.",
        example="muster ledger record year.ledger unit.changed 66-MQ home=BRAGG --who J3.Plans",
        remedy="The message names what is nearest. `muster log` lists what there is, `muster schema entries`"
        " the kinds and their columns.",
    ),
    CodePage(
        code="M922",
        title="A case that would not hang together",
        meaning="The case that a ledger holds can always be read. What is to be ended, changed or taken back"
        " is named by a row that stays: a unit by its tours, a place by its lines.",
        example="muster ledger record year.ledger unit.removed 66-MP --who J3.Plans",
        remedy="End or change in one file of entries what names it too, or give --alone to end it all the"
        " same; then mend the case before another row is stated.",
    ),
    CodePage(
        code="M923",
        title="A sentence that asserts nothing",
        meaning="An assertion is about a strength or about a field of a noun, on one day.",
        example='muster ledger assert year.ledger "we are within the limit" --who SJA',
        remedy='Write "on 2025-04-01 strength of JTF-SB <= 9600", or "on 2025-04-01 authority NSPM-4 status ='
        ' signed".',
    ),
)
