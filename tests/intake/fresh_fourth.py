# ruff: noqa: E501 (a line of a paragraph is a line of the document)
"""A fourth fresh set: whole documents of further styles, annotated before the reader saw them."""

from datetime import date

__all__ = ("FRESH_FOURTH",)

FRESH_FOURTH: dict[str, tuple[date, str]] = {
    "p-letter": (
        date(2024, 2, 7),
        """TO THE CONGRESS OF THE UNITED STATES:

<authority cite="50 U.S.C. 1622(d)">Section 202(d) of the National Emergencies Act (50 U.S.C. 1622(d))</authority> provides for the automatic termination of a national emergency unless, within 90 days prior to the anniversary date of its declaration, the President publishes in the Federal Register and transmits to the Congress a notice stating that the emergency is to continue in effect beyond the anniversary date. <declaration status=reported cite="Executive Order 14059">In accordance with this provision, I have sent to the Federal Register for publication the enclosed notice stating that the national emergency declared in Executive Order 14059 is to continue in effect</declaration> beyond December 15, 2024.

<claim>The trafficking into the United States of illicit drugs continues to pose an unusual and extraordinary threat to the national security of the United States</claim>. Therefore, <declaration>I have determined that it is necessary to continue the national emergency</declaration> <authority status=authorised cite="10 U.S.C. 12302">under which members of the Ready Reserve may be ordered to active duty under section 12302 of title 10, United States Code</authority>.

THE WHITE HOUSE,

February 7, 2024.""",
    ),
    "r-governor": (
        date(2023, 5, 16),
        """FOR IMMEDIATE RELEASE
May 16, 2023

Governor Announces Support for Border States

TALLAHASSEE, Fla. – Today, Governor {person1} announced the personnel and equipment that Florida has offered to Texas <authority>under the Emergency Management Assistance Compact</authority>. <strength q="800">The resources include 800 Florida National Guard soldiers</strength>, <strength q="5">five fixed wing aircraft with monitoring equipment and downlink capabilities</strength>, 200 Department of Law Enforcement officers and 17 unmanned aerial vehicles.

“<claim by=person1>The impacts of the border crisis are felt by communities across the nation, and states have to step up</claim>,” said Governor {person1}. “<movement by=person1 status=ordered>At the request of Texas, Florida is sending soldiers and aircraft</movement>.”

• <movement status=planned>The soldiers will deploy <date status=planned q="24">within 24 hours</date></movement>.
• <role pol=tasked status=planned>They will assist the Texas Military Department with observation posts along the Rio Grande</role>.
• <policy status=expected>Florida expects to be reimbursed by Texas for the cost of the Guard deployment</policy>.

The state is also running its own program to transport migrants.""",
    ),
    "r-rotation": (
        date(2025, 3, 29),
        """JOINT TASK FORCE-SOUTHERN BORDER, Fort Huachuca, Ariz. — <authority status=authorised by="U.S. Northern Command">The Secretary of Defense has approved the deployment of an additional Stryker battalion and a combat engineer company to the southern border</authority>, U.S. Northern Command announced Saturday.

<movement q="~590" status=expected date="2025-04" by="U.S. Northern Command">Approximately 590 engineers are expected to arrive</movement> in April, the command said. <strength q="~6700">About 6,700 active-duty troops are currently assigned to JTF-SB</strength>. Forces include:

• <strength q="500">500 Soldiers of the 10th Mountain Division headquarters, Fort Drum, New York</strength>
• <strength q="2400">2,400 Soldiers of the 2nd Stryker Brigade Combat Team, 4th Infantry Division, Fort Carson, Colorado</strength>
• <strength q="40">40 intelligence analysts from various units</strength>

<command>Maj. Gen. {person1}, commanding general of the 10th Mountain Division, leads the task force</command>. <role pol=tasked>Troops conduct detection and monitoring, provide transportation and maintain vehicles for U.S. Border Patrol</role>. <role pol=prohibited>They do not conduct law enforcement</role>. <claim by=person1>“This is a whole-of-government effort, and our Soldiers are making a difference every day,”</claim> {person1last} said.""",
    ),
    "s-hearing": (
        date(2007, 1, 31),
        """OPENING STATEMENT OF SENATOR {person1upper}

Thank you, Mr. Chairman. <claim by=person1last>The National Guard has never been asked to do more, and it has never been less equipped to do it</claim>. <strength q="34" by="National Guard Bureau">The Army Guard has on average 34 percent of the equipment it needs for missions at home</strength>, according to the National Guard Bureau. <claim by=person1last>Governors cannot respond to the next Katrina with trucks that are in Iraq</claim>.

<authority status=proposed by=person1last cite="Insurrection Act">Senator {person2} and I have introduced a bill to repeal the changes made to the Insurrection Act last year</authority>. <authority by=person1last cite="Pub. L. 109-364">Section 1076 of Public Law 109-364</authority> was adopted without a hearing. <claim by=person1last>It makes it too easy for a President to take control of the Guard over the objection of the governors</claim>. <role pol=tasked by=person1last>Since 2001 the Guard has responded to more than 1,000 disasters and emergencies in the States</role>.

I look forward to hearing from our witnesses.""",
    ),
    "n-explainer": (
        date(2025, 10, 8),
        """What is the Insurrection Act, and what would it let the president do?

WASHINGTON — <authority status=possible cite="Insurrection Act" by=person1>President {person1} said this week that he could invoke the Insurrection Act</authority> if courts keep blocking his deployments.

<authority status=authorised cite="Insurrection Act">The Insurrection Act of 1807 allows the president to deploy the military inside the United States</authority> to put down rebellion or enforce federal law. It is an exception to the Posse Comitatus Act, which <role pol=prohibited>bars the military from civilian law enforcement</role>. <movement date="1992">It was last used in 1992, when President George H.W. Bush sent troops to Los Angeles at the request of California's governor</movement>.

So far <authority cite="10 U.S.C. 12406">the administration has relied on a different law, Section 12406 of Title 10</authority>. <authority>Judges in Oregon and Illinois have blocked deployments under that law</authority>. “<claim by=person2>There are very few guardrails in the statute, and that is what makes it so dangerous</claim>,” said {person2}, a law professor at Georgetown.

<strength q="~300">About 300 Illinois Guard members</strength> and <strength q="200">200 from Texas are waiting at a base outside Chicago</strength>.""",
    ),
    "f-border": (
        date(2025, 4, 11),
        """FACT SHEET: The President Secures the Southern Border

SECURING THE BORDER: Today, <authority status=signed date="2025-04-11">President {person1} signed a memorandum on the military mission at the southern border</authority>.

• <authority status=ordered>The memorandum directs the Departments of the Interior, Agriculture and Homeland Security to make Federal lands along the border available to the Department of Defense</authority>.
• <authority status=authorised>It allows the military to build barriers and place sensors on those lands</authority>.
• <location>The lands include the Roosevelt Reservation</location> and exclude Indian reservations.

DELIVERING RESULTS: On his first day in office, <declaration>the President declared a national emergency at the southern border</declaration>.

• <movement q="1500" date="2025-01">In January, the Department of Defense sent 1,500 troops to the border</movement>; <strength q=">=10000" date="2025-04-11">more than 10,000 are there today</strength>.
• Illegal crossings fell by 95 percent in March.
• <claim>The President is keeping his promise to use the military to repel the invasion</claim>.""",
    ),
    "r-review": (
        date(2021, 1, 4),
        """ARLINGTON, Va. – The National Guard's busiest year since World War II ended with <strength q="19000">19,000 Guard members still on the COVID-19 mission</strength>.

<strength q="47000" date="2020-05">At the height of the response in May, 47,000 Guard Soldiers and Airmen were helping communities</strength>. <strength q="84000" date="2020-06">In June, 84,000 were on duty for the pandemic, civil unrest and storms</strength>. <role pol=tasked>They have administered 6.7 million tests and distributed 378 million meals</role>.

<role pol=tasked>In the West, crews with the Modular Airborne Fire Fighting System dropped 2 million gallons of retardant</role>. <movement q=">=2500">Louisiana called up more than 2,500 Guard members for Hurricane Laura</movement>, and <movement q="3000">other states sent 3,000 more through the Emergency Management Assistance Compact</movement>.

“<claim by=person1>If you had told me a year ago what 2020 would bring, I would not have believed it</claim>,” said Army Gen. {person1}, chief of the National Guard Bureau.

<authority status=authorised cite="32 U.S.C. 502(f)">The federal authorization for the COVID-19 mission under 32 U.S.C. 502(f)</authority> <date status=authorised date="2021-03-31">runs through March 31</date>.""",
    ),
}
