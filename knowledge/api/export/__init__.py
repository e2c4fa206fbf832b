"""The whole public content in one file, of one content revision: NDJSON, or CSV files in a zip."""
