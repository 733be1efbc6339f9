# ruff: noqa: E501 (a line of a paragraph is a line of the document)
"""A second set of fresh paragraphs, written and annotated after the first had mended the grammars, unseen again."""

from datetime import date

__all__ = ("FRESH_SECOND",)

FRESH_SECOND: dict[str, tuple[date, str]] = {
    "s-gulf": (
        date(2005, 9, 14),
        """Sen. {person1} said today that <authority status=proposed by=person1>he will introduce legislation to give the President clear authority to send active-duty troops into a disaster area</authority>. <claim by=person1>“We cannot wait four days for help to arrive again,”</claim> {person1last} said. More than 20,000 evacuees are being housed in Texas. <strength q="1600" by=person1>{person1last} noted that 1,600 members of the {state1} National Guard are serving in Mississippi</strength>, where they <role pol=tasked by=person1>are clearing roads and guarding fuel depots</role>.""",
    ),
    "n-jumpstart": (
        date(2006, 8, 3),
        """PHOENIX — The National Guard has met its first deadline on the Mexican border. <strength q="6199" date="2006-08-01" by="National Guard Bureau">There were 6,199 troops in the four border states on Aug. 1</strength>, according to the National Guard Bureau, and <strength q=">=2500" by="National Guard Bureau">more than 2,500 of them are in Arizona</strength>. <role pol=tasked>They are building fences, fixing vehicles and watching camera screens</role> so that Border Patrol agents can return to the line. The operation is to <date date="2008-07-15" status=planned>end on July 15, 2008</date>.""",
    ),
    "o-ebola": (
        date(2014, 10, 16),
        """EXECUTIVE ORDER

<authority cite="10 U.S.C. 12304;10 U.S.C. 12306">By the authority vested in me as President by the Constitution and the laws of the United States of America, including sections 12304 and 12306 of title 10, United States Code</authority>, <claim>I hereby determine that it is necessary to augment the active Armed Forces of the United States</claim> for the effective conduct of the operation. <authority status=authorised date=doc>The Secretary of Defense is hereby authorized to order to active duty any units of the Selected Reserve</authority>. <ceiling q="<=1000" status=authorised>Not to exceed 1,000 members may be on active duty under this order at any one time</ceiling>. This order shall be transmitted to the Congress.""",
    ),
    "r-floodsc": (
        date(2015, 10, 7),
        """COLUMBIA, S.C. – <strength q=n1 date="2015-10-07">{n1} Soldiers and Airmen of the South Carolina National Guard were on state active duty Wednesday</strength>, the sixth day of the flood response. <role pol=tasked>Crews filled and placed 6,000 sandbags at the Columbia Canal</role>. <strength q="11">Eleven helicopters</strength> and <strength q="~100">about 100 trucks</strength> were in use.""",
    ),
    "n-stewart": (
        date(2018, 11, 5),
        """<strength q=n1 by=person1>{n1} troops are in South Texas</strength>, and <movement q="2000" status=expected by=person1>an additional 2,000 are due in the next few days</movement>, Army Col. {person1}, a military spokesman, told reporters on Monday. The Pentagon has put no price on the operation; outside estimates run to $200 million. <role pol=prohibited status=denied by=person1>Troops will not be in contact with migrants</role>, {person1last} said.""",
    ),
    "t-pentagon": (
        date(2018, 11, 14),
        """SECRETARY {person1upper}: <role pol=tasked by=person1last>The troops are putting in obstacles, that's what they're doing</role>. <authority by=person1last>We have the authority from the President to protect the Border Patrol</authority>.

Q    Mr. Secretary, how long will they stay?

SECRETARY {person1upper}: The mission <date date="2018-12-15" by=person1last>goes through December 15th</date>. <movement status=possible by=person1last>We may move some of them to California</movement>. <claim by=person1last>I don't do stunts, and this is a necessary mission</claim>.""",
    ),
    "a-extension": (
        date(2020, 6, 24),
        """MEMORANDUM FOR ADJUTANTS GENERAL OF THE SEVERAL STATES

SUBJECT: Extension of Title 32 Authority for COVID-19

1. References: (a) Presidential Memorandum of June 2, 2020; (b) DoDI 1225.08.
2. <authority status=authorised cite="32 U.S.C. 502(f)">The Secretary of Defense has approved continued use of 32 U.S.C. 502(f) for {state1}, {state2} and Guam</authority> <date date="2020-08-21" status=authorised>through 21 August 2020</date>. <ceiling q=cap1 status=authorised>Each State may retain {cap1} Soldiers and Airmen on orders</ceiling>.
3. <policy status=ordered>All other States will use state active duty or request funding on a reimbursable basis</policy>. <role pol=prohibited status=ordered>Personnel on these orders will not be used for civil disturbance operations</role>.""",
    ),
    "n-lafayette": (
        date(2020, 6, 8),
        """WASHINGTON (AP) — <movement status=ordered by=person1>President {person1} said Sunday that he had ordered the National Guard to begin withdrawing from Washington</movement>, saying <claim by=person1 date="2020-06-07">everything was “under perfect control.”</claim> <movement q="~3900" status=planned by=person2>About 3,900 Guard troops from other states will start going home</movement>, while <strength q="1200" by=person2>the District's own 1,200 Guard members remain on duty</strength>, said Maj. Gen. {person2}, commander of the D.C. Guard. <movement q="~1600" by="defense officials">Some 1,600 active-duty soldiers who had been held outside the city have left</movement>, defense officials said.""",
    ),
    "r-vaccines": (
        date(2021, 2, 5),
        """<authority status=authorised date="2021-02-05">Secretary of Defense {person1} today approved a request for assistance from FEMA</authority> <role pol=tasked status=authorised>to augment and expedite vaccinations across the country</role>. <ceiling q="5">The approval covers five teams</ceiling> with <ceiling q="1110">a total of 1,110 personnel</ceiling>. <movement status=planned>Part of the first team will arrive in California within the next 10 days</movement>. <claim by=person2>“The military's critical role in supporting sites will help vaccinate thousands of people per day,”</claim> {person2}, a White House adviser, said.""",
    ),
    "n-lonestar": (
        date(2021, 12, 9),
        """<movement q=n1 date="2021-10">Texas called up {n1} more Guard soldiers in October</movement>, most of them involuntarily, for a mission that <strength q="10000" status=planned by=person1 date="2021-12-31">Maj. Gen. {person1} says will reach 10,000 troops by the end of the year</strength>. <command>The soldiers are on state active duty under the governor</command>, not the president. <claim by=person2>“We do not know what the mission is or when it ends,”</claim> said Spc. {person2}, who has been at Del Rio since September. Families say pay was late for months.""",
    ),
    "f-ian": (
        date(2022, 9, 28),
        """• <declaration date="2022-09-24" status=authorised>On September 24, the President approved an emergency declaration for Florida</declaration>.
• <strength q="300">300 Army Corps of Engineers personnel are pre-positioned for temporary power and debris work</strength>.
• <strength q=n1>U.S. Northern Command has {n1} high-water vehicles</strength> and <strength q="12">12 boats ready</strength>.
• Coast Guard Sector St. Petersburg closed the Port of Tampa.
• More than 128,000 gallons of fuel are staged by FEMA.
• <movement q="3200">The Governor has activated 3,200 Florida National Guard members</movement>; <strength q="1800">another 1,800 are standing by in Tennessee and Georgia</strength>.""",
    ),
    "r-maui": (
        date(2023, 8, 17),
        """HONOLULU — <strength q="634" date="2023-08-17">As of Thursday, 634 Department of Defense personnel are supporting the Maui wildfire response</strength>: <strength q="258">258 Army National Guard</strength>, <strength q="43">43 Air National Guard</strength>, <strength q="209">209 active-duty personnel</strength> and <strength q="124">124 from the Army Corps of Engineers</strength>. <command>All of them fall under Joint Task Force 50, commanded by Brig. Gen. {person1}, the dual-status commander</command>. <authority status=authorised>The Secretary of Defense has approved seven FEMA mission assignments</authority> <role pol=tasked status=authorised>for aerial fire suppression, search and recovery, and lodging for civil responders</role>.""",
    ),
    "n-newyork": (
        date(2024, 3, 6),
        """ALBANY, N.Y. — <movement q=n1 status=planned by=person1>Gov. {person1} said on Wednesday that she would send {n1} members of the New York National Guard into the subway</movement> <role pol=tasked status=planned by=person1>to help police search bags</role>. Another 250 state troopers and transit officers will join them. <role pol=prohibited status=denied by="spokeswoman for the governor">The soldiers may not make arrests</role>, a spokeswoman for the governor said. <claim by=person2>{person2}, executive director of a civil liberties group, called the plan “another unfortunate overreaction based on fear.”</claim>""",
    ),
    "p-disaster": (
        date(2024, 9, 28),
        """<declaration status=authorised date="2024-09-28">President {person1} today approved a major disaster declaration for the State of {state1}</declaration> and ordered federal aid to supplement state efforts. <movement date="2024-09-25">The State activated its National Guard on September 25</movement>. <policy>Federal funding is available at 100 percent of the total eligible costs for emergency protective measures, including National Guard costs</policy> <date date="P3M" q="3">for three months</date>.""",
    ),
    "o-nda": (
        date(2025, 4, 18),
        """MEMORANDUM FOR SECRETARY OF THE ARMY

SUBJECT: Establishment of the New Mexico National Defense Area

1. <declaration status=ordered date="2025-04-21"><date date="2025-04-21" status=ordered>Effective April 21, 2025</date>, the lands described in Enclosure 1 are designated the New Mexico National Defense Area</declaration>. <location status=ordered>The area is an annex of Fort Huachuca, Arizona</location>.
2. <role pol=tasked status=ordered>The Commander, USNORTHCOM, shall secure the area</role>.
3. <role pol=permitted status=authorised>Service members assigned to the area may temporarily detain trespassers until law enforcement arrives, conduct cursory searches and install temporary barriers</role>.
4. This designation <date date="2028-04-21" status=ordered>expires on April 21, 2028</date> unless renewed.""",
    ),
    "n-ruidoso": (
        date(2025, 7, 10),
        """RUIDOSO, N.M. — <movement q=n1>The New Mexico National Guard sent {n1} soldiers</movement> and <movement q="2">two Black Hawks to Ruidoso after flash floods</movement>. <role pol=tasked by=person1>Guard helicopter crews pulled 13 people from the water</role>, Guard spokesman {person1} said. <strength q="~70">About 70 Guard members were helping with debris removal</strength>; <movement q="15" status=planned date="2025-07-11">15 more will join them Friday</movement>. <declaration date="2025-07-10" status=authorised>The White House approved an emergency declaration Thursday</declaration>.""",
    ),
    "r-kerr": (
        date(2025, 7, 7),
        """CAMP MABRY, Texas — <movement date="2025-07-04">The Texas Military Department activated aviation and ground teams on July 4 at the direction of Gov. {person1}</movement>. <strength q="4">Four UH-60 helicopters have flown along the Guadalupe River</strength>. <role pol=tasked>Guard aircrews have rescued 366 people</role>. The mission continues.""",
    ),
    "o-memphis": (
        date(2025, 9, 15),
        """MEMORANDUM FOR THE ATTORNEY GENERAL
THE SECRETARY OF WAR

Sec. 2. (a) There is hereby established the Memphis Safe Task Force. (b) <authority status=ordered cite="32 U.S.C. 502">The Secretary of War shall request from the Governor of Tennessee that National Guard units be made available under section 502 of title 32, United States Code</authority>, <role pol=tasked status=ordered>in support of public safety and law enforcement operations in Memphis</role>. (c) <command status=ordered>The Task Force shall report to the Assistant to the President and Homeland Security Advisor</command>. (d) <date date="2025-10-15" q="30" status=ordered>Within 30 days of the date of this memorandum, the Secretary of War shall report to the President on the progress of the mission</date>.""",
    ),
    "n-appeals": (
        date(2025, 10, 20),
        """PORTLAND, Ore. (Reuters) - <authority status=authorised date="2025-10-20">A divided appeals court on Monday allowed the administration to send {n1} Oregon National Guard troops to Portland</authority>, putting on hold a lower court's order. The panel wrote that <claim by="panel" cite="10 U.S.C. 12406(3)">the president had likely acted lawfully under 10 U.S.C. § 12406(3)</claim>. In dissent, Judge {person1} said <claim by=person1>the ruling “erodes core constitutional principles.”</claim> <claim by=person2>Oregon Attorney General {person2} called the decision dangerous</claim>. <strength q="~200">About 200 federalized Guard members are housed <location>at Camp Rilea</location></strength>.""",
    ),
    "n-broadview": (
        date(2025, 10, 10),
        """<authority date="2025-10-09">U.S. District Judge {person1} on Thursday barred the deployment of Guard troops in Illinois</authority> <date date="P14D" q="14">for 14 days</date>. <claim by=person1>“I have seen no credible evidence that there is a danger of rebellion in the state of Illinois,”</claim> she said from the bench. <strength q="~500">About 500 Guard members are in the Chicago area</strength>, <strength q="200">200 of them from Texas</strength>. The Justice Department has appealed.""",
    ),
    "s-oversight": (
        date(2025, 7, 2),
        """Senator {person1}, the ranking member of the Armed Services Committee, released the following statement on the cost of the Los Angeles deployment: <claim by=person1>“The American people deserve to know why $134 million is being spent to put Marines on the streets of an American city against the wishes of its governor.”</claim> According to the Pentagon comptroller, the estimate covers travel, housing and food. {person1last} has asked the Government Accountability Office for a review.""",
    ),
    "x-warno": (
        date(2024, 10, 1),
        """WARNING ORDER 24-117

1. SITUATION. <declaration date="2024-09-28">FEMA DR-4827 was declared 28 September 2024</declaration>.
2. MISSION. <role pol=tasked status=ordered>O/O, 20th Engineer Brigade conducts route clearance and bridging in Buncombe County, NC</role>.
3. TASKS.
a. <movement status=ordered q="12" date="2024-10-03">82nd CAB: deploy 12 UH-60</movement> and <movement status=ordered q="4" date="2024-10-03">4 CH-47</movement> to Asheville Regional Airport <date date="2024-10-03" status=ordered>NLT 031800ROCT24</date>.
b. <command status=ordered cite="Title 10">All Title 10 forces are OPCON to ARNORTH</command>; <command status=ordered>NCNG remains under state control</command>.
4. <movement status=ordered>The advance party departs</movement> <date status=ordered q="1">D+1</date>.""",
    ),
    "x-depord": (
        date(2025, 3, 14),
        """DEPLOYMENT ORDER

1. <authority status=authorised>SecDef has approved RFF 1412</authority>. <ceiling q="590" status=ordered>Total force cap is 590 PAX</ceiling>.
2. FORCES.
UNIT | PAX | LOCATION
<strength q="300">41st Engineer Battalion | 300 PAX | Yuma</strength>
<strength q="160">Theater Enabling Command | 160 PAX | Fort Huachuca</strength>
3. <movement status=ordered date="2025-04-01">Forces report to Yuma</movement> <date date="2025-04-01" status=ordered>NLT 1 April 2025</date>; rotation is <date date="P180D" q="180" status=ordered>for 180 days</date>. <role pol=prohibited status=ordered>Personnel will not participate in interdictions or deportations</role>.""",
    ),
    "n-dcextend": (
        date(2025, 10, 29),
        """The Guard's mission in the capital has been <date date="2026-02" by="two U.S. officials">extended through February</date>, two U.S. officials told {outlet1}. <strength q="~2400">Roughly 2,400 troops from eight states and the District are in the city</strength>, <strength q="949">949 of them from the District's own Guard</strength>. <command cite="Title 32">They serve under Title 32</command>, so <command>the out-of-state troops answer to their governors while the president commands the D.C. Guard</command>. <role pol=tasked>Troops have picked up 1,000 bags of trash and patrolled Metro stations</role>.""",
    ),
    "n-carried": (
        date(2025, 6, 11),
        """Gen. {person1}, the chief of the National Guard Bureau, appeared before a House panel on Wednesday. He said <strength q="4100" by=person1>4,100 Guard soldiers</strength> and <strength q="700" by=person1>700 Marines were in greater Los Angeles</strength>. <role pol=prohibited status=denied by=person1>They do not have arrest authority</role>, he added. Asked about other cities, he said <movement status=denied by=person1>no orders had been given to move troops elsewhere</movement>. Rep. {person2} pressed him on cost. “<claim by=person2>This is an expensive show of force that nobody asked for</claim>,” she said.""",
    ),
    "n-renamed": (
        date(2025, 2, 24),
        """<movement q=n1 status=expected by="Army official" date="2025-03">{n1} soldiers from Fort Cavazos and Fort Liberty, the former Fort Hood and Fort Bragg, are expected to reach the border <date date="2025-03" status=expected by="Army official">by mid-March</date></movement>, an Army official said. <movement q="500" date="2025-02-07">The 10th Mountain Division sent 500 soldiers from Fort Drum on Feb. 7</movement>. <command>Its headquarters has taken charge of the mission at Fort Huachuca</command>. <movement q="20" status=planned date="2025-01-01/2025-03-31">A combat aviation unit with 20 helicopters will follow in the second quarter of fiscal year 2025</movement>.""",
    ),
    "r-withdraw": (
        date(2025, 7, 31),
        """<movement q="1350" date="2025-07-31">The Department of Defense released 1,350 California National Guard members from federal duty on Thursday</movement>. <strength q="~250">About 250 remain</strength> <role pol=tasked>to protect federal buildings and personnel</role>. <movement q="700" date="2025-07-21">The 700 Marines returned to Camp Pendleton on July 21</movement>. <movement date="2025-06-07" cite="10 U.S.C. 12406">The Guard was called up June 7 <authority cite="10 U.S.C. 12406">under section 12406 of title 10</authority></movement>. The initial order was <date date="P60D" q="60">for 60 days</date>.""",
    ),
}
