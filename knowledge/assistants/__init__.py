"""The knowledge for assistants (Model Context Protocol): for reading, and no claim without its references."""
