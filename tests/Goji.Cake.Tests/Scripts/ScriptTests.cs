namespace Goji.Cake.Tests.Scripts;

/// <summary>The tests that run scripts share one set of packages, and run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ScriptTests : ICollectionFixture<PackedAddin>
{
    public const string Name = "Scripts";
}
