using Goji.Git.Checkout.Filters;
using LibGit2Sharp;

namespace Goji.Tests.Git.Checkout;

/// <summary>The bytes of files with line ends, <c>$Id$</c> and pointers that git changes on their way to the working copy.</summary>
public sealed class FilteredFiles : GitTest
{
    private static readonly (string Name, string Attributes)[] Rules =
    [
        ("none", ""),
        ("text", "text"),
        ("auto", "text=auto"),
        ("binary", "-text"),
        ("crlf", "text eol=crlf"),
        ("lf", "text eol=lf"),
        ("autocrlf", "text=auto eol=crlf"),
        ("eol", "eol=crlf"),
        ("old", "crlf"),
        ("ident", "ident"),
        ("identcrlf", "ident text eol=crlf"),
        ("identbinary", "ident -text"),
        ("lfs", "filter=lfs diff=lfs merge=lfs -text"),
        ("macro", "binary"),
        ("textinput", "text=input"),
        ("oldoff", "-crlf eol=crlf"),
        ("oldinput", "crlf=input"),
        ("strange", "text=what eol=what"),
        ("identauto", "ident text=auto eol=crlf"),
    ];

    private static readonly (string Name, byte[] Content)[] Contents =
    [
        ("empty", []),
        ("lf", "a\nb\nc\n"u8.ToArray()),
        ("crlf", "a\r\nb\r\n"u8.ToArray()),
        ("mixed", "a\r\nb\nc\n"u8.ToArray()),
        ("lonely", "a\rb\nc\n"u8.ToArray()),
        ("open", "a\nb"u8.ToArray()),
        ("nul", "a\0\nb\n"u8.ToArray()),
        ("bytes", [0xFF, 0xFE, (byte)'\n', 0x01, (byte)'\n']),
        ("utf8", "grün\n日本\n"u8.ToArray()),
        ("control", "a\b\t\f\u001b\u0001\n\u001a"u8.ToArray()),
        ("id", "$Id$\n# $Id: 0123 $ $Id:$\nx: $Idx$ $Id\n"u8.ToArray()),
        ("ids", "$Idx$ $Id: file.c,v 1.2 me Exp $ $Id:4 $ $Id:  5$ $Id: 6$\n$Id: 7\n8 $ $Id$$ $Id:"u8.ToArray()),
        ("idopen", "$Id$ $Id: 9"u8.ToArray()),
        ("pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n"u8.ToArray()),
    ];

    [Fact]
    public void A_linked_worktree_has_the_attributes_of_its_own_files()
    {
        var clone = Place["filtered"];
        Git(Place.Path, "init", "--quiet", clone);
        File.WriteAllText(Path.Combine(clone, "a.yaml"), "a\n");
        Git(clone, "add", "a.yaml");
        Git(clone, "commit", "--quiet", "--message", "a");
        Git(clone, "worktree", "add", "--quiet", "--detach", Place["linked"]);
        File.WriteAllText(Path.Combine(Place["linked"], ".gitattributes"), "*.yaml text eol=crlf\n");

        using var repository = new Repository(Place["linked"]);
        using var filter = new SmudgeFilter(repository);

        Assert.Equal("a\r\n"u8.ToArray(), filter.Read("a.yaml", repository.Index["a.yaml"].Id));
    }

    public static TheoryData<string, string> Configurations
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var autocrlf in new[] { "", "false", "true", "input" })
            {
                foreach (var eol in new[] { "", "native", "lf", "crlf" })
                {
                    data.Add(autocrlf, eol);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Every_file_is_what_git_checks_out(string autocrlf, string eol)
    {
        var clone = Place["filtered"];
        Git(Place.Path, "init", "--quiet", clone);
        var files = Fill(clone);
        Configure(clone, "core.autocrlf", autocrlf);
        Configure(clone, "core.eol", eol);
        var expected = Place["expected"];
        Git(clone, "checkout-index", "--all", $"--prefix={expected}/");

        using var repository = new Repository(clone);
        using var filter = new SmudgeFilter(repository);
        foreach (var path in files)
        {
            var entry = repository.Index[path];
            Assert.Equal(File.ReadAllBytes(Path.Combine(expected, path)), filter.Read(path, entry.Id), new Bytes(path));
        }
    }

    /// <summary>Commits the contents as they are, whatever git would make of them.</summary>
    private static List<string> Fill(string clone)
    {
        var attributes = string.Concat(Rules.Where(rule => rule.Attributes.Length > 0).Select(rule => $"{rule.Name}-* {rule.Attributes}\n"));
        using var repository = new Repository(clone);
        var files = new List<string>();
        void Add(string path, byte[] content)
        {
            repository.Index.Add(repository.ObjectDatabase.CreateBlob(new MemoryStream(content)), path, Mode.NonExecutableFile);
            files.Add(path);
        }

        File.WriteAllText(Path.Combine(clone, ".gitattributes"), attributes);
        Add(".gitattributes", System.Text.Encoding.UTF8.GetBytes(attributes));
        foreach (var (rule, content) in Rules.SelectMany(_ => Contents, (rule, content) => (rule, content)))
        {
            Add($"{rule.Name}-{content.Name}.yaml", content.Content);
        }

        repository.Index.Write();
        return files;
    }

    private static void Configure(string clone, string key, string value)
    {
        if (value.Length > 0)
        {
            Git(clone, "config", key, value);
        }
    }

    /// <summary>Compares, and names the file in a failure.</summary>
    private sealed class Bytes(string path) : IEqualityComparer<byte[]>
    {
        public bool Equals(byte[]? x, byte[]? y) =>
            x.AsSpan().SequenceEqual(y) ? true : throw new Xunit.Sdk.XunitException($"{path}: git {Convert.ToHexString(x!)}, Goji {Convert.ToHexString(y!)}");

        public int GetHashCode(byte[] bytes) => bytes.Length;
    }
}
