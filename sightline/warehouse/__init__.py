"""From loaded exports to a sealed DuckDB file: build, reconcile, seal, publish, open."""
