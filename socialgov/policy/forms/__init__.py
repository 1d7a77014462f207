"""The forms: adopting a profile as it is (`adopting`), the draft (`drafts`), closing days (`closing`)."""
