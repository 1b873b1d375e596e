"""What a record is: the models, which are the one definition of the fields; partial dates; the
vocabularies; and the marks by which a field names another record.
"""
