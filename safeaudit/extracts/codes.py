"""Codes that steps read, in the tables' free columns: what each means. Closed lists stand in `contract.py`."""

from typing import Final

CONTACT_TYPES: Final = {
    "SFGC": "enquiry sent, or the reason why not",
    "SFRR": "answer from children's services",
    "C157": "child-related contact",
    "C507": "referral to children's services sent",
    "MO1": "management oversight",
    "MO8": "reason for no home visit",
    "CHVS": "home visit",
    "COHV": "first appointment, a home visit",
    "CCCP": "child protection case conference",
    "C078": "child protection meeting",
    "C159": "core group",
    "NSD1": "core group",
    "C005": "MARAC meeting",
    "C150": "MARAC, as perpetrator",
    "C151": "MARAC, as victim",
    "ERFM": "MARAC referral",
    "POM4": "handover recorded",
    "CSPO": "consultation with a manager",
    "CVIC": "victim liaison",
    "C203": "health and social service liaison",
    "C204": "police liaison",
    "CCMR": "MAPPA referral",
    "MAPLS": "MAPPA level setting",
    "C200": "MAPPA information",
    "DAD1": "disclosure considered",
    "CIEB": "information to an external agency",
    "CIEA": "information from an external agency",
    "CI3B": "information to a third party",
    "CI3A": "information from a third party",
    "VINC": "ViSOR information",
    "CAIL": "integrated offender management",
    "ERCL": "recall",
    "DUS01": "death under supervision",
    "DUS3": "death in custody",
}
REGISTERS: Final = {
    "RCPR": "child protection",
    "RCCO": "child concerns",
    "RCHD": "risk to children",
    "CSEP": "child sexual exploitation, perpetrator",
    "RCP": "alert: children on the child protection register",
    "RCC": "alert: risk to children, community",
    "RCS": "alert: risk to children, custody",
    "SC": "alert: risk to children",
    "CPC": "alert: person posing a risk to children",
    "CPRC": "alert: potential person posing a risk to children",
    "CC1": "alert: child contact, level 1",
    "CC2": "alert: child contact, level 2",
    "CC3": "alert: child contact, level 3",
    "CC4": "alert: child contact, level 4",
    "INVI": "victim contact",
    "MAPP": "MAPPA",
    "IMAR": "MARAC",
    "ARSO": "registered sex offender",
    "AVIS": "ViSOR record",
    "IIOM": "integrated offender management",
    "SOPS": "sexual harm prevention or sexual risk order",
}
# What the outcome of a contact may say, as settings name it, and the outcome that is read so.
OUTCOMES: Final = {
    "attended": "Attended",
    "enquiry sent": "Enquiry sent",
    "request not sent": "Request Not Sent - up to date information already held",
    "home visit not undertaken": "Home visit not undertaken",
    "home visit exempted": "Home visit exempted",
    "follow-up action required": "Follow-up action required",
    "follow-up action completed": "Follow-up action completed",
}
# Reasons for not making an enquiry that the policy permits.
NOT_MADE_REASONS: Final = ("current-info", "existing-response-unchanged", "la-identifiable-only", "outside-cohort")
# Outcomes of a home visit: what its code or text begins with where it was made, and where it was not.
VISIT_MADE: Final = r"^\s*(?:attended|(?:attc|aftc|atsh|atss|afda)\s*$)"
VISIT_NOT_MADE: Final = (
    r"^\s*(?:unacceptable|failed to|acceptable|rescheduled|cancelled"
    r"|(?:uaab|afta|aam11|aacl|aaem|aafc|aaho|aame|aarc|aare|rssr|rssl|rsof)\s*$)"
)
VISITS: Final = ("CHVS", "COHV")
