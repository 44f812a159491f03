"""Tables in and out: cells of separated values and of workbooks, and one writer of each."""
