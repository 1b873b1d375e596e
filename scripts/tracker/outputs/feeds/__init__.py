"""Feeds in Atom and JSON Feed: `entries` says what happened, `feeds` which feed holds which entry."""
