"""A column's name, misspelt twice."""

from models import Owner

owner = Owner(name="Kim")
owner.nmae = "Sam"
print(owner.name)
print(Owner(nmae="Kim").name)
