"""What helps editors while they write: files that their tools read, written into the data directory
and read by no part of the site.
"""
