"""The few real codes and names that the synthetic unit uses.

Source: public repositories of the Ministry of Justice on GitHub, all MIT licensed, Crown copyright. Contact
types, outcomes and their descriptions: hmpps-manage-people-on-probation-ui and hmpps-probation-integration-
services; registers: hmpps-manage-supervisions; alerts: hmpps-alerts-api; report types: community-api; PDUs,
regions and their codes: hmpps-approved-premises-api. Only codes whose description was found there are used.
"""

from typing import NamedTuple

# Contacts that no step reads, with how often they occur (per thousand): appointments first.
APPOINTMENTS = {
    "COAP": ("Planned Office Visit (NS)", 330),
    "COPT": ("Planned Telephone Contact (NS)", 240),
    "COOO": ("Planned Contact - other than office (NS)", 40),
    "COVC": ("Planned Video Contact (NS)", 25),
    "CODC": ("Planned Doorstep Contact (NS)", 15),
    "COAI": ("Initial Appointment - In office (NS)", 20),
    "C090": ("Drug Key Worker Session (NS)", 10),
}
OTHER_CONTACTS = {
    "CTOA": ("Telephone contact from person on probation", 50),
    "CTOB": ("Telephone contact to person on probation", 55),
    "CMOA": ("Email or text from person on probation", 30),
    "CMOB": ("Email or text to person on probation", 60),
    "CLOB": ("Letter or fax to person on probation", 20),
    "CT3B": ("Telephone contact to other", 20),
    "CM3A": ("Email or text from other", 30),
    "CI3A": ("Information - from 3rd Party", 20),
    "CI3B": ("Information - to 3rd Party", 10),
    "CSPR": ("Sentence Plan - Review", 5),
    "ERGR": ("Registration Review", 8),
    "C369": ("Police Intelligence Enquiries - Requested", 5),
    "C515": ("Police Intelligence Enquiries -Response Received", 4),
    "CSPO": ("Consultation with Manager", 3),
}
STEP_CONTACTS = {
    "SFGC": "Safeguarding Enquiries Requested",
    "SFRR": "Safeguarding Enquiries - Response Received",
    "C157": "Safeguarding - Child Related Contact",
    "MO1": "Management Oversight",
    "MO8": "Management Oversight - HVRA",
    "CHVS": "Home Visit to Case (NS)",
    "COHV": "Initial Appointment - Home Visit (NS)",
    "CCCP": "Safeguarding Case Conference",
    "C078": "Safeguarding - Child Protection Meeting",
    "C159": "Safeguarding - Child Protection Core Group Meeting",
    "C005": "Marac Meeting",
    "C150": "MARAC - Perpetrated DV Incident",
    "C151": "MARAC - Victim of DV Incident",
    "ERFM": "MARAC Referral",
    "C507": "Referral - Children and Families of Person on Prob",
    "POM4": "POM/COM Standard Handover - Information Received",
}
CONTACTS = {code: text for code, (text, _) in (APPOINTMENTS | OTHER_CONTACTS).items()} | STEP_CONTACTS

# Outcomes of an appointment, with how often they occur (per thousand).
ATTENDANCE = {
    "ATTC": 760,
    "AFTC": 15,
    "ATSS": 5,
    "AFTA": 55,
    "UAAB": 50,
    "AACL": 10,
    "AAEM": 25,
    "AAFC": 20,
    "AAME": 35,
    "RSSR": 10,
    "RSOF": 15,
}
ENQUIRY_SENT = "Enquiry sent to local authority children's service"
ENQUIRY_NOT_SENT = "Request Not Sent - up to date information already"
ENQUIRY_UNCLEAR = "Awaiting details"  # no outcome of NDelius: a messy row
RESPONSE_KNOWN = "Response received - known to social services"
RESPONSE_NOT_KNOWN = "Response received - not known to social services"
OVERSIGHT = "Management oversight decision"
VISIT_NOT_UNDERTAKEN = "Home visit not undertaken"
VISIT_EXEMPTED = "Home visit exempted"
VISIT_APPROVED = "Home visit approved"
OUTCOMES = [
    "",
    *ATTENDANCE,
    ENQUIRY_SENT,
    ENQUIRY_NOT_SENT,
    ENQUIRY_UNCLEAR,
    RESPONSE_KNOWN,
    RESPONSE_NOT_KNOWN,
    OVERSIGHT,
    VISIT_NOT_UNDERTAKEN,
    VISIT_EXEMPTED,
    VISIT_APPROVED,
]

# NDelius registers and DPS alerts.
REGISTERS = {
    "RCPR": "Child Protection",
    "RCCO": "Child Concerns",
    "RCHD": "Risk to Children",
    "CSEP": "Child Sexual Exploitation – Perpetrator",
    "ADVP": "Domestic Abuse Perpetrator",
    "MAPP": "MAPPA",
    "RLRH": "Low RoH",
    "RMRH": "Medium RoH",
    "RHRH": "High RoH",
    "RVHR": "Very High RoH",
    "RCP": "Children on CP Register",
    "RCC": "Risk to Children - Community",
    "RCS": "Risk to Children - Custody",
    "CPC": "PPRC",
    "CPRC": "Potential PPRC",
    "CC1": "Child contact L1",
}
REPORT_TYPES = {
    "CJF": "Pre-Sentence Report - Fast",
    "CJO": "Pre-Sentence Report - Oral",
    "CJS": "Pre-Sentence Report - Standard",
}
SENTENCES = {
    "community": "SA2020 Community Order",
    "suspended": "ORA Suspended Sentence Order",
    "custody": "Adult Custody 12m plus",
}
RELATIONSHIPS = ("Son", "Daughter", "Step Son", "Step Daughter", "Grandson", "Granddaughter")

# Invented: none of these is a prison.
PRISONS = ("HMP Demo Moorside", "HMP Demo Fenwick", "HMP Demo Ashdale", "HMP Demo Kestrel")


class Region(NamedTuple):
    """A probation region: its NDelius provider code, its PDUs (name, code) and some of its councils."""

    name: str
    provider: str
    pdus: tuple[tuple[str, str], ...]
    councils: tuple[str, ...]


REGIONS = (
    Region(
        "North West",
        "N51",
        (
            ("Liverpool North", "N51LSF"),
            ("Liverpool South", "N51LPLS"),
            ("Sefton", "N51SEFT"),
            ("Wirral", "N51WSHW"),
            ("Knowsley and St Helens", "N51KNST"),
            ("Warrington and Halton", "N51HAWA"),
            ("East Cheshire", "N51CHES"),
            ("West Cheshire", "N51WCHE"),
            ("Cumbria", "N51CUMB"),
            ("Central Lancashire", "N51CTRL"),
            ("East Lancashire", "N51LSE"),
            ("North West Lancashire", "N51LNW"),
            ("Blackburn", "N51BLDA"),
        ),
        ("Liverpool", "Sefton", "Wirral", "Knowsley", "St Helens", "Halton", "Warrington", "Lancashire"),
    ),
    Region(
        "Yorkshire & The Humber",
        "N55",
        (
            ("Leeds", "N55LEE"),
            ("Sheffield", "N55SHF"),
            ("Bradford and Calderdale", "N55BAC"),
            ("Hull and East Riding", "N55HER"),
            ("Doncaster", "N55DNR"),
            ("Wakefield", "N55WAK"),
            ("Kirklees", "N55KIR"),
            ("York", "N55YRK"),
            ("North Yorkshire", "N55YNY"),
            ("Barnsley and Rotherham", "N55BAS"),
            ("North and North East Lincolnshire", "N55NNEL"),
        ),
        ("Leeds", "Sheffield", "Bradford", "Calderdale", "Hull", "Doncaster", "Wakefield", "Kirklees"),
    ),
    Region(
        "London",
        "N07",
        (
            ("Croydon", "N07CROY"),
            ("Brent", "N07BRNT"),
            ("Newham", "N07NEWM"),
            ("Tower Hamlets", "N07TOWH"),
            ("Lambeth", "LDNLAW"),
            ("Southwark", "LDNNLAS"),
            ("Camden and Islington", "LDNNCAI"),
            ("Enfield and Haringey", "N07ENFH"),
            ("Ealing and Hillingdon", "LDNEHH"),
            ("Greenwich and Bexley", "LDNBBG"),
            ("Hackney and City", "LDNNHTH"),
            ("Harrow and Barnet", "LDNBEB"),
            ("Lewisham and Bromley", "N07LEBR"),
            ("Redbridge and Waltham Forest", "LDNHRWF"),
            ("Wandsworth, Merton and Sutton", "LDNCMS"),
        ),
        ("Croydon", "Brent", "Newham", "Lambeth", "Southwark", "Camden", "Haringey", "Ealing"),
    ),
    Region(
        "Wales",
        "N03",
        (
            ("Cardiff and the Vale of Glamorgan", "N03SW1"),
            ("Cwm Taf Morgannwg", "N03CTM"),
            ("Dyfed Powys", "WPTDPA"),
            ("Gwent", "WPTGWT"),
            ("North Wales", "WPTNWS"),
            ("Swansea, Neath Port Talbot", "N03SNT"),
        ),
        ("Cardiff", "Vale of Glamorgan", "Merthyr Tydfil", "Powys", "Newport", "Gwynedd", "Conwy", "Swansea"),
    ),
)
