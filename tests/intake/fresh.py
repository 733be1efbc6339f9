# ruff: noqa: E501 (a line of a paragraph is a line of the document)
"""
A first set of fresh paragraphs: written and annotated by the guideline before the reader saw them.

The notation is that of :mod:`tests.intake.paragraphs`; besides the names of slots an attribute holds words in
quotation marks: a number with its bound (``"1500"``, ``"<=1500"`` up to, ``">=1500"`` at least, ``"~1500"``
about, ``"<1500"`` nearly, ``"900-1500"``), an ISO date, citations divided by ``;``, a speaker. Every paragraph
has its day. The first letter of a name is the style: o(rder), x (operation order), a(ction memorandum),
p(roclamation), f(act sheet), r(elease), s(enator), t(ranscript), n(ews).
"""

from datetime import date

__all__ = ("FRESH",)

FRESH: dict[str, tuple[date, str]] = {
    "s-katrina": (
        date(2005, 9, 2),
        """SENATOR {person1} WELCOMES GUARD DEPLOYMENT

WASHINGTON – U.S. Senator {person1} said today that <movement q=n1 by=person1>{n1} soldiers from the {state1} National Guard have arrived in Louisiana and Mississippi</movement> <role pol=tasked by=person1>to assist with search and rescue operations</role> in the wake of Hurricane Katrina.

<strength q=n2>{n2} Guard members from all 50 states are now on duty along the Gulf Coast</strength>. "<claim by=person1>These men and women are doing an extraordinary job under the worst conditions imaginable</claim>," {person1last} said.

<movement q="300" status=planned date="2005-09-05" by=person1>Another 300 military police will leave for Gulfport</movement> <date date="2005-09-05" status=planned by=person1>on Monday</date>, {person1last} said. The Red Cross has opened 40 shelters.""",
    ),
    "n-rita": (
        date(2005, 9, 21),
        """HOUSTON (AP) — With Hurricane Rita gaining strength in the Gulf, <movement q=n1 date="2005-09-20">Gov. {person1} on Tuesday called {n1} National Guard soldiers home from Louisiana</movement>. <strength q=n2>Another {n2} were put on alert</strength>. <strength q=few1>{few1} Navy ships were standing by in the Gulf</strength>, <claim by=person2>“If the levees go again, we need to be closer this time,”</claim> Lt. Gen. {person2} said.""",
    ),
    "p-rita": (
        date(2005, 9, 21),
        """<declaration date="2005-09-21">The President today declared an emergency exists in the State of Texas</declaration> and ordered Federal aid to supplement state and local response efforts. <authority cite="42 U.S.C. 5121-5206">The action was taken under the Robert T. Stafford Disaster Relief and Emergency Assistance Act, 42 U.S.C. 5121-5206</authority>. Emergency protective measures, limited to direct Federal assistance, <policy status=planned>will be reimbursed at 75 percent Federal funding for the deployment of National Guard troops</policy>.""",
    ),
    "s-jumpstart": (
        date(2006, 6, 14),
        """Under Operation Jump Start, <ceiling q=cap1 status=authorised>the President has authorized {cap1} National Guard members to be sent to the four border states</ceiling> <date date="P2Y" q="<=2" status=authorised>for up to two years</date>. <command status=reported>The troops remain under the control of the border governors</command>, who signed agreements with the Pentagon this month. <role pol=prohibited status=reported>Guard members are not permitted to make arrests</role>.""",
    ),
    "s-funding": (
        date(2006, 6, 15),
        """Sen. {person1} today announced Senate passage of an emergency spending bill that includes $1.9 billion for border security. <authority q="708000000" status=proposed>The bill provides $708 million to the Department of Defense for the deployment of the National Guard to the border</authority>. "<claim by=person1>It is the right decision, and the Guard should not have to pay for it out of its training accounts</claim>," {person1last} said.""",
    ),
    "r-deepwater": (
        date(2010, 4, 30),
        """<authority status=authorised date="2010-04-29" cite="Title 32">Secretary of Defense {person1} yesterday authorized the mobilization of the Louisiana National Guard under Title 32</authority> <role pol=tasked status=authorised>to help local communities in the cleanup and removal of oil</role>. <ceiling q=cap1 status=authorised>The authorization covers {cap1} Guard members</ceiling>. <strength q="2">The Department has also made two C-130 aircraft available for spraying dispersant</strength>. <command>The Coast Guard is the lead federal agency for the response</command>.""",
    ),
    "r-harvey": (
        date(2017, 8, 28),
        """AUSTIN – <movement date="2017-08-28">Governor {person1} today activated the entire Texas National Guard</movement>, <strength q="~12000">bringing the total number of guardsmen deployed to about 12,000</strength>. <claim by=person1>“It is imperative that we do everything possible to protect the lives and safety of people across Texas as we continue to face the aftermath of this storm,”</claim> said Governor {person1}.""",
    ),
    "r-maria": (
        date(2017, 10, 3),
        """<strength q=n1>{n1} active-duty and National Guard personnel are on the ground in Puerto Rico and the U.S. Virgin Islands</strength>. <command>Army Lt. Gen. {person1} is the joint forces land component commander</command>. <strength q="44">DoD has 44 helicopters on the island</strength> and <movement q="8" status=expected date="2017-10-05">eight more are expected to arrive</movement> <date date="2017-10-05" status=expected>by Thursday</date>. <movement date="2017-09-29">The hospital ship USNS Comfort departed Norfolk, Virginia, on Sept. 29</movement>.""",
    ),
    "t-maria": (
        date(2017, 9, 28),
        """Q    General, how many troops do you have on the island right now?

GEN. {person1upper}: <strength q=n1 by=person1last date="2017-09-28">We have {n1} service members in Puerto Rico today</strength>. <movement status=planned by=person1last>More forces will flow in over the next several days</movement>.

Q    Why did it take so long?

GEN. {person1upper}: <claim by=person1last>It is not enough, and we need to bring more in</claim>.""",
    ),
    "r-faithful": (
        date(2018, 10, 31),
        """<strength q=n1 by=person1>{n1} troops are already at the southwest border</strength>, Air Force Gen. {person1}, commander of U.S. Northern Command, said at a news conference Monday. <ceiling q="5239" status=planned by=person1 date="2018-11-04">The department plans to deploy 5,239 active-duty troops to Texas, Arizona and California</ceiling> <date date="2018-11-04" status=planned by=person1>by the end of the week</date>, he said. <role pol=prohibited status=denied by=person1>The troops will not be involved in the apprehension of migrants</role>, {person1last} said.""",
    ),
    "r-guardian": (
        date(2018, 4, 7),
        """<authority status=signed date="2018-04-06">Secretary of Defense {person1} signed a memorandum Friday night</authority> <ceiling q=cap1 status=authorised>authorizing {cap1} National Guard personnel</ceiling> <role pol=tasked status=authorised>to support the Department of Homeland Security's southern border mission</role> <date status=authorised date="2018-09-30">through September 30</date>. <command cite="Title 32" status=planned>The personnel will be in a Title 32 duty status under the command and control of their respective governors</command>. <role pol=prohibited status=planned>National Guard personnel will not perform law enforcement activities or interact with migrants</role> without the approval of the Secretary.""",
    ),
    "n-guardian": (
        date(2018, 4, 10),
        """<movement q=n1 by=person1 status=planned date="2018-04-09/2018-04-15">Arizona Gov. {person1} said Monday that {n1} members of the Arizona National Guard will deploy to the border this week</movement>. <movement q="250" date="2018-04-06">Texas sent 250 troops on Friday</movement>. California Gov. {person3} has not answered the request. <movement status=denied by=person2>Oregon's governor, {person2}, said she would refuse to send Guard troops</movement>.""",
    ),
    "o-covid": (
        date(2020, 3, 22),
        """MEMORANDUM FOR THE SECRETARY OF DEFENSE
THE SECRETARY OF HOMELAND SECURITY

SUBJECT: Providing Federal Support for Governors' Use of the National Guard to Respond to COVID-19

Section 1. Policy. <policy status=ordered>It is the policy of the United States to foster close cooperation between the Federal Government and the Governors in the use of the National Guard</policy>.

Sec. 2. Support of Operations. (a) <authority cite="42 U.S.C. 5170b" status=reported>Pursuant to section 403 of the Stafford Act (42 U.S.C. 5170b)</authority>, <policy status=ordered>the Administrator of FEMA shall fund 100 percent of the emergency assistance activities of the National Guard forces of {state1}</policy>. (b) <authority status=ordered cite="32 U.S.C. 502(f)">The Secretary of Defense shall request that the Governors order National Guard forces to perform duty under section 502(f) of title 32, United States Code</authority>. (c) <date date="P31D" q="<=31" status=ordered>Such duty shall be for a period not to exceed 31 days</date>.

Sec. 3. Termination. <date date="2020-04-21" q="30" status=ordered>The 100 percent Federal cost share shall terminate 30 days from the date of this memorandum</date>.""",
    ),
    "r-covid": (
        date(2020, 4, 16),
        """{city1} – <strength q=n1>{n1} National Guard professionals are supporting the COVID-19 response across all 50 states</strength>. <authority cite="Title 32" status=authorised>Guard members in 34 states and territories have been approved for federal pay under Title 32</authority>. <role pol=tasked>Guard units are operating 200 test sites, building hospitals and delivering meals</role>. <claim by=person1 status=reported>“There is no truth to the rumor that the Guard is enforcing a quarantine,”</claim> said Air Force Gen. {person1}, chief of the National Guard Bureau.""",
    ),
    "n-dcjune": (
        date(2020, 6, 4),
        """WASHINGTON (Reuters) - <movement q=n1 by="senior defense official">{n1} soldiers from the 82nd Airborne Division have begun returning to Fort Bragg</movement>, a senior defense official said on Thursday, a day after Defense Secretary {person1} opposed the use of the Insurrection Act. <strength q="~4500">Some 4,500 Guard troops from 11 states remained in the capital</strength>. <claim by=person1 cite="Insurrection Act" date="2020-06-03">“I do not support invoking the Insurrection Act,”</claim> {person1last} told reporters on Wednesday.""",
    ),
    "r-capitol": (
        date(2021, 1, 8),
        """<movement q="6200" status=ordered>The Acting Secretary of Defense directed the mobilization of 6,200 National Guard members from Virginia, Pennsylvania, New York, New Jersey, Delaware and Maryland</movement> <role pol=tasked status=ordered>to support the U.S. Capitol Police</role> <date date="P30D" q="<=30" status=ordered>for up to 30 days</date>. <strength q=n1 date="2021-01-08">As of this morning, {n1} Guard members are on duty in the District</strength>. They are serving <authority cite="32 U.S.C. 502">under 32 USC 502</authority>.""",
    ),
    "n-capitol": (
        date(2021, 3, 9),
        """<ceiling q="<2300" status=authorised by=defofficials1>The Pentagon has approved a request to keep nearly 2,300 National Guard troops at the U.S. Capitol</ceiling> <date date="2021-05-23" status=authorised by=defofficials1>through May 23</date>, {defofficials1} said Tuesday. <strength q="5200">That is roughly half of the 5,200 now there</strength>. <claim by=person1>“It's time for us to review what is an appropriate security posture,”</claim> Rep. {person1} said.""",
    ),
    "o-border2023": (
        date(2023, 4, 27),
        """EXECUTIVE ORDER

ORDERING THE SELECTED RESERVE AND CERTAIN MEMBERS OF THE INDIVIDUAL READY RESERVE OF THE ARMED FORCES TO ACTIVE DUTY

<authority cite="50 U.S.C. 1601;10 U.S.C. 12302;Executive Order 14059">By the authority vested in me as President by the Constitution and the laws of the United States of America, including the National Emergencies Act (50 U.S.C. 1601 et seq.) and section 12302 of title 10, United States Code, and in furtherance of Executive Order 14059 of December 15, 2021</authority>, I hereby order as follows:

Section 1. Emergency Authority. <authority status=ordered cite="10 U.S.C. 12302" date=doc>The authorities under section 12302 of title 10, United States Code, are invoked and made available to the Secretaries of the military departments concerned</authority>, subject to the direction of the Secretary of Defense, to order to active duty such units and members of the Ready Reserve as the Secretary concerned determines necessary.""",
    ),
    "r-border2023": (
        date(2023, 5, 2),
        """STATEMENT BY PENTAGON PRESS SECRETARY ON DHS REQUEST

<ceiling q="1500" status=authorised>At the request of the Department of Homeland Security, Secretary {person1} approved a temporary Department of Defense increase of an additional 1,500 military personnel</ceiling> <role pol=tasked status=authorised>to supplement U.S. Customs and Border Protection efforts at the southwest border</role> <date date="P90D" q="90" status=authorised>for 90 days</date>. <role pol=tasked status=planned>Military personnel will fill critical capability gaps, such as ground-based detection and monitoring, data entry, and warehouse support</role>. <role pol=prohibited status=planned>They will not be doing any law enforcement work</role>. The new personnel will be in addition to <strength q="~2500">the approximately 2,500 currently supporting CBP</strength>.""",
    ),
    "t-border2023": (
        date(2023, 5, 2),
        """Q    Are these 1,500 troops going to be armed?

GENERAL {person1upper}: <role pol=permitted status=planned by=person1last>They will be armed for self-defense only</role>. <role pol=prohibited status=denied by=person1last>They will not be performing any law enforcement function</role>.

Q    And when do they get there?

GENERAL {person1upper}: <movement status=expected date="2023-05-10" by=person1last>We expect the first of these forces to arrive at the border <date status=expected date="2023-05-10" by=person1last>by May 10</date></movement>. <movement status=planned by=person1last>They will be drawn from active-duty units</movement>.""",
    ),
    "f-helene": (
        date(2024, 10, 2),
        """FACT SHEET: The Federal Response to Hurricane Helene

- <ceiling q=cap1 status=ordered date="2024-10-02">Today, President {person1} directed the Secretary of Defense to approve the movement of {cap1} active-duty soldiers</ceiling> <role pol=tasked status=ordered>to assist with the delivery of food, water and other critical aid to isolated communities in North Carolina</role>.
- <strength q=n1>{n1} National Guardsmen from 12 states are supporting response operations</strength>.
- <strength q="22" status=reported>The Department of Defense has provided 22 helicopters</strength>, <strength q="500">500 active-duty soldiers</strength> and <strength q="2">two Navy ships</strength>.
- <role pol=tasked>The U.S. Army Corps of Engineers is supporting debris removal and temporary power in Georgia and Florida</role>.
- FEMA has shipped over 9.3 million meals and more than 11.2 million liters of water.""",
    ),
    "r-helene": (
        date(2024, 10, 4),
        """FORT LIBERTY, N.C. — <movement q=n1 date="2024-09-30/2024-10-06">{n1} Soldiers of the XVIII Airborne Corps departed Fort Liberty for western North Carolina this week</movement>. <command>Task Force Castle is led by Brig. Gen. {person1}, the dual-status commander</command>, who <command>reports to both Gov. {person2} and U.S. Northern Command</command>. <strength q=">=40">More than 40 helicopters are flying in the region</strength>, of which <strength q="18">18 belong to the 101st Combat Aviation Brigade</strength>.""",
    ),
    "r-fence2025": (
        date(2025, 3, 1),
        """WASHINGTON — <movement q=n1 status=ordered>The Secretary of Defense has ordered {n1} soldiers from a Stryker Brigade Combat Team and a General Support Aviation Battalion to the southern border</movement>. <movement status=planned>The forces will arrive in the coming weeks</movement>. <strength q="~9200" status=planned cite="Title 10">Once they arrive, the total number of Title 10 troops at the border will be about 9,200</strength>; <strength q="4200">4,200 are under federal orders now</strength> and <strength q="~5000">about 5,000 Guard troops are under the control of governors</strength>.""",
    ),
    "a-jurisdiction": (
        date(2025, 4, 15),
        """ACTION MEMO

FOR: SECRETARY OF DEFENSE

SUBJECT: Request for Assistance from the Department of Homeland Security

1. Purpose. To obtain your approval of a request for assistance.

2. Discussion.
   (a) <ceiling status=proposed q="<=600" date="2025-04-10">On April 10, DHS requested up to 600 DoD personnel</ceiling> <role pol=tasked status=proposed>to provide mobile surveillance and aviation support to U.S. Border Patrol</role> <date status=proposed date="2025-09-30">through the end of FY 2025</date>.
   (b) <authority cite="10 U.S.C. 274;10 U.S.C. 284" status=possible>The support may be provided under 10 U.S.C. 274 and 284</authority>.
   (c) <policy>Support under section 284 is non-reimbursable</policy>; <policy>all other support is provided on a reimbursable basis</policy>.
   (1) <role pol=prohibited status=planned>DoD personnel would not participate in search, seizure or arrest</role>.

3. Recommendation. <authority status=proposed>That you approve the request by signing the memorandum at TAB A</authority>.""",
    ),
    "n-la": (
        date(2025, 6, 9),
        """LOS ANGELES (AP) — <movement q="2000" status=ordered>President {person3} has ordered 2,000 more National Guard members to Los Angeles</movement>, doubling the force there, a step that <claim by=person2>Gov. {person2} called “reckless” and “disrespectful to our troops.”</claim> <movement q=n1 status=planned date="2025-06-10" by="U.S. Northern Command">{n1} Marines from Twentynine Palms will move into the city</movement> <date date="2025-06-10" status=planned by="U.S. Northern Command">on Tuesday</date>, U.S. Northern Command said. <strength q="~300">So far about 300 Guard troops are on the streets</strength>.

<claim by=person1 date="2025-06-09">“This is about authority, not public safety,”</claim> Attorney General {person1} said Monday.""",
    ),
    "n-newsomruling": (
        date(2025, 9, 2),
        """SAN FRANCISCO — <claim by="federal judge" date="2025-09-02" cite="Posse Comitatus Act">A federal judge ruled Tuesday that the administration violated the Posse Comitatus Act when it sent troops to Los Angeles</claim>. <authority>U.S. District Judge {person1} barred the Pentagon from using the National Guard in California to execute the laws</authority>, but stayed the order <date date="2025-09-12">until Sept. 12</date>. <strength q="~300">Some 300 Guard members remain in the city</strength>, <strength q=">=4700">down from more than 4,700 at the height of the deployment</strength>.""",
    ),
    "o-dc": (
        date(2025, 8, 11),
        """MEMORANDUM FOR THE SECRETARY OF DEFENSE

SUBJECT: Restoring Law and Order in the District of Columbia

<authority status=reported cite="Title 32">Pursuant to my authority under the Constitution and the laws of the United States, including title 32 of the United States Code</authority>, <movement status=ordered date=doc>I direct the Secretary of Defense to mobilize the District of Columbia National Guard</movement> <role pol=tasked status=ordered>to address the epidemic of crime</role>. <date status=ordered>The mobilization and duration of duty shall remain in effect until I determine that conditions of law and order have been restored</date>. Further, <authority status=ordered date=doc>I direct the Secretary of Defense to coordinate with State Governors and authorize the orders of any additional members of the National Guard to active service</authority>.""",
    ),
    "n-dc": (
        date(2025, 8, 20),
        """WASHINGTON — Three more Republican-led states said they would send Guard troops to the nation's capital: <movement q="135" status=planned>Louisiana will send 135</movement>, <movement q="200" status=planned>Mississippi 200</movement> and <movement q="160" status=planned>Tennessee 160</movement>. <movement q=n1 date="2025-08-16">West Virginia announced the activation of {n1} troops on Aug. 16</movement>. <role pol=permitted status=possible by="Army">Some troops may carry weapons</role>, the Army said Sunday. <claim by=person1>“Crime in the District is at a 30-year low, and there is no emergency,”</claim> Mayor {person1} said.""",
    ),
    "n-portland": (
        date(2025, 10, 5),
        """PORTLAND, Ore. — <authority date="2025-10-04">A federal judge on Saturday temporarily blocked the deployment of {n1} Oregon National Guard members to Portland</authority>. U.S. District Judge {person1} said <claim by=person1>the president's determination was “simply untethered to the facts.”</claim> <movement q="~100" date="2025-10-05" by="Oregon officials">About 100 California Guard members arrived Sunday</movement>, Oregon officials said. <authority cite="10 U.S.C. 12406" status=reported>The administration relied on 10 U.S.C. 12406</authority>, <authority status=authorised>which allows the president to federalize the Guard in cases of invasion or rebellion</authority>.""",
    ),
    "n-chicago": (
        date(2025, 10, 7),
        """CHICAGO — <movement q=n1 date="2025-10-07">{n1} Texas National Guard soldiers arrived at an Army Reserve center in Elwood, Illinois, on Tuesday</movement>. <ceiling q="<=400" status=authorised by="memo filed in court">Defense Secretary {person1} has authorized up to 400 Texas Guard members for Illinois and Oregon</ceiling>, according to a memo filed in court. <movement q="300" status=reported by=person2>Gov. {person2} said Saturday that 300 members of the Illinois Guard were federalized over his objection</movement>. <claim by=person2>“There is no need for military troops on the ground in the state of Illinois,”</claim> {person2last} said.""",
    ),
    "r-maffs": (
        date(2021, 7, 20),
        """BOISE, Idaho – <ceiling q="2" status=authorised>At the request of the National Interagency Fire Center, the Department of Defense has approved the use of two additional C-130s equipped with the Modular Airborne Fire Fighting System</ceiling>. <strength q="2">Two MAFFS aircraft from the Nevada Air National Guard's 152nd Airlift Wing are flying <location>out of McClellan Air Tanker Base</location></strength>; <strength q="2">two others belong to the 153rd Airlift Wing in Cheyenne, Wyoming</strength>. <strength q=n1 status=planned>{n1} Soldiers from Joint Base Lewis-McChord will train as hand crews</strength> <movement status=planned date="2021-08-05">before they deploy on August 5</movement>.""",
    ),
    "r-flood": (
        date(2019, 3, 19),
        """<declaration date="2019-03-12">Governor {person1} declared a state of emergency on March 12</declaration>. <strength q="84">Eighty-four Nebraska National Guard Soldiers and Airmen are on state active duty</strength>, with <strength q="3">three CH-47 Chinooks</strength> and <strength q="20">20 high-water vehicles</strength>. <role pol=tasked>Guard crews have rescued 112 people and 13 pets since Thursday</role>. <movement q="30" status=expected date="2019-03-20">An additional 30 are expected to report Wednesday</movement>. <policy status=planned>The state will seek reimbursement of the Guard's costs from FEMA at a 75 percent federal cost share</policy>.""",
    ),
    "r-emac": (
        date(2022, 9, 30),
        """TALLAHASSEE, Fla. – <movement q="5000">Governor {person1} has activated 5,000 Florida National Guardsmen</movement>, and <ceiling q="<=2000">up to 2,000 Guardsmen from Tennessee, Georgia, North Carolina and other states are coming</ceiling> <authority>through the Emergency Management Assistance Compact</authority>. <strength q=n1>The Florida Guard has {n1} high-wheeled vehicles</strength> and <strength q="16">16 helicopters</strength> staged <location>at Camp Blanding</location>.""",
    ),
    "n-storm": (
        date(2021, 2, 17),
        """<movement q=n1 date="2021-02-15">Gov. {person1} deployed {n1} Guard members on Monday</movement> <role pol=tasked>to conduct welfare checks and move stranded drivers</role>. <movement by=person2 status=denied>Adjutant General {person2} denied reports that the Guard had been pulled off the job</movement>. The Guard expects to stay on the mission <date date="2021-02-21" status=expected>through Sunday</date>.""",
    ),
    "x-exord": (
        date(2025, 2, 3),
        """EXORD 031-25

1. SITUATION. <role pol=tasked status=ordered date="2025-01-20" cite="Executive Order 14167"><authority cite="Executive Order 14167" date="2025-01-20">EO 14167, dated 20 January 2025</authority>, assigns USNORTHCOM the mission to seal the southern border</role>.
2. MISSION. <role pol=tasked status=ordered date="2025-02-10">USNORTHCOM provides detection and monitoring, aviation and engineer support to CBP</role> <date date="2025-02-10" status=ordered>NLT 101200ZFEB25</date>.
3. EXECUTION.
3.A. <movement q="20" status=ordered>1-501 AVN deploys 20 UH-60</movement> <date status=ordered q="7">NLT C+7</date>.
3.B. <movement status=ordered>Headquarters, 10th Mountain Division deploys to Fort Huachuca, Arizona</movement> <command status=ordered>and assumes command of Joint Task Force - Southern Border</command>.
3.C. <role pol=prohibited status=ordered>DoD personnel will not conduct direct law enforcement</role>.
4. SUSTAINMENT. <policy status=ordered cite="DoDI 3025.18">Support is provided on a reimbursable basis <authority cite="DoDI 3025.18" status=reported>IAW DoDI 3025.18</authority></policy>.
5. COMMAND AND SIGNAL. <command status=ordered>CDRUSNORTHCOM is the supported commander</command>; <command status=ordered>CDRUSTRANSCOM is a supporting commander</command>.""",
    ),
    "x-frago": (
        date(2025, 6, 12),
        """FRAGO 03 TO OPORD 25-014

1. (U) <movement status=ordered q="700" date="2025-06-13">2nd Battalion, 7th Marines (700 PAX) moves from Twentynine Palms to Seal Beach</movement> <date date="2025-06-13" status=ordered>NLT 130600Z JUN 25</date>.
2. (U) <command status=ordered cite="Title 10">TF 51 retains OPCON of all Title 10 forces</command>.
3. (U) <role pol=permitted status=authorised>Personnel may temporarily detain an individual to stop an assault</role>. <role pol=prohibited status=ordered>Personnel shall not search or question</role>.
4. (U) <date date="2025-08-06" status=ordered>End date of the mission is 6 August 2025</date>.""",
    ),
    "r-table": (
        date(2023, 8, 14),
        """Hawaii wildfire response: forces on Maui as of Aug. 14

<strength q="137">Hawaii Army National Guard: 137 soldiers</strength>
<strength q="48">Hawaii Air National Guard: 48 airmen</strength>
<strength q="3">U.S. Army Pacific: three CH-47 Chinooks</strength> and <strength q="2">two UH-60 Black Hawks</strength>
<strength q="2">U.S. Coast Guard: two cutters</strength>""",
    ),
    "r-tally": (
        date(2024, 10, 9),
        """Guard members on duty for Hurricane Milton, by state: <strength q="5000">Florida 5,000</strength>, <strength q="~1000">Georgia about 1,000</strength>, <strength q="350">North Carolina 350</strength>. <strength q="6350">That brings the total to 6,350</strength>, <strength q=">=2100">of whom more than 2,100 are engineers</strength>.""",
    ),
    "t-whitehouse": (
        date(2025, 8, 12),
        """Q    Thank you, {person1first}. How long will the Guard be in the city?

MS. {person1upper}: Look, <claim by=person1last>the President has made it clear that this will last as long as it takes</claim>. <movement q="800" status=reported by=person1last>He has activated 800 National Guardsmen</movement>, and 850 officers and agents were out last night.

Q    Is the President considering sending troops to other cities?

MS. {person1upper}: <movement status=denied by=person1last>There are no plans to deploy the Guard elsewhere at this time</movement>.""",
    ),
    "p-emergency": (
        date(2019, 2, 15),
        """PROCLAMATION

Declaring a National Emergency Concerning the Southern Border of the United States

<claim>The current situation at the southern border presents a border security and humanitarian crisis that threatens core national security interests and constitutes a national emergency</claim>. NOW, THEREFORE, I, {person1}, <authority cite="50 U.S.C. 1601">by the authority vested in me by the Constitution and the laws of the United States of America, including sections 201 and 301 of the National Emergencies Act (50 U.S.C. 1601 et seq.)</authority>, <declaration status=ordered date=doc>hereby declare that a national emergency exists at the southern border of the United States</declaration>. <claim>Because of the gravity of the current emergency situation, it is necessary for the Armed Forces to provide additional support to address the crisis</claim>. I hereby further declare that this emergency requires use of the Armed Forces and that <authority status=ordered date=doc cite="10 U.S.C. 2808">the construction authority provided in section 2808 of title 10, United States Code, is invoked and made available</authority>. <movement status=ordered>The Secretary of Defense shall order as many units or members of the Ready Reserve to active duty as the Secretary determines to be appropriate</movement> <role pol=tasked status=ordered>to assist and support the Secretary of Homeland Security at the southern border</role>.""",
    ),
    "o-sections": (
        date(2025, 1, 20),
        """EXECUTIVE ORDER

Sec. 3. Implementation. (a) <role pol=tasked status=ordered>The Secretary of Defense shall assign United States Northern Command the responsibility to seal the border</role>. (b) <date date="2025-01-30" q="10" status=ordered>No later than 10 days from the effective date of this order, the Secretary of Defense shall deliver to the President a revision to the Unified Command Plan</date>. (c) <date date="2025-04-20" q="90" status=ordered>Within 90 days of the date of this order, the Secretary of Defense and the Secretary of Homeland Security shall submit a joint report</date>. (d) <role pol=tasked status=ordered>The Secretary of Defense shall provide appropriate support to the Secretary of Homeland Security through the provision of detention space, transportation and other logistics services</role>.""",
    ),
    "s-letter": (
        date(2020, 7, 24),
        """Senators {person1} and {person2} on Friday sent a letter to the Secretary of Defense on the use of federal forces in Portland. <claim by=person1>“The use of the military against peaceful protesters is a grave threat to our democracy,”</claim> {person1last} said. <authority status=proposed cite="Insurrection Act">The senators introduced legislation that would limit the President's authority to deploy active-duty troops under the Insurrection Act</authority>. The bill is pending in committee.""",
    ),
    "n-quarters": (
        date(2024, 11, 12),
        """The Texas Military Department said <strength q=n1 by="Texas Military Department" date="2024-04-01/2024-06-30">{n1} troops were assigned to Operation Lone Star in the third quarter of fiscal 2024</strength>. <strength q=">=10000" date="2022">At its peak in 2022 the mission had more than 10,000 troops</strength>. The state has spent $11 billion on the operation since March 2021, including $2.3 billion for housing. <location>Many of the soldiers live at a new base in Eagle Pass</location>, where <command date="2024-01">the Guard took over Shelby Park from the city in January</command>.""",
    ),
    "n-joint": (
        date(2025, 7, 15),
        """<movement q="2000" by=person2>Two thousand of the 4,000 Guard troops in Los Angeles are being released</movement>, Pentagon spokesman {person2} said. <claim by=person3>Mayor {person3} called it a retreat</claim>, and {person1}, a law professor, said that <claim by=person1>the drawdown would not make the deployment lawful</claim>. The order that federalized them <date date="2025-08-06">runs out on Aug. 6</date>.""",
    ),
    "n-memphis": (
        date(2025, 9, 15),
        """<authority status=signed date="2025-09-15">President {person3} signed a memorandum on Monday establishing a Memphis Safe Task Force</authority>. <role pol=tasked status=planned by=person2>The Tennessee National Guard will support the task force</role>, Gov. {person2} said. <command status=planned cite="Title 32">The troops would stay under state command in Title 32 status</command>. <claim by=person1 status=denied>“I did not ask for the National Guard, and I do not think it is the way to drive down crime,”</claim> Mayor {person1} told CNN.""",
    ),
}
