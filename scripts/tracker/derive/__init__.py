"""The judgements that a dataset implies: small pure functions from the dataset and a day to facts.

Nothing here reads a file or a clock. What is derived is never authored.
"""
