"""One workbook for each team or officer of an audit (`--split`)."""
