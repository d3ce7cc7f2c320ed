namespace Goji.Tests.Kubernetes;

public sealed class ReadingTokenFiles : KubeconfigTest
{
    [Fact]
    public async Task Token_is_read_from_the_file_beside_the_kubeconfig()
    {
        await File.WriteAllTextAsync(Place["token.txt"], "from-the-file\n");

        Assert.Equal(["from-the-file"], await TokensSentAsync("tokenFile: token.txt"));
    }

    [Fact]
    public async Task File_comes_before_the_token_of_the_kubeconfig()
    {
        await File.WriteAllTextAsync(Place["token.txt"], "from-the-file");

        Assert.Equal(["from-the-file"], await TokensSentAsync("token: s3cret\ntokenFile: token.txt"));
    }

    [Fact]
    public async Task Token_of_the_kubeconfig_is_used_until_the_file_exists() =>
        Assert.Equal(["s3cret", "renewed"], await TokensSentAsync("token: s3cret\ntokenFile: token.txt", file => File.WriteAllText(file, "renewed")));

    [Fact]
    public async Task Renewed_token_is_sent_with_the_next_request()
    {
        await File.WriteAllTextAsync(Place["token.txt"], "first");

        Assert.Equal(["first", "renewed"], await TokensSentAsync("tokenFile: token.txt", file => File.WriteAllText(file, "renewed")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("half\nof something")]
    public async Task Last_token_is_used_while_the_file_has_none(string? content)
    {
        await File.WriteAllTextAsync(Place["token.txt"], "first");

        var sent = await TokensSentAsync("tokenFile: token.txt", file =>
        {
            File.Delete(file);
            if (content is not null)
            {
                File.WriteAllText(file, content);
            }
        });

        Assert.Equal(["first", "first"], sent);
    }

    [Fact]
    public async Task Exec_plugin_is_not_run_beside_a_token_file()
    {
        await File.WriteAllTextAsync(Place["token.txt"], "from-the-file");

        var sent = await TokensSentAsync("tokenFile: token.txt\nexec: {apiVersion: client.authentication.k8s.io/v1, command: /nonexistent}");

        Assert.Equal(["from-the-file"], sent);
    }

    [Fact]
    public void Missing_file_is_named()
    {
        Write("https://127.0.0.1:1", user: "tokenFile: token.txt");

        Assert.Equal($"the token file '{Place["token.txt"]}' of user 'me' does not exist. Have the token written to it, or correct the user's tokenFile.", Refusal());
    }

    [Theory]
    [InlineData(" \n")]
    [InlineData("s3cret\nand more")]
    public void File_without_a_token_is_named_without_its_content(string content)
    {
        File.WriteAllText(Place["token.txt"], content);
        Write("https://127.0.0.1:1", user: "tokenFile: token.txt");

        Assert.Equal($"the token file '{Place["token.txt"]}' of user 'me' holds no token. Have the token written to it, or correct the user's tokenFile.", Refusal());
    }

    /// <summary>The tokens of a request and, where there is a change to the file, of another one after it.</summary>
    private async Task<string[]> TokensSentAsync(string user, Action<string>? change = null)
    {
        await using var sandbox = await Sandbox.ListenAsync();
        await using var api = new RecordingRelay(sandbox.Address, Greetings.Tls(Certificate)).Start();
        Write($"https://127.0.0.1:{api.Port}", $"tls-server-name: {Host}", user);
        using var cluster = Open();

        await cluster.IdentifyAsync(CancellationToken.None);
        if (change is not null)
        {
            change(Place["token.txt"]);
            await cluster.IdentifyAsync(CancellationToken.None);
        }

        return [.. api.Notes.SelectMany(note => note.Split("\r\n")).Where(line => line.StartsWith("Authorization: Bearer ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2])];
    }
}
