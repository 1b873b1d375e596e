"""The judgements that the record implies: small pure functions from the record and a day to facts.

Nothing here reads a file or a clock. What is derived is never typed into the record.
"""
