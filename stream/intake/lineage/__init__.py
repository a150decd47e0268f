"""What an item's own words say of its lineage: signals, credits, agencies."""
