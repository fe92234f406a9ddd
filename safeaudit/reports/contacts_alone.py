"""What it costs to judge a step from the contact log alone, in words."""

from collections.abc import Iterable

COSTS = {
    "enquiries": "in contacts an enquiry does not say what it was for, nor for which child or address, so any of the"
    " case serves; each answer goes to the earliest enquiry without one; acknowledgement, authority and analysis are"
    " not held, and of the reasons for not asking only that the information is current",
    "referrals": "in contacts a referral is a day, without child, content, acknowledgement or outcome",
}


def costs(lacking: Iterable[str]) -> list[str]:
    """What contacts do not hold of each of these tables (or several, parted by commas), said once."""
    tables = dict.fromkeys(table for names in lacking for table in names.split(", "))
    return [COSTS[table] for table in tables if table in COSTS]
