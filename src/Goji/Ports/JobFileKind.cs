namespace Goji.Ports;

internal enum JobFileKind
{
    File,
    SymbolicLink,
    Submodule,
}
