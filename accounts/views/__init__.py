"""Pages of the registry, custody and the channel list."""
