namespace Goji.Tool.Commands;

/// <summary>The states of a job that make <c>goji process</c> end with an exit code of their own.</summary>
internal enum FailOn
{
    Failed,
    Unknown,
    Held,
}
