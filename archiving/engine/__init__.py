"""The capture engine: one page, one process. Knows nothing of Django, the database or any secret.

Started as `python -m archiving.engine FOLDER` with an empty environment and the job as JSON on standard input. It
leaves its files and a `result.json` in FOLDER. Its only way to the network is the checking proxy's socket in FOLDER.
"""
