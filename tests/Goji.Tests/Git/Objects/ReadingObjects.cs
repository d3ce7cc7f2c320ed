using System.Text;
using Goji.Git.Objects;
using Goji.Testing;
using LibGit2Sharp;

namespace Goji.Tests.Git.Objects;

/// <summary>Objects are read as bytes, wherever git keeps them.</summary>
public sealed class ReadingObjects : GitTest
{
    private const string Text = "kind: Job\n";
    private readonly BareOrigin origin;
    private readonly ObjectReader objects;

    public ReadingObjects()
    {
        origin = BareOrigin.Empty(Place);
        objects = new(Path.Combine(origin.Path, "objects"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Object_that_is_added_later_is_read_from_its_file_and_from_a_pack(bool isPacked)
    {
        var missing = objects.Read(IdOf("missing"), ObjectType.Blob);
        var id = Write(Text);
        if (isPacked)
        {
            origin.Git("update-ref", "refs/tags/kept", id.Sha);
            origin.Git("repack", "-a", "-d");
            Assert.False(File.Exists(FileOf(id)));
        }

        Assert.Null(missing);
        Assert.Equal(Text, Encoding.UTF8.GetString(objects.Read(id, ObjectType.Blob)!));
        Assert.Equal(Text.Length, objects.LengthOf(id));
        Assert.True(objects.Contains(id));
    }

    [Fact]
    public void Object_that_is_missing_has_no_length()
    {
        Assert.False(objects.Contains(IdOf("missing")));
        Assert.Throws<NotFoundException>(() => objects.LengthOf(IdOf("missing")));
    }

    [Fact]
    public void Object_of_another_type_counts_as_missing()
    {
        var found = objects.Read(Write(Text), ObjectType.Tree, long.MaxValue, out var length);

        Assert.Null(found);
        Assert.Null(length);
    }

    [Fact]
    public void Object_that_is_too_long_has_a_length_and_no_bytes()
    {
        var found = objects.Read(Write(Text), ObjectType.Blob, Text.Length - 1, out var length);

        Assert.Null(found);
        Assert.Equal(Text.Length, length);
    }

    [Fact]
    public void Object_that_has_not_its_id_is_damaged()
    {
        var (one, other) = (Write(Text), Write("kind: Pod\n"));
        File.Delete(FileOf(one));
        File.Copy(FileOf(other), FileOf(one));

        Assert.Throws<LibGit2SharpException>(() => objects.Read(one, ObjectType.Blob));
    }

    public override void Dispose()
    {
        objects.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }

    private static ObjectId IdOf(string text) => new(Encoding.UTF8.GetBytes(text.PadRight(20)));

    private string FileOf(ObjectId id) => Path.Combine(origin.Path, "objects", id.Sha[..2], id.Sha[2..]);

    private ObjectId Write(string text)
    {
        using var repository = new Repository(origin.Path);
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return repository.ObjectDatabase.CreateBlob(stream).Id;
    }
}
