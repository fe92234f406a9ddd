"""Times the audit against a bare read of the same files; `make bench` runs it. Never part of the tests."""
