"""The report: one page that holds the series, every number linked to its proof."""
