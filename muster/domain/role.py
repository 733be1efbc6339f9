"""Roles: what a request line asks people to do. The list is published and may be extended by a case."""

from __future__ import annotations

__all__ = ("ROLES",)

#: Role -> what it means, in one line. A case may use further words; law then says what it cannot judge.
ROLES: dict[str, str] = {
    "supply": "receive, store and issue goods for the supported agency",
    "maintenance": "keep vehicles, aircraft and equipment of the agency or of the force in working order",
    "warehouse": "run storage sites and handle stock",
    "food_service": "prepare and serve meals",
    "facilities": "build, repair and run buildings, shelters and camps",
    "transport_ground": "drive people or goods by road, other than persons in custody",
    "transport_air": "fly people or goods, other than persons in custody",
    "transport_detainees": "move persons who are in an agency's custody",
    "sensor_ground": "man ground sensors, radars and mobile surveillance vehicles",
    "camera_operator": "watch fixed cameras and report what they show",
    "surveillance_aviation": "observe from aircraft, manned or not, and report",
    "engineering_barrier": "build, lay or repair barriers, fences and concertina wire",
    "engineering_road": "build and repair roads, tracks, lighting and bridges",
    "data_entry": "enter and keep the agency's records",
    "intelligence_analysis": "analyse information that the agency may lawfully share",
    "planning_staff": "plan operations and logistics with the agency's staff",
    "communications": "set up and run radio, satellite and network links",
    "medical": "treat and evacuate the sick and injured",
    "linguist": "translate and interpret",
    "force_protection": "protect the force itself, its bases and its equipment",
    "crowd_control": "hold lines and move crowds",
    "search": "search persons, vehicles or premises for evidence",
    "seizure": "take goods or evidence into custody",
    "arrest": "arrest persons, or hold them for arrest",
    "detention": "hold persons against their will, however briefly",
    "custodial_care": "feed, guard and care for persons in an agency's custody",
    "pursuit": "follow persons or vehicles to have them stopped",
    "interdiction": "stop vessels, aircraft, vehicles or persons",
    "cross_border": "act on the soil of another country",
    "traffic_control": "direct traffic and man roadblocks",
    "debris_clearance": "clear roads and sites of debris",
    "search_rescue": "find and rescue people in distress",
    "commodity_distribution": "hand out water, food and other relief goods",
    "evacuation": "move people out of danger",
    "firefighting": "fight wildfires on the ground or from the air",
    "training_of_agency": "train agency personnel in the use of equipment and in skills",
    "show_of_force": "be seen, so as to deter",
}
