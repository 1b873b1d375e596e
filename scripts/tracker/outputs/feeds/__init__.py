"""Feeds in Atom and JSON Feed: `writing_times` is when each entry was written, `entries` what they
hold, `feeds` which there are, as files.
"""
