"""What is served beside the service itself, to compare with it: modules with the doors of `locator.web`."""
