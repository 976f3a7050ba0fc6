"""What the service takes at a school, in a province and in the whole nation: `docs/capacity.md`."""
