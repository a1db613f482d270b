"""Names of words that start with a letter, which both generators treat alike."""

from humps import camelize
from pydantic.alias_generators import to_camel

NAMES = ("name", "pet_type", "address1", "v2_api", "born_in_year")

for name in NAMES:
    assert camelize(name) == to_camel(name)
    print(f"{name:15}{to_camel(name)}")
    #> name           name
    #> pet_type       petType
    #> address1       address1
    #> v2_api         v2Api
    #> born_in_year   bornInYear
