"""One case explained: what happened, what the policy wanted because of it, and how every verdict came about."""
