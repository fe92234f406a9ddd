"""`report.html`: two printed pages for the management meeting, in one file that needs no network and no script."""
