"""What clients can do."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.exc import StaleDataError
from structlog import get_logger
from structlog.contextvars import bind_contextvars
from structlog.typing import FilteringBoundLogger

from pets.database import Session
from pets.models import (
    ChangedPet,
    Id,
    NewOwner,
    NewPet,
    OwnerOut,
    PetOut,
    PetQuery,
    Problem,
)
from pets.tables import Owner, Pet

log: FilteringBoundLogger = get_logger(__name__)
router = APIRouter()


def refusals(*codes: int) -> dict[int | str, dict[str, Any]]:
    """Document the codes with which an endpoint refuses."""
    return {code: {"model": Problem} for code in codes}


# --8<-- [start:find]
async def find_owner(owner_id: Id, session: Session) -> Owner:
    """Find an owner, or answer 404."""
    owner = await session.get(Owner, owner_id)
    if owner is None:
        raise HTTPException(404, "There is no such owner.")
    return owner


async def find_pet(pet_id: Id, session: Session) -> Pet:
    """Find a pet with its owner, or answer 404."""
    bind_contextvars(pet_id=pet_id)
    pet = await session.get(Pet, pet_id, options=[joinedload(Pet.owner)])
    if pet is None:
        raise HTTPException(404, "There is no such pet.")
    return pet


FoundOwner = Annotated[Owner, Depends(find_owner)]
FoundPet = Annotated[Pet, Depends(find_pet)]
# --8<-- [end:find]


@router.post("/owners", status_code=201, responses=refusals(400))
async def create_owner(new: NewOwner, session: Session) -> OwnerOut:
    """Store an owner."""
    owner = Owner(name=new.name)
    session.add(owner)
    await session.flush()
    log.info("owner created", owner_id=owner.id)
    return OwnerOut.model_validate(owner)


@router.delete("/owners/{owner_id}", status_code=204, responses=refusals(404, 409))
async def delete_owner(owner: FoundOwner, session: Session) -> None:
    """Forget an owner, who must have no pets."""
    await session.delete(owner)


# --8<-- [start:create]
@router.post("/pets", status_code=201, responses=refusals(400, 404, 409))
async def create_pet(new: NewPet, session: Session) -> PetOut:
    """Store a pet."""
    owner = await find_owner(new.owner_id, session)
    pet = Pet(owner=owner, name=new.name, pet_type=new.pet_type, weight=new.weight)
    session.add(pet)
    await session.flush()
    log.info("pet created", pet_id=pet.id)
    return PetOut.model_validate(pet)


# --8<-- [end:create]
@router.get("/pets")
async def list_pets(
    query: Annotated[PetQuery, Query()], session: Session
) -> list[PetOut]:
    """List pets in the order in which they came."""
    wanted = select(Pet).where(Pet.id > query.after_id).order_by(Pet.id)
    if query.pet_type is not None:
        wanted = wanted.where(Pet.pet_type == query.pet_type)
    wanted = wanted.options(joinedload(Pet.owner)).limit(query.limit)
    pets: Sequence[Pet] = (await session.scalars(wanted)).all()
    return [PetOut.model_validate(pet) for pet in pets]


@router.get("/pets/{pet_id}", responses=refusals(404))
async def get_pet(pet: FoundPet) -> PetOut:
    """Show a pet."""
    return PetOut.model_validate(pet)


# --8<-- [start:change]
@router.put("/pets/{pet_id}", responses=refusals(400, 404, 409))
async def change_pet(change: ChangedPet, pet: FoundPet, session: Session) -> PetOut:
    """Change a pet, unless somebody else has done so meanwhile."""
    if pet.version != change.version:
        raise StaleDataError("the version that the client has seen is gone")
    pet.name, pet.pet_type, pet.weight = change.name, change.pet_type, change.weight
    await session.flush()
    log.info("pet changed", version=pet.version)
    return PetOut.model_validate(pet)


# --8<-- [end:change]
# --8<-- [start:health]
@router.get("/health")
async def health() -> str:
    """Tell that the process answers; if it doesn't, start it anew."""
    return "healthy"


@router.get("/ready", responses=refusals(503))
async def ready(session: Session) -> str:
    """Tell whether requests can be served; if not, send them elsewhere."""
    try:
        await session.execute(select(Pet.id).limit(1))
    except SQLAlchemyError as error:
        log.warning("not ready", reason=str(error))
        raise HTTPException(503, "The database does not answer.") from error
    return "ready"


# --8<-- [end:health]
