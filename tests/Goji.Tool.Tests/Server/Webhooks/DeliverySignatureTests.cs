using System.Security.Cryptography;
using System.Text;
using Goji.Tool.Server.Webhooks;
using Microsoft.AspNetCore.Http;

namespace Goji.Tool.Tests.Server.Webhooks;

public sealed class DeliverySignatureTests
{
    private static readonly byte[] Body = Encoding.UTF8.GetBytes("Hello, World!");

    [Fact]
    public void The_example_of_GitHubs_documentation_fits()
    {
        var headers = new HeaderDictionary { ["X-Hub-Signature-256"] = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17" };

        var signature = DeliverySignature.Read(headers, allowSha1: false, out _)!;

        Assert.True(signature.Fits(Body, [RunningServer.GitHubSecret]));
        Assert.False(signature.Fits(Body, ["another"]));
        Assert.False(signature.Fits([.. Body, 0], [RunningServer.GitHubSecret]));
    }

    [Fact]
    public void Sha1_alone_is_accepted_only_where_it_is_allowed()
    {
#pragma warning disable CA5350 // The old signature is what this is about.
        var headers = new HeaderDictionary { ["X-Hub-Signature"] = "sha1=" + Convert.ToHexStringLower(HMACSHA1.HashData("key"u8, Body)) };
#pragma warning restore CA5350

        Assert.Null(DeliverySignature.Read(headers, allowSha1: false, out var reason));
        Assert.Equal("it is signed with SHA-1 alone ('X-Hub-Signature'), which is accepted only with --allow-sha1", reason);
        Assert.True(DeliverySignature.Read(headers, allowSha1: true, out _)!.Fits(Body, ["key"]));
    }

    [Fact]
    public void Sha1_is_ignored_where_there_is_sha256()
    {
        var headers = new HeaderDictionary { ["X-Hub-Signature"] = "sha1=" + new string('0', 40), ["X-Hub-Signature-256"] = "sha256=short" };

        Assert.Null(DeliverySignature.Read(headers, allowSha1: true, out var reason));
        Assert.Equal("its header 'X-Hub-Signature-256' is malformed", reason);
    }
}
