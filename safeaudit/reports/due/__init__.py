"""What falls due next, before it is late: as a list, a CSV file and a calendar."""
