"""The names that the OpenAPI document gives to clients."""

from pets import app

document = app.openapi()

print(*document["components"]["schemas"]["NewPet"]["properties"])
#> name weight petType

print(*(each["name"] for each in document["paths"]["/pets"]["get"]["parameters"]))
#> petType
