"""What is asked, and against which standard: items, their kinds, families, checks and the referential."""
