"""Two audits side by side: what became of every obligation between them, told from their output folders alone."""
