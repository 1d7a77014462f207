"""The guidelines as settings that a person can change: what there is, in which words, how it is read and compared."""
