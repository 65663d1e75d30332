"""Real servers that tests talk to, each on loopback only and started by a fixture; `make testbeds` installs them."""
