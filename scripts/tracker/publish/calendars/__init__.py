"""Calendars to subscribe to: `appointments` says what stands on which day, `output` writes the
iCalendar files.
"""
