"""Two fields whose names lose their difference in camelCase."""

from humps import camelize
from pydantic.alias_generators import to_camel

from camel import CamelModel


class Match(CamelModel):
    """What two teams scored."""

    team_1: int
    team1: int


for to_key in (camelize, to_camel):
    print(to_key("team_1"), to_key("team1"))
    #> team1 team1
    #> team1 team1

print(to_camel("sha256_sum"), to_camel("sha256sum"))
#> sha256Sum sha256Sum

print(Match(team_1=2, team1=5))
#> team_1=5 team1=5

print(Match(team_1=2, team1=5).model_dump_json())
#> {"team1":5,"team1":5}
