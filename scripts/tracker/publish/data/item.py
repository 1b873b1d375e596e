"""What every published item is, and how one names another."""

from typing import Annotated, ClassVar

from pydantic import BaseModel, ConfigDict


class RelationTo:
    """Marks a field whose value is the id of an item of a kind: a relation."""

    def __init__(self, kind: str) -> None:
        self.kind = kind


ReportId = Annotated[str, RelationTo("reports")]
RecommendationId = Annotated[str, RelationTo("recommendations")]
ElementId = Annotated[str, RelationTo("elements")]
FindingId = Annotated[str, RelationTo("findings")]
ResponseId = Annotated[str, RelationTo("responses")]
CommitmentId = Annotated[str, RelationTo("commitments")]
DevelopmentId = Annotated[str, RelationTo("developments")]
MeasureId = Annotated[str, RelationTo("measures")]
StageId = Annotated[str, RelationTo("stages")]
BodyId = Annotated[str, RelationTo("bodies")]
ImplicationId = Annotated[str, RelationTo("implications")]
ServiceId = Annotated[str, RelationTo("services")]
VocabularyId = Annotated[str, RelationTo("vocabularies")]


class Item(BaseModel):
    """An item of the published data. Dates are ISO 8601 and keep their precision: `2026`,
    `2026-03`, `2026-03-14`, or `2027-03/2027-05` for some day within. Where a date is to be sorted
    or reckoned with, `_first` and `_last` are the earliest and the latest day that it can mean.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
    kind_of_item: ClassVar[str]

    id: str
    """The item's name among those of its kind. That of a record never changes its meaning."""
