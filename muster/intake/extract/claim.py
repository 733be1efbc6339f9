"""Claims: a judgement, a prediction or a justification, quoted or not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from muster.intake.grammars.modality import DENIAL
from muster.intake.passage import Clause, Draft

__all__ = ("claims", "is_judgement", "quotations")

_JUDGEMENT = re.compile(
    r"\b(?:(?:is|are|was|were) not an?|should|must|ought|would be|would have|warrants?|necessary|essential|"
    r"critical(?!ly injured)|legal(?:ly)?|illegal(?:ly)?|unlawful|lawful|unconstitutional|constitutional|"
    r"abuse|concerns?|danger(?:ous)?|threat(?:en\w*)?|safer|effective|ineffective|genuine|workable|"
    r"success(?:ful)?|fail(?:ed|ure|s)?|wrong|right|political|waste|crisis|invasion|requires? that|"
    r"will not (?:adversely )?(?:affect|impact|harm|change)|adversely|readiness|convinced|confident|"
    r"unprecedented|need(?:s|ed)?|promised|vowed|pledged|justif\w+|appropriate|serious|no (?:need|reason|"
    r"basis)|critics|fear|worr\w+|risk\w*|strain|overwhelm\w*|because|better|worse|violat\w+|reckless\w*|"
    r"provocat\w+|disgrac\w+|shame\w*|authoritarian|unfair|harm\w*|wast(?:e|ing)|too (?:late|slow|little|"
    r"few|many|long)|late|slow|stunt|theater|excessive|unnecessary|responsib\w+|proud|honored|ready)\b",
    re.IGNORECASE,
)
_STRONG = re.compile(
    r"\b(?:should|ought|warrants?|must (?:be|not)|would be an?|abuse|unlawful|illegal|unconstitutional|"
    r"genuine|workable|(?:do|does|did|would)(?: not|n't) (?:support|believe|agree|think|need|want)|"
    r"oppose[sd]?|I (?:think|believe)|it is imperative|(?:un)?lawfully|illegally|no (?:credible |"
    r"such )?evidence|show of force|overreact\w+|there is no (?:need|emergency|truth|invasion|insurrection|"
    r"reason|doubt)|it's time (?:for|to)|\bwe (?:need|have to|cannot|can't) |(?:extraordinary|tremendous|"
    r"incredible|outstanding|remarkable|great) (?:job|work)|convinced|confident|unprecedented|(?:is|are|"
    r"was|were) (?:badly |not )?needed|justif(?:y|ies|ied)|(?:seems?|appears?) to|right thing|wrong|"
    r"unnecessary|excessive|proud|honored|violat(?:ed|es|ing)|will not (?:adversely )?(?:affect|impact|"
    r"harm))\b",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"\b(?:is|are|was|were|be|will|would|shall|can|could|may|might|have|has|had|do|does|did|[a-z]{3,}ed|"
    r"(?:we|they|I|it|he|she) (?:\w+ )?[a-z]+|'(?:s|re|ve|m|ll))\b"
)
_HEADLESS = re.compile(r"(?:is|are|was|were|have|has) ")
_SUBJECT_MATTER = re.compile(
    r"\b(?:action|actions|order|orders|deployment|invasion|law|legal|military|emergency|use of force|"
    r"authority|power|powers|mission|plan|border|Guard|troops?|soldiers|federal|decision|priority|"
    r"provocation|occupation|police|communit(?:y|ies)|determination|posture|response|mandate|democracy|"
    r"Constitution|safety|lives|support|streets|city|state|governor|President)\b",
    re.IGNORECASE,
)
_OWN = re.compile(
    r"\b(?:raising|raises|drawing|prompting|sparking) (?:[\w-]+ ){0,4}(?:concerns?|questions|criticism|"
    r"alarm|fears)|\b(?:situation|crisis|emergency|conditions?|threat|"
    r"circumstances)\b[^.;]{0,60}\brequires? that|\bconstitutes? (?:an? |"
    r"the )?(?:[\w-]+ ){0,5}(?:emergency|invasion|rebellion|threat|danger|crisis|insurrection)|"
    r"\bpresents? (?:an? )(?:[\w-]+ ){0,5}(?:crisis|threat|danger)\b[^.;]{0,80}?\b(?:threatens|"
    r"constitutes)|\bthis emergency requires\b|\bpos(?:e|es|ing) an? [^.;]{0,50}\b(?:threat|danger)|"
    r"\bit is (?:necessary|essential|imperative)|\bmust (?:intervene|act|be)|\b(?:is|are) (?:inadequate|"
    r"insufficient|overwhelmed|necessary|essential)\b",
    re.IGNORECASE,
)


#: Without one of these the document does not judge for itself.
_CUES = (
    "concern", "question", "critic", "alarm", "fear", "requir", "it is ", "must", "inadequate",
    "insufficient", "overwhelm", "necessary", "essential", "constitut", "present", "pose", "posing",
)  # fmt: skip


def is_judgement(clause: Clause) -> bool:
    """Whether a speaker judges or promises, so that the figures and tasks in it are only its matter."""
    if clause.lead == "promised":
        return True
    return (
        clause.speaker != "document"
        and _STRONG.search(clause.page.flat, clause.start, clause.end) is not None
    )


def claims(clause: Clause) -> Iterator[Draft]:
    """Yield the judgement of a clause: of a speaker on the matter, or of the document itself."""
    flat = clause.page.flat
    if clause.speaker == "document":
        own = _OWN.search(flat, clause.start, clause.end) if clause.says(_CUES) else None
        headless = _HEADLESS.match(flat, clause.start, clause.end)
        ruled = clause.page.order and re.search(r"\b(?:may|shall)\b", clause.words) is not None
        scope = clause.named or clause.topic or clause.page.order
        if own is not None and headless is None and not ruled and scope:
            yield Draft("claim", clause.start, clause.end, "reported")
        return
    if clause.lead == "promised":
        if clause.named or clause.topic:
            yield Draft("claim", clause.start, clause.end, "reported")
        return
    judged = (
        is_judgement(clause)
        or '"' in clause.words
        or _JUDGEMENT.search(flat, clause.start, clause.end) is not None
    )
    if not judged or not (clause.named or clause.topic):
        return
    strong = (clause.quoted and clause.topic) or '"' in clause.words
    if not clause.named and not strong and _SUBJECT_MATTER.search(flat, clause.start, clause.end) is None:
        return
    yield Draft("claim", clause.start, clause.end, _status(clause))


def quotations(clause: Clause) -> Iterator[Draft]:
    """Yield what a named speaker is quoted with on forces or their mission, where it states nothing else."""
    words = clause.words
    if (
        clause.speaker not in ("document", "reporter")
        and (clause.named or (clause.topic and _SUBJECT_MATTER.search(words) is not None))
        and words.count(" ") >= 4
        and not words.endswith("?")
        and _STATES.search(words) is not None
        and not words.startswith(("with ", "without ", "including "))
    ):
        yield Draft("claim", clause.start, clause.end, _status(clause))


def _status(clause: Clause) -> str:
    flat = clause.page.flat
    if re.search(r"\b(?:seems?|appears?|could|might|may)\b", flat[clause.start : clause.end]):
        return "possible"
    denial = DENIAL.search(flat, clause.start, clause.end)
    if denial is not None and re.match(r"(?:is|are|was|were) not|denied", denial[0], re.IGNORECASE):
        return "denied"
    return "reported"
