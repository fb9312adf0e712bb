"""What a run leaves beside its tables, and the formats it can be turned into."""
