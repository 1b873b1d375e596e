"""Feeds in Atom and JSON Feed: `entries` is what they hold, `feeds` which there are, as files."""
