"""YAML text → typed, frozen records, each field with its place in the file."""
