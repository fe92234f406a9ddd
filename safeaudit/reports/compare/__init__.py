"""Two audits compared → terminal, JSON and CSV."""
