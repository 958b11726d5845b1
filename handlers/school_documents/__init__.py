"""Documents of the school: reading them, and keeping them."""
