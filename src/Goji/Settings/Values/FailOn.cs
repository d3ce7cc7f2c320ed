namespace Goji.Settings.Values;

/// <summary>The states of a job that fail the build or the command.</summary>
internal enum FailOn
{
    Nothing,
    Failed,
    Unknown,
    Held,
}
