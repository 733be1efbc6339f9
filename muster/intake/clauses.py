"""Clauses of a sentence: the smallest pieces that may prove a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator

__all__ = ("split_clauses",)

_FINITE = (
    r"(?:is|are|was|were|has|have|had|will|would|shall|may|might|can|could|should|must|does|do|did|"
    r"[a-z]{3,}ed|[a-z]{3,}(?<!s)s|deploy|arrive|leave|begin|return|go|said|sent|made|began|left|went|held|"
    r"led|put|took|gave|found)"
)
_SUBJECT = (
    r"(?:(?:the|a|an|this|that|these|those|its|his|her|their|both|some|all|no|one|two|[A-Z][\w.'-]*|it|he|"
    r"she|they|we|I|\d[\d,]*|(?:up to|as many as|about|nearly|roughly|almost|more than|at least|some|"
    r"another|more|most|many|dozens|hundreds|thousands|three|four|five|six|seven|eight|nine|ten|additional|"
    r"other|others|members|troops|soldiers|forces|units|personnel))\b)"
)
_CUT = re.compile(
    r"(?P<hard>; (?:and |or )?|: (?=[^:;]{4,80}\d[^:;]{2,60}; |[A-Z][^:;.\d]{2,50}\d[\d,]*(?: [a-z]+)?(?:,|"
    r" and) [^:;.\d]{2,40}\d)| — | -- |--|—| \((?=[A-Z][a-z]+ [a-z]+ [a-z]+))|(?P<comma>,\"? (?:and |but |"
    r"or |so )?(?=(?:which|who|whom|whose|where|although|though|while|whereas|because|since|when|"
    r"as(?! well| appropriate| amended| recogni| soon)|after|before|if|unless|even|stating|saying|noting|"
    r"raising|allowing|making|giving|bringing|stressing|adding|leaving|prompting|doubling|tripling|"
    r"bringing|down from|up from|of which|of whom|but|yet|with (?:the|a|an|plans|almost|about|nearly|\d)|"
    r"in addition|pending|following|despite|amid|without regard|(?:a|one|two|three) (?:day|week|"
    r"month)s? after|(?:days|hours|weeks) after|subject to(?! the availability| applicable)|"
    r"including \d)\b))"
    rf"|(?P<join>(?:,?(?<!\d) (?:and|but|or) (?={_SUBJECT})|, (?:and|but) )(?=[\w.,'%$-]+(?: [\w.,'%$-]+)"
    rf"{{0,9}}? (?:is|are|was|were|has|have|had|will|would|shall|may|might|can|could|should|must)\b))"
    r"|(?P<so> so that | (?=under which )|, so (?=(?:why|how|what|when|where|who|will|is|are|do|does|did|"
    r"the|they|it|he|she|we|its|no|all|any)\b))|(?P<count>: (?=\d[\d,]* [A-Z]?[a-z][^:;.]{2,60}(?:,|"
    r" and) \d))|(?P<participle> (?=(?:authorizing|directing|ordering|permitting|requiring) (?:up to|"
    r"as many|no more|not more|\d|more|about|nearly|at least|the (?:use|deployment|Secretary|Pentagon|"
    r"Guard|mobilization|activation|military|Department|National)|him|her|them|a maximum|an additional|"
    r"states?|governors?)\b))|(?P<predicate> (?=and (?:assumes?|reports?|answers?|serves?|"
    r"remains?) (?:the |as |to |in |on |under |command)))|(?P<refusal> (?:and|but) (?=(?:(?:are|is|were|"
    r"will|would|may|shall|can) not|cannot|won't)\b))"
    rf"|(?P<subordinate> (?=(?:as|after|while|because|since|although|though|when|if|unless|before)(?"
    rf": just)? (?:President |Gov\. |the |a )?(?:[A-Z][\w.'-]*|it|he|she|they|[a-z]+s) {_FINITE}\b))"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|shall|may|might|can|could|should|must|does|do|did|"
    r"[a-z]{3,}ed|said|sent|made|began|left|went|held|led|took|gave|helps?|declares|grants|oversees|"
    r"includes|remains?|provides|supports|involves|deploys|continues)\b"
)
_CONNECTIVE = re.compile(
    r"(?:(?:and|but|or|so|yet|that|though|although|while|whereas|because(?! of)|as(?! appropriate| of\b|"
    r" many\b| much\b)|when|(?:since|after|before)(?! (?:\d|Jan|Feb|Mar|Apr|May|June|July|Aug|Sept|Oct|Nov|"
    r"Dec))|if|unless|even|for example|for instance|however|meanwhile|additionally|in addition|also|"
    r"at the same time|therefore|moreover|furthermore|as a result|consequently|separately|still|instead|"
    r"currently|stating that|saying (?=[a-z])|saying that|just|only|noting that|adding that|of course|"
    r"this (?:announcement|news|move|decision|comes) (?:follows|comes) (?:just )?(?:\w+ )?(?:days|weeks|"
    r"hours)?)(?:,| that)? |[,;:.\"' —-])",
    re.IGNORECASE,
)


def split_clauses(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """
    Yield the clauses of plain ``flat[start:end]``, connectives and final marks cut away.

    Examples
    --------
    >>> text = "However, the number may vary, though it did not say how, and the Guard will help."
    >>> [text[a:b] for a, b in split_clauses(text, 0, len(text))]
    ['the number may vary', 'it did not say how', 'the Guard will help']
    """
    begin = start
    for cut in _CUT.finditer(flat, start, end):
        if cut.start() - begin < 12 or (cut["join"] and _VERB.search(flat, begin, cut.start()) is None):
            continue
        yield from _bare(flat, begin, cut.start())
        begin = cut.end()
    yield from _bare(flat, begin, end)


def _bare(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while (connective := _CONNECTIVE.match(flat, start, end)) is not None and connective.end() < end:
        start = connective.end()
    while end > start and flat[end - 1] in " ,;:-—":
        end -= 1
    if (
        end > start
        and flat[end - 1] == "."
        and not re.search(r"\b(?:U\.S|etc|D\.C)\.$", flat[max(start, end - 5) : end])
    ):
        end -= 1
    elif flat[end - 2 : end] == '."' and flat.count('"', start, end) % 2:
        end -= 2
    if end - start >= 8:
        yield start, end
