namespace Goji.Git;

internal enum InitAction
{
    Cloned,
    Scaffolded,
    AlreadyThere,
}
