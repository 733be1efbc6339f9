# ruff: noqa: E501 (a line of a paragraph is a line of the document)
"""A third fresh set: whole documents with what is no fact in them, annotated before the reader saw them."""

from datetime import date

__all__ = ("FRESH_THIRD",)

FRESH_THIRD: dict[str, tuple[date, str]] = {
    "f-hurricane": (
        date(2023, 8, 31),
        """FACT SHEET: The Administration's Response to Hurricane Idalia

President {person1} is committed to standing with the people of Florida as they begin to recover from Hurricane Idalia. Yesterday, he spoke with the Governor and made clear that the full resources of the federal government are available.

<declaration status=authorised date="2023-08-31">This morning, the President approved a major disaster declaration for the State of Florida</declaration>, which makes funding available to affected individuals in seven counties. FEMA Administrator {person2} traveled to the state today.

Saving Lives and Restoring Power

More than 1,500 federal responders are on the ground, including 300 urban search and rescue personnel. FEMA has staged 1.3 million meals and 1.6 million liters of water. More than 30,000 utility workers from across the country are restoring power.

• <strength q="33">The U.S. Coast Guard has 33 crews ready</strength> <role pol=tasked>to conduct search and rescue</role>.
• <movement q="8">The U.S. Army Corps of Engineers has activated eight emergency response teams</movement> <role pol=tasked>to provide temporary power</role>.
• <strength q="5500">The Florida National Guard has 5,500 members on duty</strength>, with <strength q="2400">2,400 high-water vehicles</strength> and <strength q="12">12 aircraft available</strength>.
• <authority status=authorised>The Department of Defense has approved the use of Maxwell Air Force Base as a staging base for federal supplies</authority>.

Residents should follow the instructions of local officials and never drive through floodwater.""",
    ),
    "o-memorandum": (
        date(2025, 6, 7),
        """MEMORANDUM FOR THE SECRETARY OF DEFENSE
THE ATTORNEY GENERAL
THE SECRETARY OF HOMELAND SECURITY

SUBJECT: Protection of Federal Functions and Property

Numerous incidents of violence and disorder have recently occurred in response to the execution of Federal law by U.S. Immigration and Customs Enforcement. <claim>To the extent that these acts directly inhibit the execution of the laws, they constitute a form of rebellion against the authority of the Government of the United States</claim>.

In light of these incidents, <movement status=ordered date=doc cite="10 U.S.C. 12406">I hereby call into Federal service members and units of the National Guard <authority cite="10 U.S.C. 12406">under 10 U.S.C. 12406</authority></movement> <role pol=tasked status=ordered>to temporarily protect Government personnel who are performing Federal functions and to protect Federal property</role>. <authority status=ordered date=doc>I direct and delegate actions as necessary for the Secretary of Defense to coordinate with the Governors of the States and the National Guard Bureau in identifying the appropriate members and units</authority>. <ceiling q=">=2000" status=ordered>The members called into Federal service shall be at least 2,000 National Guard personnel</ceiling> and the duration of duty shall be <date date="P60D" q="60" status=ordered>for 60 days</date> or at the discretion of the Secretary of Defense. <authority status=authorised>In addition, the Secretary of Defense may employ any other members of the regular Armed Forces as necessary</authority> to augment and support the protection of Federal functions in any number determined appropriate in his discretion.

To carry out this mission, <role pol=permitted status=authorised>the deployed military personnel may perform those military protective activities that the Secretary of Defense determines are reasonably necessary</role>. <policy status=ordered>The Secretary of Defense shall consult with the Attorney General and the Secretary of Homeland Security prior to withdrawing any personnel from any location to which they are sent</policy>. <authority status=authorised>The Secretaries of Defense and Homeland Security may delegate to subordinate officials of their respective Departments any of the authorities conferred upon them by this memorandum</authority>.

{person1upper}""",
    ),
    "t-briefing": (
        date(2024, 10, 3),
        """PRESS BRIEFING BY PRESS SECRETARY {person1namedupper}

1:32 P.M. EDT

MS. {person1upper}: Good afternoon, everyone. I have a couple of things at the top. <ceiling q="<=1000" status=ordered by=person1 date="2024-10-02">Yesterday, the President directed the Department of Defense to move up to 1,000 soldiers</ceiling> <role pol=tasked status=ordered by=person1>to support delivery of food and water in western North Carolina</role>. <strength q=">=6500" by=person1>They join more than 6,500 National Guardsmen from 16 states</strength>.

With that, I'm happy to take your questions.

Q    Thanks. Does the White House have a reaction to the jobs report?

MS. {person1upper}: We will have more to say on Friday. The economy is strong.

Q    On the hurricane, <claim by="governor of a neighboring state">the governor of a neighboring state says the active-duty troops got there late</claim>. How do you respond?

MS. {person1upper}: Well, <claim by=person1>I would say that is just not true</claim>. <command by=person1>The soldiers are working under the direction of North Carolina's dual-status commander</command>. And <movement status=possible by=person1>if more troops are needed, the President could send more</movement>.

Q    Is there a timeline for how long they stay?

MS. {person1upper}: I don't have a timeline to share. <date by=person1 status=planned>They will be there as long as it takes</date>.

Q    And on the port strike?

MS. {person1upper}: The President supports collective bargaining.

END    2:10 P.M. EDT""",
    ),
    "s-release": (
        date(2006, 5, 15),
        """FOR IMMEDIATE RELEASE
May 15, 2006

SENATOR COMMENTS ON PRESIDENT'S BORDER PLAN

WASHINGTON, D.C. – U.S. Senator {person1} (R-Ala.), a member of the Armed Services Committee, tonight made the following comments on the President's address to the nation on immigration.

“<claim by=person1>I am pleased that the President has agreed to use the National Guard on the border</claim>. This is something I have called for since 1997. <role pol=tasked by=person1 status=planned>The Guard will provide the eyes and ears that the Border Patrol needs</role>. But a fence is still essential, and I will offer an amendment to build one.”

<ceiling q="<=6000" status=planned>Under the plan, up to 6,000 Guard members will be deployed to the border</ceiling> in the first year. <role pol=prohibited status=planned>They will not be involved in direct law enforcement</role>. <policy status=planned>The federal government will pay the full cost of the deployment</policy>. <strength q="3000" status=planned>The number is to be cut to 3,000 in the second year</strength>, as 6,000 new Border Patrol agents are hired.

{person1last} said <claim by=person1>the Guard is ready for the mission but should not be asked to do it for long</claim>. The Senate will resume debate on the immigration bill tomorrow. The bill includes 370 miles of fencing.""",
    ),
    "n-article": (
        date(2025, 9, 26),
        """Deployments spread to a third city as governor seeks Guard troops

By {person3}

NEW ORLEANS (AP) — <ceiling q="<=1000" status=proposed date="2025-09-22">Louisiana's governor asked the Pentagon on Monday to approve up to 1,000 state National Guard troops</ceiling> <date date="2026-09-30" status=proposed>through the end of fiscal year 2026</date>, citing high crime in New Orleans, Baton Rouge and Shreveport.

In a letter to Defense Secretary {person1}, Gov. {person2} wrote that <claim by=person2>“elevated violent crime rates” had strained local police</claim>. <authority status=proposed cite="Title 32">He asked that the troops serve under Title 32</authority>, <command status=planned>which would leave him in command while Washington pays</command>.

Crime in New Orleans has fallen: the city has had 70 homicides this year, police records show. Mayor {person4} said <claim by=person4>the city does not need soldiers on Bourbon Street</claim>. “<claim by=person4>A military response to a problem we are already solving is a waste of money</claim>,” she said.

<strength q=">=2300">More than 2,300 Guard members are still in Washington</strength>, where <movement date="2025-08">the president sent them in August</movement>. <movement q="300" status=planned by="Pentagon">Another 300 are to be sent to Portland, Oregon</movement>, the Pentagon announced Sunday. Oregon sued the same day.

It was not clear when the troops would arrive in New Orleans, and the Pentagon did not say whether it would approve the request.""",
    ),
    "r-guard": (
        date(2021, 12, 14),
        """FRANKFORT, Ky. — <strength q=n1 by="Guard">{n1} Soldiers and Airmen of the Kentucky National Guard are supporting tornado recovery in seven counties</strength>, the Guard said Tuesday.

<movement date="2021-12-11">Gov. {person1} activated the Guard early Saturday, hours after the storms</movement>. <role pol=tasked>Troops from the 438th Military Police Company have been manning traffic control points in Mayfield</role>, while <role pol=tasked>engineers of the 201st Engineer Battalion clear debris with local crews</role>. <strength q="~20">About 20 Airmen of the 123rd Airlift Wing's fatality search and recovery team are working with the county coroner</strength>.

“Our hearts go out to those who have lost so much,” said Maj. Gen. {person2}, the adjutant general. “<claim by=person2>These are our neighbors, and our Soldiers will be there until the job is done</claim>.”

<role pol=tasked>The Guard has distributed 61,000 bottles of water and 18,000 meals</role>. Donations can be made through the Team Western Kentucky Tornado Relief Fund. For more information, visit the Guard's website.

<strength q="95" date="2021-12-12">On Sunday, 95 Guard members were on duty</strength>; <movement q="200" status=expected>200 more are expected by the weekend</movement>. <command>The mission is being conducted on state active duty orders</command>.""",
    ),
    "o-border": (
        date(2025, 1, 20),
        """By the authority vested in me as President by the Constitution and the laws of the United States of America, it is hereby ordered:

Section 1. Purpose. As Chief Executive and as Commander in Chief of the Armed Forces of the United States, I have no more solemn responsibility than protecting the sovereignty and territorial integrity of the United States along our national borders. The protection of a nation's territorial integrity is paramount for national security.

Sec. 2. Policy. <policy status=ordered>It is the policy of the United States to ensure that the Armed Forces of the United States prioritize the protection of the sovereignty and territorial integrity of the United States along our national borders</policy>.

Sec. 3. Implementation. (a) The Secretary of Defense shall:

(i) <date date="2025-01-30" q="10" status=ordered>no later than 10 days from the effective date of this order, deliver to the President a revision to the Unified Command Plan</date> that <role pol=tasked status=ordered>assigns United States Northern Command the mission to seal the borders and maintain the sovereignty of the United States by repelling forms of invasion</role>; and

(ii) add the following requirements to the Contingency Planning Guidance:

(A) <role pol=tasked status=ordered>U.S. Northern Command shall provide a commander's estimate for steady-state southern border security</role>.

(b) <date date="2025-02-19" q="30" status=ordered>Within 30 days of the date of this order, the Secretary of Defense shall submit a report on the forces assigned to the mission</date>.

Sec. 4. General Provisions. (a) Nothing in this order shall be construed to impair or otherwise affect the authority granted by law to an executive department or agency, or the head thereof.

(b) This order shall be implemented consistent with applicable law and subject to the availability of appropriations.

THE WHITE HOUSE,

January 20, 2025.""",
    ),
}
