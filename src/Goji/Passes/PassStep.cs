namespace Goji.Passes;

/// <summary>The steps of the protocol: between any two of them a runner may die.</summary>
internal enum PassStep
{
    Fetch,
    ClaimCommit,
    ClaimPush,
    Companion,
    Create,
    CreateResponse,
    CompanionOwner,
    Observe,
    RecordCommit,
    RecordPush,
    WorkingCopy,
    TtlReturn,
    CancelCommit,
    CancelPush,
    CancelDelete,
}
