"""A pet with a name of the wrong type and a field that does not exist."""

from pet import Pet

print(Pet(name="Tom", weight=4, pet_type="cat", colour="red"))
print(Pet(name=7, weight=4, pet_type="cat"))
