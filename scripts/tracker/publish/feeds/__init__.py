"""Feeds in Atom and JSON Feed: `entries` says what happened, in `passages`; `output`, which feed
holds which entry; `atom` and `jsonfeed` write them.
"""
