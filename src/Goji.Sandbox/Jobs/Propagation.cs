namespace Goji.Sandbox.Jobs;

internal enum Propagation
{
    Background,
    Foreground,
    Orphan,
}
