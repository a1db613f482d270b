"""The names that the article's generator and pydantic's make of a field's name."""

from humps import camelize
from pydantic.alias_generators import to_camel

SAME = ("pet_type", "name_1", "v2_api", "_private_name", "id_")
DIFFERENT = (
    "foo__bar",
    "is_3d",
    "sha256sum",
    "1st_item",
    "_2fa_code",
    "HTTP_status",
    "api_URL",
    "URL",
    "PET_TYPE",
    "PetType",
    "HTTPServer",
    "résumé_file",
    "foo-bar",
)


def row(name: str) -> str:
    """Return a line of the table for one name."""
    return f"{name:15}{camelize(name):15}{to_camel(name)}"


print(f"{'field':15}{'camelize':15}to_camel")
#> field          camelize       to_camel

for name in SAME:
    assert camelize(name) == to_camel(name)
    print(row(name))
    #> pet_type       petType        petType
    #> name_1         name1          name1
    #> v2_api         v2Api          v2Api
    #> _private_name  _privateName   _privateName
    #> id_            id_            id_

for name in DIFFERENT:
    assert camelize(name) != to_camel(name)
    print(row(name))
    #> foo__bar       fooBar         foo__Bar
    #> is_3d          is3d           is3D
    #> sha256sum      sha256sum      sha256Sum
    #> 1st_item       1stItem        1StItem
    #> _2fa_code      _2faCode       _2FaCode
    #> HTTP_status    HTTPStatus     httpStatus
    #> api_URL        apiURL         apiUrl
    #> URL            URL            url
    #> PET_TYPE       PET_TYPE       petType
    #> PetType        petType        pettype
    #> HTTPServer     HTTPServer     httpserver
    #> résumé_file    résuméFile     résumé_File
    #> foo-bar        fooBar         foo-Bar
