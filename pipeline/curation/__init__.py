"""What people decide about a run: the differences between two runs, first of all."""
