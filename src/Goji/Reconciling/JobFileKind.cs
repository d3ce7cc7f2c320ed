namespace Goji.Reconciling;

internal enum JobFileKind
{
    File,
    SymbolicLink,
    Submodule,
}
