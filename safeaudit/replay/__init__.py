"""Replays a caseload against a policy on a given day: pure, from caseload, pack and calendar to obligations."""
