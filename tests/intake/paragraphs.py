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
    "o-light": """MEMORANDUM FOR THE SECRETARY OF DEFENSE

In light of these conditions, <authority status=ordered>by the authority vested in me as President by the Constitution and the laws of the United States of America</authority>, <movement status=ordered date=doc cite=usc1>I hereby call into Federal service members and units of the National Guard <authority cite=usc1>under {usc1}</authority></movement> <role pol=tasked status=ordered>to temporarily protect Federal personnel</role>.""",
    "o-total": """MEMORANDUM FOR THE SECRETARY OF DEFENSE

The members called into service <ceiling q=min1 status=ordered>shall be {min1} National Guard personnel</ceiling> and the duration of duty shall be <date date=dur1 q=dur1 status=ordered>for {dur1}</date>.""",
    "o-perform": """MEMORANDUM FOR THE SECRETARY OF DEFENSE

<role pol=permitted status=authorised>The deployed military personnel may perform protective activities on the installation</role>. <authority status=authorised>The Secretary of Defense may delegate the authority under this memorandum to the Commander, U.S. Northern Command</authority>.""",
    "o-exceed": """EXECUTIVE ORDER

<ceiling q=exceed1 status=ordered>The number of Guard personnel on duty {exceed1}</ceiling>. <authority cite=eo1 status=ordered date=doc>{eo1} of {full1} is hereby revoked</authority>.""",
    "o-exord": """EXORD 004

<movement q=n1 status=ordered date=dtg1>The 10th Mountain Division will deploy {n1} soldiers</movement> <date date=dtg1 status=ordered>NLT {dtg1}</date>. <command status=ordered>Joint Task Force-North will serve as the supported command</command>.""",
    "o-dates": """EXECUTIVE ORDER

<role pol=tasked status=ordered date=span1>National Guard units shall support the State</role> <date date=span1 status=ordered>{span1}</date>. <authority cite=publ1>Pursuant to {publ1}</authority>, <policy status=ordered>the Secretary of Defense shall ensure that the mission is non-reimbursable</policy>.""",
    "o-hours": """OPERATION ORDER 09

<date date=within1 q=within1 status=ordered>{within1}, the Commander, U.S. Northern Command, shall report the readiness of the force</date>. <role pol=prohibited status=ordered>Troops shall not search persons or vehicles</role>.""",
    "o-directive": """MEMORANDUM FOR THE SECRETARY OF DEFENSE

<authority cite=dodi1>In accordance with {dodi1}</authority>, <role pol=tasked status=ordered>the Department of Defense shall provide military support to law enforcement</role>.""",
    # releases
    "r-northcom": """{city1} — <strength q=n1>U.S. Northern Command is supporting the flood response with {n1} active-duty Soldiers</strength>. <movement q=n2 date=md1>{n2} Soldiers arrived in {county1} on {md1}</movement>.""",
    "r-including": """<strength q=n1>{n1} National Guardsmen are responding</strength>, including <strength q=n2>{n2} from Ohio</strength> and <strength q=n3>{n3} from Florida</strength>. <date date=lasting1 q=lasting1 status=expected>The mission is expected to last {lasting1}</date>.""",
    "r-authorised": """<authority status=authorised date=md1>The Department of Defense authorized the deployment on {md1}</authority>. <movement q=few1 status=planned>{few1} CH-47 helicopters will fly to {city1short} and deploy there</movement>.""",
    "r-sad": """<command>The soldiers of the {state1} National Guard are serving on state active duty</command>. <role pol=tasked status=planned>They will assist local authorities with traffic control</role> <date date=through1 status=planned>through {through1}</date>.""",
    "r-spoke": """<claim by=person1>“The Guard is here because our communities need help,”</claim> said Gov. {person1}. <movement q=n1 by=person1>{person1last} said the state activated {n1} Guard members</movement>.""",
    "r-secretary": """<authority status=authorised date=wdpast1>The Secretary of Defense on {wdpast1} approved the request for Guard support</authority>. <ceiling q=cap1 status=authorised>He authorized {cap1} National Guard members</ceiling>.""",
    "r-end": """<movement date=md1>The {state1} National Guard withdrew its troops from {county1} on {md1}</movement>. The mission <date date=endmonth1 status=planned>will end at the {endmonth1}</date>.""",
    "r-dateline": """{city1} — <movement q=n1 date=wdpast1 by=guard1>{n1} {unit1} deployed to {county1} on {wdpast1}</movement> <role pol=tasked by=guard1>to help clear debris</role>, the {guard1} said.""",
    "r-declare": """<declaration date=md1>Gov. {person1} declared a state of emergency in {county1} on {md1}</declaration>. <movement q=n1 date=md2>The governor activated {n1} National Guard members on {md2}</movement>.""",
    "r-strength": """<strength q=n1>{n1} {unit1} are on duty in {county1}</strength>. <strength q=few1>{few1} helicopters are on call</strength>. <location place=place1>The mission runs out of {place1}</location>.""",
    "r-brings": """<movement q=n1 status=planned date=wdnext1>An additional {n1} Guard soldiers will deploy to {county1}</movement> <date date=wdnext1 status=planned>on {wdnext1}</date>. <strength q=n2>This brings the total to {n2} {unit1}</strength>.""",
    "r-quoted": """<claim by=person1>“Our soldiers are ready, and the need is serious,”</claim> said Maj. Gen. {person1}, the state’s adjutant general. <strength q=n1 by=person1>{person1last} said {n1} Guard members are on duty</strength>.""",
    "r-approve": """<authority status=authorised date=md1 cite=title1>On {md1}, the Secretary of Defense approved the use of {title1} funding for the {state1} National Guard</authority>. <date date=through1>The approval runs through {through1}</date>.""",
    "r-maffs": """<strength q=few1>The {state1} National Guard has {few1} aircraft on call</strength>. <movement q=few2 status=planned>{few2} more aircraft will be sent by the Nevada National Guard</movement>.""",
    "r-list": """<role pol=tasked>Guard troops are supporting the fire response in four states</role>: <strength q=n1>Florida, {n1} soldiers</strength>; <strength q=n2>Georgia, {n2} soldiers</strength>; <strength q=n3>Alabama, {n3} soldiers</strength>.""",
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
    "n-official": """<movement q=n1 status=planned by=official1>The Pentagon will send {n1} Marines to {city1short}</movement> <role pol=tasked status=planned by=official1>to help protect federal buildings</role>, a {official1} said {wdpast1}, adding that plans were not final.""",
    "n-called": """<claim by=person1>Gov. {person1} called the deployment “illegal”</claim>. <claim by=person1>“This is a provocation, not a response to an emergency,”</claim> {person1last} said.""",
    "n-refusal": """<command status=planned by=command1 cite=title1>The troops will remain under {title1} status</command> and <role pol=prohibited status=denied by=command1>will not make arrests</role>, according to {command1}.""",
    "n-rise": """<strength q=n1>{n1} Guard members are in {city1short}</strength>. <strength q=m1 status=possible date=mon1>The number could grow to {m1} <date date=mon1 status=possible>by {mon1}</date></strength>.""",
    "n-pledged": """<movement q=n1 by=state1 status=reported>{state1} said it was sending {n1} Guard troops</movement>, while <strength q=m2>Louisiana pledged {m2}</strength>.""",
    "n-carry": """<role pol=permitted status=possible by=army1>Troops may carry weapons</role>, the {army1} said in a statement. <strength q=n1 date=asof1>As of {asof1}, {n1} Guard members were on duty in the capital</strength>.""",
    "n-denies": """The {pentagon1} denied that <role pol=tasked status=denied by=pentagon1>the troops would conduct law enforcement</role>. <date date=through1 status=possible by=defofficials1>The mission could be extended through {through1}</date>, {defofficials1} said.""",
    "n-posse": """<authority cite=pca1>Under the {pca1}</authority>, <role pol=prohibited>troops are prohibited from policing citizens</role>. <claim by=person1>The order “violates the law and puts the military in our streets,”</claim> Sen. {person1} said.""",
    "n-told": """{officers1} told {outlet1} that <movement q=n1 by=officers1 status=expected date=next1>{n1} Marines are expected to deploy {next1}</movement>. <ceiling q=range1 status=possible>The Pentagon is considering sending {range1} troops</ceiling>.""",
    "n-weekend": """<movement q=n1 date=weekend1>The Pentagon sent {n1} soldiers to {city1short} {weekend1}</movement>. <declaration date=wdpast1>The governor declared an emergency on {wdpast1}</declaration>.""",
    "n-offended": """<movement q=n1 date=ago1>{ago1}, Gov. {person1} mobilized {n1} Guard members</movement>. <movement q=n2 status=planned date=next1>{n2} more will arrive {next1}</movement>.""",
}
