"""Files and worksheets → typed tables and a list of problems; knows nothing of policy."""
