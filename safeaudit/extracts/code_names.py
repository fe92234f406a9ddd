"""What NDelius and DPS call the codes that steps read, for exports that hold the words instead of the code.

A name that two systems have for two codes (*Risk to Children*, *Registered Sex Offender*) is not here: it stays as it
stands, and means nothing.
"""

import re
import unicodedata
from functools import lru_cache
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from safeaudit.extracts.codes import CONTACT_TYPES, REGISTERS

_CONTACT_TYPE_NAMES: Final = {
    "SFGC": "Safeguarding Enquiries Requested",
    "SFRR": "Safeguarding Enquiries - Response Received",
    "C157": "Safeguarding - Child Related Contact",
    "C507": "Referral - Children and Families of Person on Prob",
    "MO1": "Management Oversight",
    "MO8": "Management Oversight - HVRA",
    "CHVS": "Home Visit to Case (NS)",
    "COHV": "Initial Appointment - Home Visit (NS)",
    "CCCP": "Safeguarding Case Conference",
    "C078": "Safeguarding - Child Protection Meeting",
    "C159": "Safeguarding - Child Protection Core Group Meeting",
    "NSD1": "Core Group Meeting",
    "C005": "MARAC Meeting",
    "C150": "MARAC - Perpetrated DV Incident",
    "C151": "MARAC - Victim of DV Incident",
    "ERFM": "MARAC Referral",
    "POM4": "POM/COM Standard Handover - Information Received",
    "CSPO": "Consultation with Manager",
    "CVIC": "Victim Liaison Contact",
    "C203": "Health and Social Service Liaison",
    "C204": "Police Liaison",
    "CCMR": "MAPPA Referral",
    "MAPLS": "MAPPA Level Setting Process",
    "C200": "MAPPA Information",
    "DAD1": "Disclosure Considered",
    "CIEB": "Information - to External Agency",
    "CIEA": "Information - from External Agency",
    "CI3B": "Information - to 3rd Party",
    "CI3A": "Information - from 3rd Party",
    "VINC": "ViSOR Information Contact",
    "CAIL": "IOM Correspondence Contact",
    "ERCL": "Breach/Prison Recall",
    "DUS01": "Death under Supervision Category and Notification",
    "DUS3": "Died in Custody",
}
_REGISTER_NAMES: Final = {
    "RCPR": "Child Protection",
    "RCCO": "Child Concerns",
    "CSEP": "Child Sexual Exploitation - Perpetrator",
    "RCP": "Children on CP Register",
    "RCC": "Risk to Children - Community",
    "RCS": "Risk to Children - Custody",
    "CPC": "PPRC",
    "CPRC": "Potential PPRC",
    "CC1": "Child Contact L1",
    "CC2": "Child Contact L2",
    "CC3": "Child Contact L3",
    "CC4": "Child Contact L4",
    "INVI": "Victim Contact",
    "MAPP": "MAPPA",
    "IMAR": "MARAC",
    "AVIS": "ViSOR",
    "IIOM": "Integrated Offender Management",
    "SOPS": "Sexual Harm Prevention Order/Sexual Risk Order",
}
NAMES: Final = {"contact_type": _CONTACT_TYPE_NAMES, "register": _REGISTER_NAMES}
_KNOWN: Final = {"contact_type": CONTACT_TYPES, "register": REGISTERS}
_CODE_AND_NAME: Final = re.compile(
    r"([A-Z0-9]{2,8})\s*[-:|\u2010-\u2015]\s*\S.*|.*\S\s*[(\[]([A-Z0-9]{2,8})[)\]]", re.DOTALL
)


def as_codes(column: str, texts: pa.Array) -> pa.Array:
    """Put names of codes, and codes with their names beside them, as the codes; upper case, the rest as it stands.

    `texts`: stripped texts of a column of kind code.
    """
    upper = pc.utf8_upper(texts)
    known = _KNOWN[column]
    if pc.all(pc.is_in(upper, value_set=pa.array(known, pa.string())), min_count=0).as_py():
        return upper
    return pa.array([_code(column, text) for text in upper.to_pylist()], pa.string())


def _code(column: str, text: str) -> str:
    """Match a code first, then a name, then a code with its name beside it."""
    if text in _KNOWN[column]:
        return text
    if code := _by_name(column).get(_folded(text)):
        return code
    both = _CODE_AND_NAME.fullmatch(text)
    code = (both[1] or both[2]) if both else ""
    return code if code in _KNOWN[column] else text


@lru_cache
def _by_name(column: str) -> dict[str, str]:
    return {_folded(name): code for code, name in NAMES[column].items()}


def _folded(name: str) -> str:
    """Give a name as it is compared: without case, spaces, dashes and quotes of any kind; RoH is RoSH."""
    words = unicodedata.normalize("NFKC", name).casefold()
    letters = "".join(filter(str.isalnum, words))
    return letters.replace("roh", "rosh")
