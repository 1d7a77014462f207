"""A small site of its own that stands for the outside world: the sample municipality's channels, as pages and feeds.

It knows nothing of the system and shares no database with it: the system meets it over HTTP, as it meets any platform.
"""
