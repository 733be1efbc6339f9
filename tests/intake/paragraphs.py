# ruff: noqa: E501 (a line of a paragraph is a line of the document)
"""
Paragraphs of our own in the styles of orders, releases and news, annotated by the reader's guideline.

``<kind …>words</kind>`` marks a fact, ``{slot}`` what a variant changes. Of a fact: ``q`` the slot of its
quantity, ``date`` the slot of its date (``doc``: the document's own), ``cite`` the slots of its citations,
``by`` who says it, ``status`` and ``pol``; what is left out is ``reported``, ``document`` and none. The
first letter of a paragraph's name is its style: o(rder), r(elease), n(ews).
"""

__all__ = ("PARAGRAPHS",)

PARAGRAPHS: dict[str, str] = {
    # orders
    "o-reserve": """MEMORANDUM FOR THE SECRETARY OF DEFENSE

<authority cite=usc1>Pursuant to {usc1}</authority>, <ceiling q=cap1 status=ordered date=doc>I hereby order {cap1} members of the Ready Reserve to active duty</ceiling> <date date=dur1 q=dur1 status=ordered>for {dur1}</date>.""",
    "o-guard": """MEMORANDUM FOR THE SECRETARY OF DEFENSE

<movement status=ordered date=doc cite=usc1>I hereby call into Federal service members and units of the {state1} National Guard <authority cite=usc1>under {usc1}</authority></movement>. <ceiling q=min1 status=ordered>The force shall be {min1} National Guard personnel</ceiling>.""",
    "o-within": """MEMORANDUM FOR THE SECRETARY OF DEFENSE

<date date=within1 q=within1 status=ordered>{within1}, the Secretary of Defense shall submit a plan for the military mission</date>. <authority status=authorised>The Secretary of Defense may extend the deployment to other States</authority>.""",
    "o-opord": """OPERATION ORDER 07

<movement status=ordered date=dtg1>The 3rd Engineer Battalion will deploy to {place1}</movement> <date date=dtg1 status=ordered>not later than {dtg1}</date>. <command status=ordered>The battalion will report to the Commander, U.S. Northern Command</command>.""",
    "o-limits": """EXECUTIVE ORDER

<command status=ordered>The task force shall report to the Commander of U.S. Northern Command</command>. <role pol=prohibited status=ordered>Members of the Armed Forces shall not conduct arrests or searches</role>. The military mission shall <date date=day1 status=ordered>end on {day1}</date>.""",
    "o-proclaim": """PROCLAMATION

<declaration date=doc status=ordered>I hereby declare that an emergency exists in {county1}, {state1}</declaration>. <role pol=tasked status=ordered>The Secretary of Defense shall provide engineers and aircraft to the State</role>.""",
    "o-furtherance": """EXECUTIVE ORDER

<authority cite=eo1 date=full1>In furtherance of {eo1} of {full1}</authority>, <role pol=tasked status=ordered>the Secretary of Defense shall support the Governor's debris teams with National Guard engineers</role>.""",
    "o-frago": """FRAGO 12 TO OPERATION ORDER 07

<movement q=few1 status=ordered>{few1} UH-60 helicopters of the 1st Aviation Brigade will deploy to {place1}</movement> <date date=none q=offset1 status=ordered>NLT {offset1}</date>. <role pol=prohibited status=ordered>Soldiers will not detain civilians</role>.""",
    "o-fiscal": """EXECUTIVE ORDER

<authority cite=usc1>Consistent with {usc1}</authority>, <role pol=tasked status=ordered>the Secretary of Defense shall provide military support to the State</role> <date date=endfy1 status=ordered>until the end of {endfy1}</date>.""",
    "o-consult": """MEMORANDUM FOR THE SECRETARY OF DEFENSE

<policy status=ordered>The Secretary of Defense shall consult with the Governor of {state1} before withdrawing any personnel</policy>. <ceiling q=cap1 status=authorised>The Secretary may deploy {cap1} additional troops</ceiling>.""",
    # releases
    "r-dateline": """{city1} — <movement q=n1 date=wdpast1 by=guard1>{n1} {unit1} deployed to {county1} on {wdpast1}</movement> <role pol=tasked by=guard1>to help clear debris</role>, the {guard1} said.""",
    "r-declare": """<declaration date=md1>Gov. {person1} declared a state of emergency in {county1} on {md1}</declaration>. <movement q=n1 date=md2>The governor activated {n1} National Guard members on {md2}</movement>.""",
    "r-strength": """<strength q=n1>{n1} {unit1} are on duty in {county1}</strength>. <strength q=few1>{few1} helicopters are on call</strength>. <location place=place1>The mission runs out of {place1}</location>.""",
    "r-brings": """<movement q=n1 status=planned date=wdnext1>An additional {n1} Guard soldiers will deploy to {county1}</movement> <date date=wdnext1 status=planned>on {wdnext1}</date>. <strength q=n2>This brings the total to {n2} {unit1}</strength>.""",
    "r-quoted": """<claim by=person1>“Our soldiers are ready, and the need is serious,”</claim> said Maj. Gen. {person1}, the state’s adjutant general. <strength q=n1 by=person1>{person1last} said {n1} Guard members are on duty</strength>.""",
    "r-approve": """<authority status=authorised date=md1 cite=title1>On {md1}, the Secretary of Defense approved the use of {title1} funding for the {state1} National Guard</authority>. <date date=through1>The approval runs through {through1}</date>.""",
    "r-maffs": """<strength q=few1>The {state1} National Guard has {few1} aircraft on call</strength>. <movement q=few2 status=planned>{few2} more aircraft will be sent by the Nevada National Guard</movement>.""",
    "r-list": """Guard troops are supporting the fire response in four states: <strength q=n1>Florida, {n1} soldiers</strength>; <strength q=n2>Georgia, {n2} soldiers</strength>; <strength q=n3>Alabama, {n3} soldiers</strength>.""",
    "r-ellipsis": """<strength q=n1>Florida has {n1} Guard members on duty</strength>, <strength q=n2>Georgia {n2}</strength> and <strength q=n3>South Carolina {n3}</strength>.""",
    "r-return": """<movement q=n1 date=md1>{n1} soldiers of the 10th Engineer Battalion returned home to {city1short} on {md1}</movement> after {days1} days of duty.""",
    "r-coast": """<movement q=few1>The Coast Guard sent {few1} cutters to {city1short}</movement>. <command>The cutters answer to the Coast Guard's Seventh District</command>.""",
    # news
    "n-preparing": """<ceiling q=cap1 status=planned by=outlet1>The Pentagon is preparing to send {cap1} {unit1} to the southern border</ceiling> <role pol=tasked status=planned by=outlet1>to help secure the frontier</role>, according to {outlet1}.""",
    "n-expected": """<movement q=n1 status=expected by=outlet1 date=wdnext1>{n1} {unit1} are expected to deploy to {county1}</movement> <date date=wdnext1 status=expected by=outlet1>on {wdnext1}</date>, {outlet1} reported.""",
    "n-authorised": """<ceiling q=cap1 status=authorised cite=usc1>The task force is authorized to deploy {cap1} {unit1} <authority cite=usc1>under {usc1}</authority></ceiling>.""",
    "n-range": """<ceiling q=range1 status=planned by=officials1>The plan calls for {range1} National Guard troops</ceiling>, {officials1} said. The deployment would last <date date=dur1 q=dur1 status=planned>for {dur1}</date>.""",
    "n-denied": """Pentagon spokesman {person1} said <role pol=prohibited status=denied by=person1>troops will not conduct arrests</role>. <strength q=n1 by=person1>He said {n1} service members are at the border</strength>.""",
    "n-claim": """Sen. {person1} said {wdpast1} that <claim by=person1 date=wdpast1>the deployment of the National Guard was unlawful and dangerous</claim>.""",
    "n-possible": """<movement q=n1 status=possible>The Pentagon may send {n1} more troops to {city1short}</movement>. <strength status=possible>The exact number of troops could change</strength>.""",
    "n-signed": """<authority status=signed date=md1 cite=eo1>President {person1} signed {eo1} on {md1} on the use of the military at the border</authority>. <role pol=permitted status=possible>The order could let troops patrol the border</role>.""",
    "n-asked": """<ceiling q=n1 status=proposed date=md1>On {md1}, the Department of Homeland Security requested {n1} National Guard members</ceiling> <role pol=tasked status=proposed>to help transport migrants</role>.""",
    "n-last": """<movement q=n1 date=month1>The Pentagon sent {n1} {unit1} to the border in {month1}</movement>. <strength q=n2>{n2} remain there, mostly National Guard soldiers</strength>.""",
    "n-exceed": """<strength q=n1 date=asof1 by=command1>{n1} {unit1} were in {city1short} as of {asof1}</strength>, {command1} said.""",
    "n-bill": """<authority status=proposed>Rep. {person1} introduced a bill that would require the Governor's consent for such deployments</authority>. <claim by=person1>“The Guard should not patrol our streets without consent,”</claim> {person1last} said.""",
    "n-judge": """<movement q=few1 cite=usc1>{few1} Stryker vehicles arrived at {place1} <authority cite=usc1>under {usc1}</authority></movement>, and <strength q=n1>{n1} Marines are already there</strength>.""",
    "n-fy": """The Guard mission cost the state $14 million, and <date date=fyend1 status=planned by=person1>the troops will stay through {fyend1}</date>, Gov. {person1} said.""",
    "n-offended": """<movement q=n1 date=ago1>{ago1}, Gov. {person1} mobilized {n1} Guard members</movement>. <movement q=n2 status=planned date=next1>{n2} more will arrive {next1}</movement>.""",
}
