"""What `make bench` runs: this product beside a bare Flask page on the same server, in one run."""
