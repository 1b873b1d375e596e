"""YAML text → a `Dataset`: typed, frozen records, each field with its place in its file. The only
layer that reads the record.
"""
