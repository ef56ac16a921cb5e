"""What is too long for `make test`, at full counts: `make soak` prints one line each."""
