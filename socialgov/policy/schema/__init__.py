"""The parts of a municipality's guidelines as data; `policy.guidelines` puts them together."""
