"""What clients can do with pets."""

from fastapi import APIRouter, HTTPException

from pets.models import NewPet, PetOut, Problem

router = APIRouter()
stored: list[PetOut] = []  # until there is a table


@router.post("/pets", status_code=201)
async def create_pet(new: NewPet) -> PetOut:
    """Store a pet."""
    pet = PetOut(id=len(stored) + 1, name=new.name, pet_type=new.pet_type)
    stored.append(pet)
    return pet


@router.get("/pets/{pet_id}", responses={404: {"model": Problem}})
async def get_pet(pet_id: int) -> PetOut:
    """Show a pet."""
    for pet in stored:
        if pet.id == pet_id:
            return pet
    raise HTTPException(404, "There is no such pet.")
