"""Policies as data: one folder a policy, one TOML file a step, checked by a schema."""
