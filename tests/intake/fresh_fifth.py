# ruff: noqa: E501 (a line of a paragraph is a line of the document)
"""A fifth fresh set: the last, for an estimate after all the mending."""

from datetime import date

__all__ = ("FRESH_FIFTH",)

FRESH_FIFTH: dict[str, tuple[date, str]] = {
    "p-speech": (
        date(2005, 9, 15),
        """REMARKS BY THE PRESIDENT ON HURRICANE RECOVERY

THE PRESIDENT: Good evening. I am speaking to you from New Orleans. <strength q=">=24000" date="2005-09-15" by="President">Tonight more than 24,000 active-duty troops and Guard members are at work in this city</strength>. <role pol=tasked by="President">They have gone house to house to bring people out</role>. <claim by="President">It is now clear that a challenge on this scale requires greater federal authority and a broader role for the armed forces</claim>. Congress has provided more than $60 billion in relief.

I have asked every Cabinet secretary to take part in a review of what went wrong. Our debt is to the people of the Gulf Coast.""",
    ),
    "o-selected": (
        date(2022, 7, 14),
        """By the authority vested in me as President by the Constitution and the laws of the United States of America, it is hereby ordered as follows:

Section 1. Purpose. The response to the wildfires in the western States has exhausted civilian crews. <claim>It is necessary to augment those crews with members of the Armed Forces</claim>.

Sec. 2. Authority. <authority status=authorised cite="10 U.S.C. 12304a">The Secretary of Defense is authorized to order units of the Army Reserve and the Air Force Reserve to active duty under section 12304a of title 10, United States Code</authority>, <date date="P120D" q="<=120" status=authorised>for a continuous period of not more than 120 days</date>. <ceiling q="<=400" status=ordered>The number of members on such duty shall not exceed 400 at any time</ceiling>.

Sec. 3. Coordination. <policy status=ordered>The Secretary of Defense shall designate a lead component for military fire support</policy>. <date date="2022-08-13" q="30" status=ordered>Within 30 days after the date of this order, the Secretary of Defense shall report to the President on the use of this authority</date>.

Sec. 4. General Provisions. Nothing in this order shall be construed to impair or otherwise affect the functions of the Director of the Office of Management and Budget.""",
    ),
    "n-wire": (
        date(2018, 12, 4),
        """US to extend troop deployment at Mexico border

WASHINGTON (Reuters) - <authority status=authorised by="Pentagon">U.S. Defense Secretary {person1} has approved an extension of the troop deployment on the Mexican border</authority> <date date="2019-01-31" status=authorised by="Pentagon">through Jan. 31</date>, the Pentagon said on Tuesday.

<strength q="~5200">There are about 5,200 active-duty troops on the border</strength>, in addition to <strength q="~2200">some 2,200 National Guard members</strength> who <movement date="2018-04">were sent in April</movement>. Officials said <strength q="~4000" status=expected by="Officials">the number was expected to drop to about 4,000</strength> as some units go home before Christmas.

The troops have strung miles of concertina wire. <role pol=tasked>They have flown Border Patrol agents to remote sites</role>. <claim by="Critics">Critics have called the deployment a political stunt</claim>.

“<claim by=person2>We have seen no military requirement for this mission, and our troops should be with their families</claim>,” said Rep. {person2}, who is in line to lead the House Armed Services Committee.""",
    ),
    "f-milton": (
        date(2024, 10, 11),
        """FACT SHEET: Response to Hurricane Milton

<declaration status=authorised date="2024-10-07">On October 7, President {person1} approved an emergency declaration for Florida</declaration>, before the storm made landfall.

Search and Rescue

• <role pol=tasked>The Florida National Guard and the Coast Guard have rescued more than 1,000 people</role>.
• <movement q=">=6500">Over 6,500 Florida National Guard members have been activated</movement>, and <movement q="3000">another 3,000 from 19 states have joined them</movement>.
• <strength q="1500">The Department of Defense has 1,500 active-duty troops ready to deploy</strength>.
• FEMA has 1,400 search and rescue personnel in the state.

Restoring Power

• More than 50,000 line workers are in Florida.
• <role pol=tasked>The U.S. Army Corps of Engineers is installing generators at hospitals</role>.""",
    ),
    "s-letterbox": (
        date(2020, 6, 5),
        """WASHINGTON, D.C. – Today, Senators {person1} and {person2} announced legislation to prevent the military from being used against peaceful protesters. <authority status=proposed cite="Insurrection Act">The bill would amend the Insurrection Act to require that Congress approve any deployment</authority> <date q="14" status=proposed>within 14 days</date>.

“<claim by=person1>The men and women of our armed forces should never be used as props</claim>,” said {person1last}. “<claim by=person2>A president should not be able to send troops into our cities on a whim</claim>,” said {person2last}.

The Pentagon said Tuesday that <movement q="1600" by="Pentagon">1,600 active-duty troops had been moved to bases near Washington</movement>. <movement q="700" status=planned by=person3>Secretary of the Army {person3} said Thursday that 700 of them would return to Fort Bragg</movement>.""",
    ),
    "r-storm": (
        date(2022, 12, 27),
        """BUFFALO, N.Y. – Governor {person1} announced Tuesday that <movement q="500" by=person1>500 members of the New York National Guard have been deployed to Erie County</movement>. <role pol=tasked>They are assisting with snow removal, wellness checks and emergency transport</role>. The deployment includes <strength q="4">four military police companies</strength> with <strength q="65">65 high-mobility vehicles</strength>.

“<claim by=person1>We will not stop until every street is clear, and we need the Guard to do it</claim>,” Governor {person1last} said.

<declaration status=signed date="2022-12-26">The President signed an emergency declaration for New York on Monday</declaration>. State Police have deployed 25 troopers. <command>Col. {person2} commands the Guard task force</command>, which is operating <location>out of the Connecticut Street Armory</location>. The mission is expected to <date date="2022-12-30" status=expected>continue until Friday</date>.""",
    ),
}
