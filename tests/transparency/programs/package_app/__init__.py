"""A package that is run with -m: what its parts see of each other and of the launch."""

print("package imported as", __name__)
