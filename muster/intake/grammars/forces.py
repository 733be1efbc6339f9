"""Names of the forces, their headquarters and the officials who direct them."""

from __future__ import annotations

import re

__all__ = ("ACTIVE_DUTY", "FORCE", "INSTRUMENT", "LAW_OF_FORCE", "OFFICIAL", "force_named", "has_force")

_HEADS = (
    (
        r"(?:[A-Z][\w.'-]{1,20} ){0,3}(?:Army |Air )?National Guard(?:smen|sman)?(?: (?:troops|soldiers|"
        r"members|units|personnel|forces|Bureau))?"
    ),
    (
        r"(?:[A-Z][\w.'-]{1,20} ){0,2}Guard(?:smen|sman)? (?:(?:helicopter|medical|engineer|aviation|"
        r"security|ground) )?(?:troops|soldiers|Soldiers|members|units|personnel|forces|"
        r"crews?|aircraft|helicopters|engineers|teams?|Airmen|airmen|aviators|medics|leaders)"
    ),
    (
        r"(?:Navy |hospital |amphibious )ships?|USN?S [A-Z]\w+|USCGC [A-Z]\w+|Seabees?|MAFFS|"
        r"Modular Air(?:borne)? Fire ?[Ff]ighting Systems?|CDR ?US\w{4,12}|US(?:TRANSCOM|SOUTHCOM|"
        r"INDOPACOM|SOCOM|CYBERCOM|EUCOM)|TF[ -](?:\d{1,3}|[A-Z]\w{1,12})|(?:U\.S\. )?(?:Indo-Pacific|"
        r"Southern|Transportation) Command|\d{1,3}(?:st|nd|rd|th) (?:Airborne|Marines|Infantry|Cavalry|"
        r"Armor|Engineers|Fighter|Airlift|Rescue|Civil Support|Sustainment|Military Police)|"
        r"[XVI]{2,6} Airborne Corps|\d{1,2}-\d{1,3} (?:AVN?|IN|INF|AR|FA|ADA|EN|MP|CAV|BN|GSAB|AHB)\b|(?:S|"
        r"s)tate (?:A|a)ctive (?:D|d)uty|Title (?:10|32) status|(?:[Mm]ore|[Aa]dditional|[Tt]hese|[Tt]hose|"
        r"U\.S\.|DoD|[Gg]round|[Ff]ederal|[Jj]oint|[Ff]ollow-on) forces|DoD personnel|[Aa]ircrews?|"
        r"(?:medical|engineer|aviation) (?:units?|personnel|battalion|brigade|company)"
    ),
    (
        r"Guardsm[ae]n|(?:Citizen-)?(?:S|s)oldiers?|(?:T|t)roops?|Marines?(?: Corps)?|(?:A|a)irm[ae]n|(?"
        r":S|s)ailors?|(?:P|p)aratroopers?"
    ),
    (
        r"(?:the|The|State|state|a|[A-Z][a-z]{2,12}(?: [A-Z][a-z]{2,12})?) Guard\b"
        r"|Guard (?=is|are|was|were|has|will|helped|and)"
    ),
    (
        r"(?:S|s)ervice ?members?|(?:R|r)eservists?|military police(?:men)?|(?:s|S)tate (?:d|D)efense (?"
        r":f|F)orces?|State Guard"
    ),
    r"(?:U\.?S\.? )?Armed Forces(?: of the United States)?|(?:a|A)rmed (?:s|S)ervices",
    (
        r"active[- ](?:duty|component)(?: (?:military|ground))?(?: (?:personnel|forces|members|units|"
        r"component))?"
    ),
    (
        r"(?:U\.?S\.? )?(?:Army|Navy|Air Force|Marine Corps|Space Force|Coast Guard|USMC|USCG)\b(?: (?"
        r":North|South|Reserve|Corps of Engineers|helicopters?))?"
    ),
    (
        r"(?:U\.?S\.? )?(?:Northern|Southern|Transportation|Special Operations|Cyber) Command|USNORTHCOM|"
        r"NORTHCOM|Northcom|ARNORTH|NORAD"
    ),
    (
        r"Joint Task Force(?:[- ](?:[A-Z][\w-]{1,20}|\d{1,3}))?(?: [A-Z][a-z]{2,15})?|JTF[- ]?"
        r"[A-Z\d]\w{0,10}|(?:T|t)ask (?:F|f)orce(?! (?:on|to|for|established))(?:[- ][A-Z\d][\w-]{0,15})?"
        r""
    ),
    (
        r"\d{1,3}(?:st|nd|rd|th|d) (?:[A-Z][\w.'-]{1,20} ){1,6}(?:Division|Brigade|Regiment|Battalion|"
        r"Company|Squadron|Wing|Command|Group|Team|Regt\.|Div\.|Bde\.)"
    ),
    (
        r"(?:[A-Z][\w.'-]{1,20} ){0,4}(?:Brigade Combat Team|Infantry Division|Aviation Brigade|Airborne "
        r"Division|MP Company|Military Police Company|Engineer Battalion|Expeditionary Force|Sustainment "
        r"Brigade|Stryker Brigade)"
    ),
    (
        r"Department of (?:Defense|War|the Army|the Navy|the Air Force|Military Affairs)|Defense "
        r"Department|\bDoD\b|\bDOD\b|Pentagon|Military Department"
    ),
    (
        r"Secretary of (?:Defense|War|the Army|the Navy|the Air Force)|Defense Secretary|(?:Chairman of "
        r"the )?Joint Chiefs(?: of (?:S|s)taff)?|(?:A|a)djutants? (?:G|g)enerals?|(?:d|D)ual[- ](?:s|S)"
        r"tatus (?:c|C)ommanders?|Commander[- ]in[- ]Chief|commander-in-chief"
    ),
    (
        r"(?:M|m)ilitary(?: (?:personnel|forces?|members|units?|police|activities|missions?|operations?|"
        r"installations?|assets|support|aircraft|presence|mission|installation commander))?|(?:Q|q)uick "
        r"(?:R|r)eaction (?:F|f)orce|(?:f|F)ederal(?:ized|ised) (?:forces|troops|Guard)|Title (?:10|32) "
        r"(?:forces|troops|personnel|soldiers|members|orders)"
    ),
    (
        r"Strykers?|Black Hawks|(?:b|B)attalions?|(?:b|B)rigades?(?: combat teams?)?|(?:i|"
        r"I)nfantry(?:men)?|combat engineers?|(?:B|b)lack Hawks?|(?:defense|Defense) support"
    ),
)
#: A force, a headquarters or a military official; the sign that a clause is within scope.
FORCE = re.compile(r"(?<![\w.])(?:" + "|".join(_HEADS) + r")(?![\w])")
_CUES = (
    "uard",
    "oldier",
    "roop",
    "arine",
    "irm",
    "ailor",
    "ervice",
    "eserv",
    "ilitary",
    "rmed",
    "ctive",
    "rmy",
    "avy",
    "orce",
    "ommand",
    "orthcom",
    "NORTHCOM",
    "ARNORTH",
    "NORAD",
    "JTF",
    "ivision",
    "rigade",
    "egiment",
    "attalion",
    "ompany",
    "efense",
    "War",
    "DoD",
    "DOD",
    "Pentagon",
    "oint",
    "djutant",
    "uick",
    "Title",
    "nfantry",
    "ngineer",
    "Black",
    "tryker",
    "US",
    "quadron",
    "Wing",
    "Group",
    "Team",
    "Regt",
    "Div",
    "Bde",
    "aratrooper",
    "status",
    "hip",
    "USS",
    "USNS",
    "CDR",
    "TF",
    "eabee",
    "MAFFS",
    "Modular",
    "Airborne",
    "Infantry",
    "orces",
    "tate",
    "personnel",
    "AV",
    "Cavalry",
    "edical",
    "ircrew",
    "ngineer",
    "viation",
)
OFFICIAL = re.compile(
    r"\b(?:(?:Acting |Deputy |Under )?Secretar(?:y|ies) of (?:the )?[A-Z]\w+(?: [A-Z]\w+)?|"
    r"Attorney General|President|Governors?|(?:Acting )?(?:Defense|Homeland Security) Secretary|"
    r"Chief of the National Guard Bureau|(?:a|A)djutants? (?:g|G)enerals?|"
    r"Commander,? (?:of )?(?:the )?(?:U\.?S\.? |United States )?Northern Command)"
)
INSTRUMENT = re.compile(
    r"\b(?:executive orders?|proclamations?|memorand(?:um|a)|presidential orders?|(?:the|new|this|"
    r"that|an|one of the) orders?|executive actions?|mission assignments?)\b",
    re.IGNORECASE,
)
#: The law on the use of forces; as good a sign of scope as a force by name.
LAW_OF_FORCE = re.compile(
    r"\b(?:Insurrection Act|Posse Comitatus|use of force|martial law|National Defense Areas?|"
    r"(?:the )?deployments?\b(?! of (?:agents|officers|FEMA))|(?:ground|additional|federal|joint|"
    r"headquarters) personnel|mobili[sz]ation|[Nn]ational [Ee]mergency(?! Act|\w))\b"
)
ACTIVE_DUTY = re.compile(r"\bactive[- ]duty\b", re.IGNORECASE)


def has_force(text: str, start: int, end: int) -> bool:
    """Whether plain ``text[start:end]`` names a force, a headquarters or a military official."""
    return force_named(text, start, end) is not None


def force_named(text: str, start: int, end: int) -> str | None:
    """Return the first force that plain ``text[start:end]`` names, without its article."""
    piece = text[start:end]
    for cue in _CUES:
        if cue in piece:
            break
    else:
        return None
    match = FORCE.search(piece)
    if match is None:
        return None
    name = match[0].strip()
    for article in ("The ", "the ", "A ", "a "):
        name = name.removeprefix(article)
    return name
