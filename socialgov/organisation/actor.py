"""Who acts: a person, in their own right or for someone absent whom they stand in for, or the system itself."""

from dataclasses import dataclass, replace


class NotAPerson(ValueError):
    """The system was to do what only a person does."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who does something.

    `person_id` is None for the system. `covers` are the persons whose access this actor has at the moment, because they
    are absent and named this person as substitute. `on_behalf_of_id` is set when a permission was had only that way.
    """

    person_id: int | None
    covers: tuple[int, ...] = ()
    on_behalf_of_id: int | None = None

    @property
    def people(self) -> tuple[int, ...]:
        """Ids of everyone whose access counts: the actor's own first. Empty for the system."""
        return () if self.person_id is None else (self.person_id, *self.covers)

    @property
    def own_id(self) -> int:
        """The person's id, for what only a person does. Raises NotAPerson."""
        if self.person_id is None:
            raise NotAPerson
        return self.person_id

    def alone(self) -> "Actor":
        """The same person without the access borrowed from absent colleagues."""
        return replace(self, covers=(), on_behalf_of_id=None)

    def standing_in_for(self, person_id: int) -> "Actor":
        """The same person acting for one absent colleague; both names are recorded."""
        return replace(self, covers=(person_id,), on_behalf_of_id=person_id)


SYSTEM = Actor(person_id=None)
