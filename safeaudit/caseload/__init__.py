"""What was known of every case at the as-at date."""
