"""How sure, or how binding: the status of what a clause says."""

from __future__ import annotations

import re

__all__ = ("DENIAL", "is_operation", "is_order", "status_of")

#: The heads of the orders of the joint staff and the services (ADP 5-0, CJCSM 3122).
_OPERATION = (
    r"^[ \(UFO/)]*(?:(?:OPERATION|EXECUTE|EXECUTION|DEPLOYMENT|WARNING|FRAGMENTARY|PLANNING|"
    r"PREPARE[ -]TO[ -]DEPLOY|ALERT) ORDER|OPORD|FRAGO|FRAGORD|EXORD|WARNORD|DEPORD|PTDO|PLANORD|ALERTORD|"
    r"OPERATIONS? ORDER|(?:SUBJ(?:ECT)?|MSGID)[:/ ][^\n]{0,60}\b(?:OPORD|FRAGO|FRAGORD|EXORD|WARNORD|"
    r"DEPORD|ORDER))\b"
)
_ORDER = re.compile(
    r"hereby (?:order|direct|proclaim|declare|determine|authori[sz]e)|it is hereby ordered|"
    r"By the authority vested in me|^ *(?:NATIONAL SECURITY )?(?:PRESIDENTIAL )?MEMORANDUM FOR\b|"
    r"^MEMORANDUM\b|^(?:EXECUTIVE "
    rf"ORDER|PROCLAMATION)\b|{_OPERATION}",
    re.MULTILINE,
)
_OPERATED = re.compile(_OPERATION, re.MULTILINE)
DENIAL = re.compile(
    r"\b(?:(?:will|would|shall|may|can|do|does|did|is|are|was|were|has|have) not|won't|cannot|can't|"
    r"no plans?|denied|not authori[sz]ed|never|prohibited|barred|forbidden|ruled out|rejected)\b",
    re.IGNORECASE,
)
_NEWS: tuple[tuple[str, str], ...] = (
    (
        "denied",
        (
            r"(?:has |have |had |is |are |there (?:is|are) )?no (?:current )?plans? (?:to|for)|"
            r"(?:would |will )?refus(?:e|es|ed|ing) to|ruled out|denied (?:that|reports)|declin(?:es|"
            r"ed) to (?:send|deploy)"
        ),
    ),
    (
        "expected",
        (
            r"(?:is|are|was|were|be)? ?expected(?: to)?|(?:we |I )?expects? (?:to|the|that|another|more|up|"
            r"about|\d)|(?:is|are) (?:set|slated|due|likely|poised|"
            r"about) to|(?:is|are) (?:due|en route)|anticipate[sd]?"
        ),
    ),
    (
        "possible",
        (
            r"could|might|(?-i:may)(?! not)(?= [a-z])|possibl[ey]|considering|weighing|uncertain|seems?|"
            r"appears? to|potentially|would consider|option"
        ),
    ),
    (
        "proposed",
        (
            r"propos(?:ed|al|es|ing)|(?:will |would |plans? to )?introduc(?:e|ed|es|ing)|would require|"
            r"(?:has|have|had) (?:asked|requested)|that you (?:approve|sign|authori[sz]e|direct)|"
            r"your (?:approval|signature|decision)|request(?:ed|ing|s) (?:that|for|the|up|an?|\d)|"
            r"requested|asked (?:for|that|(?:the |Congress|President|Secretary)[^.;]{0,60}? (?:to|for))|"
            r"the bill|recommend(?:ed|s)?"
        ),
    ),
    (
        "authorised",
        (
            r"(?<!not )(?<!never )(?:(?:pre-?)?authori[sz](?:ed|es|ing|ation)|approv(?:ed|es|al of)|"
            r"permitted|granted|has authority|allow(?:ed|s)|permits)"
        ),
    ),
    ("signed", r"(?:has |had )?(?<!by )sign(?:ed|s|ing)"),
    (
        "ordered",
        (
            r"ordered|orders (?=the|up|(?-i:[A-Z\d]))|direct(?:ed|s) (?!by|support|role|in )|hereby|shall|"
            r"is sending|are sending|instructed|tasked"
        ),
    ),
    (
        "planned",
        (
            r"plan(?:s|ned|ning)?(?= to| for| is| on| involves| calls|ned)|preparing|prepares? to|"
            r"will(?! of)|(?:is|are) to (?:be |end|begin|last|remain|start|deploy|arrive|run|return|report|"
            r"stay|help)|to be (?:sent|deployed|mobili[sz]ed|assigned|named|activated)|intends?|"
            r"being readied|scheduled|would(?! have been)|going to|goal is|on track"
        ),
    ),
)
_STATUS = re.compile(
    "|".join(rf"(?P<{name}>\b(?:{pattern})\b)" for name, pattern in _NEWS).replace(
        r"(?=the|up|[A-Z\d]))\b", r"(?=the|up|[A-Z\d]))"
    ),
    re.IGNORECASE,
)
_IN_ORDER = re.compile(
    r"(?P<authorised>\b(?:(?-i:may|MAY)(?! not)|(?:hereby |is |are )?authori[sz]e[sd]?|(?:is )?approved)\b)"
    r"|(?P<ordered>\b(?:shall|will|hereby|I (?:direct|order|assign|declare|determine)\w*|directed|"
    r"ordered|must|is to|are to|assigned|(?:is|are) (?:invoked|revoked|rescinded|terminated))\b)",
    re.IGNORECASE,
)
_CITING = re.compile(
    r"\b(?:consistent with|pursuant to|described in|as recognized in|in furtherance of|"
    r"through executive order|established in)\b",
    re.IGNORECASE,
)


def is_order(flat: str) -> bool:
    """Whether the document speaks in the voice of an order: "shall" commands and "may" permits."""
    return _ORDER.search(flat, 0, 6000) is not None


def is_operation(lined: str) -> bool:
    """Whether the document is an operation order of the military, in which all is about forces."""
    return _OPERATED.search(lined, 0, 1500) is not None


def status_of(
    flat: str, start: int, end: int, *, order: bool, citing: bool = False, default: str = "reported"
) -> str:
    """
    Return the status that the words of plain ``flat[start:end]`` give, the earliest sign first.

    In an order "shall" is ordered and "may" is authorised; with ``citing`` the words that only cite
    ("pursuant to") make it reported. In news it is the modality of the event, not of the telling.

    Examples
    --------
    >>> text = "is expected to authorize the deployment"
    >>> status_of(text, 0, len(text), order=False)
    'expected'
    """
    match = (_IN_ORDER if order else _STATUS).search(flat, start, end)
    if order and citing and _CITING.search(flat, start, end if match is None else match.start()):
        return "reported"
    return default if match is None or match.lastgroup is None else match.lastgroup
