"""A dip sample of cases for file reading: whom it may fall on, each case's chance, the drawing, and its error."""
