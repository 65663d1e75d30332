"""The pages: one folder per room, thin over the same services as the API and the command line."""
