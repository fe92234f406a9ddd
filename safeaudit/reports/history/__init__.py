"""The rates of many months → terminal and JSON."""
