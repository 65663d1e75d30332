"""The ten steps, each as a marketer takes it."""
