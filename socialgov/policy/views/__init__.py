"""The pages: the guidelines (`reading`), the draft of the next ones (`drafts`), the calendar (`working_days`)."""
