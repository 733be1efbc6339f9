"""
Who says it: attribution with titles, pronouns carried over, quotations over several sentences.

"…, she wrote on X" belongs to the person named before; "according to The Associated Press" to the
outlet; a sentence inside a quotation to the speaker of the quotation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from muster.intake.grammars.places import STATES
from muster.intake.sentences import Sentence

__all__ = ("Directory", "Voice", "voices")

_SAY = (
    r"(?:said|says|denied(?= that| reports that| claims that)|denies(?= that| reports that| claims that)|"
    r"told|tells|added|wrote|writes|announce[sd](?! (?:the|a|an|its|their|his|her) (?:\w+ )?(?:activation|"
    r"deployment|mobili[sz]ation|withdrawal|call-up|end|start|release|return|declaration)\b)|noted|"
    r"notes(?= that)|stated|states(?= that)|argued|argues|warned|warns|explained|confirmed|confirms|"
    r"ruled(?= that| (?:Mon|Tues|Wednes|Thurs|Fri)day| (?:late|early|last|on))|found(?= that)|"
    r"concluded(?= that)|asserted|alleged|contended|countered|estimated(?= that)|maintained(?= that)|"
    r"observed|remarked|recalled|agreed(?= that)|testifies|urged|tweeted|posted|testified|claimed|"
    r"claims(?= that)|insisted|acknowledged|reiterated|suggested|indicated|emphasized|stressed|predicted|"
    r"reported|reports(?= that)|(?:has |have |had )?(?:said|indicated|stated|noted|announced(?! (?:the|a|"
    r"an|its|their|his|her) (?:\w+ )?(?:activation|deployment|mobili[sz]ation|withdrawal|call-up|end|start|"
    r"release|return|declaration)\b)|confirmed|warned|reported|claimed|argued|acknowledged))"
)
_PROMISE = (
    r"(?:(?:promised|vowed|pledged|threatened)(?! (?:troops|soldiers|support|help|about|more|up|Guard|\d|\$))"
    r"|(?:called|denounced|condemned|criticized|blasted|defended|praised|slammed)"
    r"(?= (?:the|it|this|that|his|her|their|[A-Z][\w]+'s) (?!up\b)))"
)
_TITLES = {
    "sen.": "Senator",
    "senator": "Senator",
    "senators": "Senator",
    "sens.": "Senator",
    "reps.": "Representative",
    "rep.": "Representative",
    "representative": "Representative",
    "gov.": "Governor",
    "governor": "Governor",
    "gen.": "General",
    "general": "General",
    "lt. gen.": "Lieutenant General",
    "maj. gen.": "Major General",
    "brig. gen.": "Brigadier General",
    "col.": "Colonel",
    "lt. col.": "Lieutenant Colonel",
    "maj.": "Major",
    "capt.": "Captain",
    "adm.": "Admiral",
    "vice adm.": "Vice Admiral",
    "rear adm.": "Rear Admiral",
    "mayor": "Mayor",
    "president": "President",
    "lt. gov.": "Lieutenant Governor",
    "congressman": "Congressman",
    "congresswoman": "Congresswoman",
    "sheriff": "Sheriff",
    "cmdr.": "Commander",
    "lt. cmdr.": "Lieutenant Commander",
    "lt.": "Lieutenant",
    "1st lt.": "First Lieutenant",
    "2nd lt.": "Second Lieutenant",
    "cpl.": "Corporal",
    "spc.": "Specialist",
    "sgt. 1st class": "Sergeant First Class",
    "staff sgt.": "Staff Sergeant",
    "tech. sgt.": "Technical Sergeant",
    "senior airman": "Senior Airman",
    "command sgt. maj.": "Command Sergeant Major",
    "petty officer": "Petty Officer",
    "first lady": "First Lady",
    "judge": "Judge",
    "justice": "Justice",
    "professor": "Professor",
    "chief": "Chief",
    "administrator": "Administrator",
    "adjutant general": "Adjutant General",
    "vice president": "Vice President",
    "sgt.": "Sergeant",
    "master sgt.": "Master Sergeant",
    "secretary": "Secretary",
    "dr.": "Dr.",
    "mr.": "Mr.",
    "ms.": "Ms.",
    "mrs.": "Mrs.",
    "attorney general": "Attorney General",
    "director": "Director",
    "commissioner": "Commissioner",
}
_OFFICE = (
    r"(?:Acting |Deputy |Assistant |Under |Former |former |White House |Pentagon |Army |Homeland "
    r"Security |Defense |State |Health |FEMA |California |Texas |[A-Z][a-z]{1,20} ){0,5}"
    r"(?:Secretary of (?:Defense|War|State|Homeland Security|the (?:Army|Navy|Air Force|Interior))|"
    r"Secretary|Press Secretary|press secretary|spokesman|spokeswoman|spokesperson|Spokesman|"
    r"Spokeswoman|Spokesperson|Administrator|Commissioner|Director|Commander|Governor|Mayor|Sheriff|"
    r"Chief|Chairman|(?:(?:U\.S\. )?(?:District |Circuit |Chief )?)Judge|Justice|Ambassador|Adjutant "
    r"General|Commandant)"
)
_TITLE = "|".join(re.escape(title).replace(r"\ ", " ") for title in sorted(_TITLES, key=len, reverse=True))
_OF = (
    rf"(?:(?:then-|former |Former |retired )?(?:{STATES}|Republican|Democratic|Democrat|GOP|Army|Air Force|"
    rf"Navy|"
    r"Marine Corps|Marine|Coast Guard|Space Force|(?:Army |Air )?National Guard|Guard|U\.S\.|Deputy|Acting) )"
)
_NAME = r"[A-Z][\w'-]{1,20}(?: [A-Z]\.)?(?: (?:[A-Z][\w'-]{1,20}|de|van|von|Jr\.|Sr\.)){1,3}"
_PERSON = re.compile(
    rf"(?:(?P<title>{_OF}{{0,3}}(?i:{_TITLE})|{_OFFICE}) )?(?P<name>(?!The |"
    rf"A )[A-Z][\w'-]{{1,20}}(?:(?: [A-Z]\.)? (?!Administration|Department|Guard|Command|"
    rf"Act\b)[A-Z][\w'-]{{1,20}}){{0,3}})"
)
#: A person with a title, for one pass over the whole text.
_TITLED = re.compile(rf"(?<![\w.])(?=[A-Za-z]){_PERSON.pattern.replace(') )?(?P<name>', ') )(?P<name>', 1)}")
_BODY_NOUN = re.compile(
    r"\b(?:officials?|spokes(?:man|woman|person)|statement|report|release|memo|memorandum|order|orders|"
    r"Pentagon|Department|department|DoD|DHS|FEMA|Guard|Command|Northcom|NORTHCOM|USNORTHCOM|White House|"
    r"administration|Administration|agency|office|Office|court|judge|lawyers?|attorneys?|experts?|critics|"
    r"panel|board|union|association|coalition|group|sheriff|police|lawmakers|Secretary|Chairman|"
    r"Joint Chiefs|Army|Navy|Air Force|Marine Corps|Press|Reuters|CNN|Times|Post|Journal|News|Tribune|"
    r"Herald|Gazette|Chronicle|Bee|Globe|Stripes|Examiner|Inquirer|Politico|POLITICO|Axios|Bloomberg|"
    r"ProPublica|NPR|MSNBC|Fox|BBC|AFP|Guardian|Intercept|Monitor|Register|Today|newspaper|network|station|"
    r"outlet|outlets|website|magazine|person familiar|people familiar|sources?|witness(?:es)?|governors|"
    r"mayors|senators|leaders|aides|advisers|committee|Committee|Congress|document|proclamation|governor|"
    r"mayor|commander|GAO|Office|Service|Task Force|Bureau|command|bureau)\b"
)
_PRONOUN = re.compile(
    r"^(?:he|she|they|it|the (?:senator|governor|president|secretary|general|spokes\w+|official|"
    r"commander|mayor))$",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"^(?:(?:However|Meanwhile|Additionally|Earlier|Later|Still|But|And|Also|In (?:a|an) [^,]{3,60}|"
    r"At [^,]{3,60}|On [^,]{3,40}|After [^,]{3,80}|In [^,]{3,60}|During [^,]{3,60}|Asked [^,]{3,100}|"
    r"Having [^,]{3,120}|Speaking [^,]{3,80}),? )"
)
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_PREFIX = re.compile(
    rf"(?:(?:also|later|further|repeatedly) )?\b(?:(?P<say>{_SAY})|(?P<promise>(?:has |have |had )?"
    rf"{_PROMISE}))\b"
    r"(?: (?:(?:[Tt]he )?[A-Z][\w.]{1,20}(?: [A-Z]\w{1,20}){0,3}(?= that )|reporters?|CNN|Fox News|lawmakers|"
    r"(?:The )?(?:Washington Post|New York Times|Associated Press|Wall Street Journal|Los Angeles Times|AP|"
    r"Reuters|Politico|Axios|NPR|Bloomberg|Military Times|(?:NBC|ABC|CBS) News)|"
    r"Congress|in an? [a-z ]{3,40}|on (?:the [a-z]+ [a-z]+ )"
    rf"?(?!(?:{_MONTHS})|\w+day,)[A-Z]\w*|at a [a-z ]{3, 30}|yesterday|today|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|earlier|(?:last|this) (?:week|month)|late)){0,4}(?: that\b)?"
)
_SUFFIX = re.compile(
    rf",? ?\"? (?P<who>(?:[A-Z][\w.'-]*|he|she|they|the|of|for|a|an|U\.S\.|officials?|spokes\w+|"
    rf"[a-z]+)(?: (?:[\w.'-]+),?){{0,14}}?) (?P<say>{_SAY})\b(?P<tail>[^\"]{{0,80}})$"
)
_INVERTED = re.compile(
    r",\"? (?P<say>said|says|added|wrote|explained|according to) (?P<who>[^\"]{2,200}?)[.]?$"
)
_ACCORDING = re.compile(
    r",? ?according to (?P<who>(?:the |The |a |an )?(?:U\.S\.|(?<= )[A-Z]\.(?= )|(?:Gen|Gov|Sen|Rep|Lt|Maj|"
    r"Col|Brig|Capt|Adm|Sgt)\.|[^,.;\"]){2,120})(?=[,.;\"]|$)"
)
_ACCORDING_FIRST = re.compile(r"^According to (?P<who>(?:the |The |a |an )?[^,;\"]{2,120}), ")
_SCRIPT = re.compile(
    r"(?P<who>(?:Q|QUESTION|REPORTER)(?=[ :.])|(?-i:[A-Z][A-Z.' -]{2,60}(?:, [A-Z][A-Z ]{2,40})?(?=:| - )))"
    r"(?:[:.]|(?<=Q)(?= {2})|(?<=Q)(?= [A-Z])| -) {1,8}"
)
_ASKED = re.compile(r"^[ \t]*(?:Q|QUESTION|REPORTER)(?:[:.] |[ \t]{1,8}(?=[\"“A-Z(]))", re.MULTILINE)
_TITLE_NAME = re.compile(
    rf"^(?:the )?(?P<title>(?:Acting |Deputy )?[A-Z][a-z]{{2,15}}(?: (?:[A-Z][a-z]{{2,15}}|of|the|"
    rf"and)){{0,6}}), (?P<name>{_NAME})$"
)
#: "Oregon's governor, Tina Roe", "the state's adjutant general, Maj. Gen. Ann Roe".
_POST_NAME = re.compile(
    rf"^(?:the |an? )?(?P<title>(?:[A-Z]?[\w.'-]+ ){{0,6}}(?:governor|mayor|spokes(?:man|woman|person)|"
    rf"commander|chief|director|secretary|general|professor|sheriff|president|chairman|chairwoman|officer|"
    rf"lawyer|attorney|leader|senator|commissioner|administrator|historian|analyst|"
    rf"fellow)), (?P<name>(?:(?:{_OF}{{0,2}}(?i:{_TITLE})) )?{_NAME})$"
)
_ON_DAY = re.compile(
    r"^(?:On|In) (?:\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?|[A-Z][a-z]{2,8}\.?(?: \d{1,2})?(?:,? \d{4})?|"
    r"[A-Z][a-z]{2,5}day),? (?=[A-Za-z])"
)
_DAY_BEHIND = re.compile(
    r",? (?:today|yesterday|recently|late|early|earlier|also|(?:on )?(?:Mon|Tues|Wednes|Thurs|Fri|"
    r"Satur|Sun)day)$"
)
#: "…, a defense official said Monday, …": the words on both sides are told.
_MIDDLE = re.compile(
    r", (?P<who>(?:(?:the|a|an) )?[A-Za-z][\w.' -]{2,70}?) (?:said|says)(?: (?:on |late |early |in an? |"
    r"statement|today|yesterday|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|night|evening|"
    r"afternoon))?| )*)?, "
)
_OF_BODY = re.compile(rf"^(?P<name>{_NAME}),? (?P<body>(?:of|with|at|from) (?:the )?[A-Z][^,]{{2,80}})$")
_OFFERED = re.compile(r"\b(?:following|these|as follows|the facts)\b.{0,60}:$")
_QUOTE_LEAST = 28


@dataclass(frozen=True, slots=True)
class Voice:
    """
    What a sentence says and who says it.

    ``start``/``end`` hold the content without the attribution; ``kind`` is ``own``, ``said``,
    ``promised`` or ``quoted``.
    """

    start: int
    end: int
    speaker: str
    kind: str = "own"


class Directory:
    """The persons that a document names in full, found again by their last name."""

    def __init__(self, flat: str) -> None:
        self._full: dict[str, tuple[str, str | None]] = {}
        self._flat = flat
        self._plain: dict[str, str | None] = {}
        for match in _TITLED.finditer(flat, 0, min(len(flat), 120_000)):
            name, title = match["name"], match["title"]
            last = name.split()[-1]
            if " " not in name or not title:
                continue
            self._full.setdefault(last, (name, _title(title)))
        for match in re.finditer(
            rf"\b(?P<name>{_NAME}), (?:the |an? )?(?P<title>[a-z][\w-]+(?: [\w'-]+){{0,9}}),", flat[:120_000]
        ):
            self._full.setdefault(match["name"].split()[-1], (match["name"], match["title"]))

    def person(self, words: str) -> str | None:
        """Return "Name, Title" for the words that name a person, ``None`` if they name none."""
        head = words.split(",")[0].strip()
        appositive = words.partition(",")[2].strip(" ,")
        match = _PERSON.match(head)
        if match is None or match.end() < len(head) - 1:
            return None
        name, title = match["name"], match["title"]
        if _BODY_NOUN.search(name) or name in ("The", "It", "This", "That"):
            return None
        if " " not in name and name in self._full:
            known, known_title = self._full[name]
            return known if known_title is None else f"{known}, {known_title}"
        if " " not in name and title is None and (fuller := self._fuller(name)) is not None:
            name = fuller
        if title is None and appositive and not appositive.startswith(("who", "which", "whose")):
            title = re.sub(r"^(?:the|an?) ", "", appositive)
        elif title is None and name.split()[-1] in self._full and self._full[name.split()[-1]][0] == name:
            title = self._full[name.split()[-1]][1]
        if title is None:
            return name
        return f"{name}, {_title(title)}"

    def _fuller(self, last: str) -> str | None:
        """Return the full name under which a person without a title was named before."""
        if last not in self._plain:
            found = re.search(
                rf"\b(?P<name>[A-Z][a-z'-]{{1,15}}(?: [A-Z]\.)? {re.escape(last)})\b", self._flat[:120_000]
            )
            ok = found is not None and not re.match(
                rf"(?:The|In|On|At|And|But|For|Mr|Ms|Mrs|Sen|Gov|Mayor|President|Judge|{STATES})\b",
                found["name"],
            )
            self._plain[last] = found["name"] if ok and found is not None else None
        return self._plain[last]

    def subject(self, words: str) -> str | None:
        """Return the person with a title who is the subject of a sentence: "Gen. Roe, the chief, spoke"."""
        lead = _LEAD.match(words)
        match = _PERSON.match(words, lead.end() if lead is not None else 0)
        if match is None or match["title"] is None or words[match.end() : match.end() + 2] in ("'s", "' "):
            return None
        comma = re.match(r", (?:the |an? )?([^,]{3,70}),", words[match.end() :])
        return self.person(
            match[0] + (f", {comma[1]}" if comma is not None and match["title"] is None else "")
        )

    def turn(self, words: str) -> str:
        """Return who has the turn in a transcript: "GEN. ROE", "THE PRESIDENT", "Q"."""
        if words in ("Q", "QUESTION", "REPORTER"):
            return "reporter"
        name, _, office = words.title().replace("'S", "'s").partition(",")
        bare = re.sub(r"^The ", "", name.strip())
        title, _, last = bare.rpartition(" ")
        known = next((self._full[key] for key in self._full if key.lower() == last.lower()), None)
        if known is not None:
            return known[0] if known[1] is None else f"{known[0]}, {known[1]}"
        if title.lower() in _TITLES:
            return f"{last}, {_TITLES[title.lower()]}"
        return f"{bare}, {office.strip()}" if office else bare


def _title(title: str) -> str:
    """Return a title in full, without the state or the party before it."""
    bare = re.sub(rf"^{_OF}+", "", title) if title.lower() not in _TITLES else title
    acting = re.search(r"\b(?:Acting|Deputy|Former|former) ", title[: len(title) - len(bare)])
    if acting is not None:
        bare = acting[0] + bare
    return _TITLES.get(bare.lower(), title)


#: "the command", of the command that spoke before.
_KIN = re.compile(r"(?:the|The) (command|department|agency|guard|bureau|office|committee|tribune|post|times)")


def _who(words: str, directory: Directory, last: str | None) -> str | None:
    """Resolve the words before or after a verb of saying to a speaker."""
    words = _DAY_BEHIND.sub("", _ON_DAY.sub("", words.strip(' ,"')))
    while (lead := _LEAD.match(words)) is not None and lead.end() < len(words):
        words = words[lead.end() :]
    if not words or len(words) > 220:
        return None
    if _PRONOUN.match(words):
        return last
    kin = _KIN.fullmatch(words)
    if kin is not None and last is not None and last.split(",")[0].lower().endswith(kin[1].lower()):
        return last
    person = directory.person(words)
    if person is None and (titled := _TITLE_NAME.match(words)) is not None:
        person = f"{titled['name']}, {titled['title']}"
    if person is None and (posted := _POST_NAME.match(words)) is not None:
        person = directory.person(f"{posted['name']}, {posted['title']}")
    if person is None and (named := _OF_BODY.match(words)) is not None:
        person = directory.person(f"{named['name']}, {named['body']}")
    if person is not None:
        return person
    head = words.split(", ")[0] if ", who" in words or ", which" in words or words.count(",") == 1 else words
    if _BODY_NOUN.search(head) and not re.search(
        r"\b(?:is|are|was|were|has|will|would|that|which|shall|may)\b", head
    ):
        return re.sub(r"^(?:the|an?) ", "", head, flags=re.IGNORECASE).strip()
    return None


def _quotes(text: str, flat: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the quotations of a paragraph that are long enough to be speech, marks excluded."""
    found: list[tuple[int, int]] = []
    opened: int | None = None
    for mark in re.finditer(r"[“”\"]", text[start:end]):
        at = start + mark.start()
        if mark[0] == "“" or (mark[0] == '"' and opened is None):
            opened = at + 1 if opened is None else opened
        elif opened is not None:
            found.append((opened, at))
            opened = None
    if opened is not None:
        found.append((opened, end))
    return [(a, b) for a, b in found if b - a >= _QUOTE_LEAST and flat.count(" ", a, b) >= 4]


def voices(text: str, flat: str, sentences: Sequence[Sentence], directory: Directory) -> list[list[Voice]]:
    """Return for every sentence its contents with their speakers, attribution cut away."""
    result: list[list[Voice]] = []
    last: str | None = None
    listed: str | None = None
    script = _statement_of(flat, directory)
    transcript = _ASKED.search(text) is not None
    index = 0
    while index < len(sentences):
        stop = index
        while stop < len(sentences) and sentences[stop].paragraph == sentences[index].paragraph:
            stop += 1
        block = sentences[index:stop]
        quotes = _quotes(text, flat, block[0].start, block[-1].end)
        turn = _SCRIPT.match(flat, block[0].start, min(block[0].end, block[0].start + 110))
        if turn is not None and (
            transcript or script is not None or turn["who"].split()[0].rstrip(".") in _RANKS
        ):
            script = directory.turn(turn["who"])
        else:
            turn = None
        named: list[tuple[str | None, list[Voice]]] = []
        for sentence in block:
            begin = sentence.start
            if turn is not None and sentence is block[0] and script is not None:
                begin = turn.end()
            speaker, pieces = _sentence(flat, begin, sentence.end, directory, last)
            if speaker is not None:
                last = speaker
            elif (mentioned := directory.subject(flat[begin : min(sentence.end, begin + 160)])) is not None:
                last = mentioned
            named.append((speaker, pieces))
        if not block[0].bullet:
            listed = None
        for position, (sentence, (speaker, pieces)) in enumerate(zip(block, named, strict=True)):
            inside = [
                q
                for q in quotes
                if min(q[1], sentence.end) - max(q[0], sentence.start) > 0.5 * (sentence.end - sentence.start)
            ]
            touches = [q for q in quotes if q[0] < sentence.end and sentence.start < q[1]]
            if speaker is None and (inside or touches):
                neighbours = [
                    other
                    for n, (other, _) in enumerate(named)
                    if other is not None
                    and any(q[0] - 120 <= block[n].end and block[n].start <= q[1] + 120 for q in touches)
                ]
                voice = neighbours[0] if neighbours else last
                if voice is not None and inside:
                    pieces = [Voice(sentence.start, sentence.end, voice, "quoted")]
            elif touches:
                pieces = [
                    Voice(
                        p.start,
                        p.end,
                        p.speaker,
                        "quoted"
                        if p.kind == "said" and any(q[0] <= p.start + 2 and p.start < q[1] for q in touches)
                        else p.kind,
                    )
                    for p in pieces
                ]
            if listed is not None and sentence.bullet and speaker is None:
                pieces = [Voice(p.start, p.end, listed, "said") if p.kind == "own" else p for p in pieces]
            if script is not None and speaker is None:
                pieces = [Voice(p.start, p.end, script, "quoted") if p.kind == "own" else p for p in pieces]
            if position == len(block) - 1 and _OFFERED.search(
                flat, max(sentence.start, sentence.end - 90), sentence.end
            ):
                listed = _offering(flat, sentence, directory)
            result.append(_trim(flat, pieces))
        index = stop
    return result


#: "OPENING STATEMENT OF SENATOR ROE": the document speaks as a person.
_STATEMENT_OF = re.compile(
    r"^\W{0,3}(?i:(?:(?:opening|prepared|floor|written|remarks|press) )?(?:statement|remarks|testimony)"
    r"(?: as prepared)? (?:of|by|from)) (?P<who>[A-Z][\w.,' -]{3,70}?)"
    r"(?=  |$| (?i:on|before|to|at|regarding|concerning|about|in)\b)"
)


def _statement_of(flat: str, directory: Directory) -> str | None:
    """Return the person whose statement the document is, from its head."""
    head = _STATEMENT_OF.match(flat.lstrip()[:160])
    if head is None:
        return None
    words = head["who"].strip(" ,.")
    if not words.isupper():
        return directory.person(words)
    titled = any(words.lower().startswith(f"{title} ") for title in _TITLES)
    return directory.turn(words) if titled else None


_RANKS = frozenset(
    [
        "GEN", "ADM", "SECRETARY", "MR", "MS", "MRS", "LT", "MAJ", "BRIG", "COL", "THE", "PRESIDENT",
        "REAR", "VICE", "SENATOR", "REP", "SEN", "CHAIRMAN", "GENERAL", "ADMIRAL", "DR", "SGT",
    ]
)  # fmt: skip


def _offering(flat: str, sentence: Sentence, directory: Directory) -> str | None:
    """Return who offers the list that follows: "… Smith offered the following facts:"."""
    words = flat[sentence.start : sentence.end]
    verb = re.search(r" (?:offered|gave|provided|listed|outlined|released|shared|made) ", words)
    return None if verb is None else _who(words[: verb.start()], directory, None)


#: Where a sentence may go over to another speaker: "…, and Smith said that …", "…; the Army said …".
_OVER = re.compile(r"(?:,\"?|;) (?:and |but |while |though |whereas )|; ")
#: "…, a step that Gov. Roe called reckless": the words after the step belong to her.
_CALLED = re.compile(
    rf", (?:an? (?:\w+ )?(?:step|move|decision|plan|deployment|claim|action|assertion|order) )?(?:that |"
    rf"which )?(?P<who>(?:{_OF}{{0,2}}(?i:{_TITLE})|{_OFFICE}) {_NAME.replace('{1,3}', '{0,3}')}) (?:has |"
    rf"have )?(?:called|denounced|condemned|criticized|blasted|described|dismissed|opposes|opposed|"
    rf"rejected) "
)
_VERBS = re.compile(rf"\b(?:{_SAY}|{_PROMISE})\b")


def _sentence(
    flat: str, start: int, end: int, directory: Directory, last: str | None
) -> tuple[str | None, list[Voice]]:
    """Return the last speaker that the sentence itself names, and its contents; several may speak in turn."""
    called = _CALLED.search(flat, start + 20, end)
    if called is not None and flat.count('"', start, called.start()) % 2 == 0:
        who = _who(called["who"], directory, last)
        if who is not None:
            first, pieces = _told(flat, start, called.start(), directory, last)
            return first or who, [*pieces, Voice(called.start("who"), end, who, "promised")]
    joined = _OVER.search(flat, start + 20, end - 20) is not None
    if joined and len(_VERBS.findall(flat, start, end)) > 1:
        for joint in _OVER.finditer(flat, start + 20, end - 20):
            if flat.count('"', start, joint.end()) % 2:
                continue
            before, left = _told(flat, start, joint.start(), directory, last)
            if before is None:
                continue
            after, right = _told(flat, joint.end(), end, directory, before)
            if after is not None and right and right[0].speaker != left[0].speaker:
                return after, [*left, *right]
    return _told(flat, start, end, directory, last)


def _told(
    flat: str, start: int, end: int, directory: Directory, last: str | None
) -> tuple[str | None, list[Voice]]:
    """Return the speaker that the sentence itself names, and its contents."""
    body_end = end
    stated = _STATEMENT.search(flat, start, end)
    if stated is not None:
        found = _who(re.sub(r", (?:the|an?) .*$", "", flat[start : stated.start()]), directory, last)
        if found is not None and end - stated.end() > 12:
            return found, [Voice(stated.end(), end, found, "said")]
    opening = _ACCORDING_FIRST.match(flat[start:end])
    if opening is not None:
        speaker = _source(opening["who"], directory, last)
        return speaker, [Voice(start + opening.end(), end, speaker, "said")]
    according = _ACCORDING.search(flat, start, end)
    if according is not None and according.start() > start + 10:
        speaker = _source(according["who"], directory, last)
        pieces = [Voice(start, according.start(), speaker, "said")]
        if end - according.end() > 12:
            pieces.append(Voice(according.end(), end, speaker, "said"))
        return speaker, pieces
    middle = _MIDDLE.search(flat, start + 20, end)
    if middle is not None and flat.count('"', start, middle.start()) % 2 == 0:
        told = _who(middle["who"], directory, last)
        if told is not None:
            return told, [Voice(start, middle.start(), told, "said"), Voice(middle.end(), end, told, "said")]
    tail = flat[max(start, end - 320) : end]
    inverted = _INVERTED.search(tail)
    if inverted is not None:
        found = _who(inverted["who"].split(" in a ")[0], directory, last)
        if found is not None:
            body_end = end - len(tail) + inverted.start()
            return found, _narrated(flat, start, body_end, found)
    suffix_at = max(
        flat.rfind('," ', start, end),
        flat.rfind(", ", start, end),
        flat.rfind('" ', start, end),
        flat.rfind('etc.," ', start, end),
    )
    if suffix_at > start + 15:
        for opening_at in _commas(flat, start, end):
            suffix = _SUFFIX.match(flat, opening_at, end)
            if suffix is None:
                continue
            found = _who(suffix["who"], directory, last)
            if found is None or opening_at - start < 18:
                continue
            return found, _narrated(flat, start, opening_at, found)
    prefix = _PREFIX.search(flat, start + 1, min(end, start + 260))
    while prefix is not None:
        subject = flat[start : prefix.start()]
        if subject.count('"') % 2 == 0 and ";" not in subject:
            found = _who(subject, directory, last)
            if found is not None and prefix["promise"]:
                subject_start = start + len(subject) - len(_bare(subject))
                return found, [Voice(subject_start, end, found, "promised")]
            if found is not None and end - prefix.end() > 12:
                aside = flat.find(", while ", prefix.end() + 12, end)
                if aside > 0 and '"' not in flat[prefix.end() : end]:
                    own = Voice(aside + 8, end, "document", "own")
                    return found, [Voice(prefix.end(), aside, found, "said"), own]
                return found, [Voice(prefix.end(), end, found, "said")]
        prefix = _PREFIX.search(flat, prefix.end(), min(end, start + 260))
    return None, [Voice(start, end, "document", "own")]


#: "Senator Roe released the following statement: “…”".
_STATEMENT = re.compile(
    r" (?:today |on \w+day )?(?:released|issued|made|gave) (?:the following|this|"
    r"a) (?:joint )?statement\b[^\"]{0,160}?: ?(?=\")"
)


def _narrated(flat: str, start: int, end: int, speaker: str) -> list[Voice]:
    """Return the content before an attribution; what stands before a quotation of its own is told."""
    opened = flat.find('"', start, end)
    if (
        opened > start + 20
        and flat[opened - 2 : opened] in (", ", "; ", ": ", "- ", "— ")
        and end - opened >= _QUOTE_LEAST
        and flat.count('"', opened, end + 2) % 2 == 0
    ):
        return [Voice(start, opened, "document", "own"), Voice(opened, end, speaker, "said")]
    return [Voice(start, end, speaker, "said")]


def _bare(subject: str) -> str:
    lead = _LEAD.match(subject)
    return subject[lead.end() :] if lead is not None else subject


def _commas(flat: str, start: int, end: int) -> list[int]:
    """Return where the last few attributions could begin, from the right."""
    places = [m.start() for m in re.finditer(r",\"? |\" ", flat[max(start, end - 260) : end])]
    base = max(start, end - 260)
    return [base + place for place in places[-5:] if base + place > start + 12]


def _source(words: str, directory: Directory, last: str | None) -> str:
    words = re.split(r" (?:whose|that|which|who)\b", words)[0]
    resolved = _who(words, directory, last)
    return (
        resolved if resolved is not None else re.sub(r"^(?:the|an?) ", "", words.strip(), flags=re.IGNORECASE)
    )


def _trim(flat: str, pieces: list[Voice]) -> list[Voice]:
    """Cut blanks, quotation marks and commas from both ends of the contents."""
    trimmed: list[Voice] = []
    for piece in pieces:
        start, end = piece.start, piece.end
        while start < end and flat[start] in ' ,:"…':
            start += 1
        while end > start and flat[end - 1] in ' ,"':
            end -= 1
        if flat.startswith("that ", start):
            start += 5
        if end - start > 5:
            trimmed.append(Voice(start, end, piece.speaker, piece.kind))
    return trimmed
