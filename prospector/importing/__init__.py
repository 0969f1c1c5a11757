"""Text in, domain values out: readers, mappings, shipped profiles."""
