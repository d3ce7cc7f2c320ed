using Goji.Kubernetes;
using Goji.Ports;
using Goji.Testing;

namespace Goji.Tests.Git;

public sealed class AnsweringCredentials : GitTest
{
    private const string Secret = "s3cr3t-t0ken";
    private readonly BareOrigin origin;
    private readonly GitHttpServer server;
    private readonly string address;

    public AnsweringCredentials()
    {
        origin = BareOrigin.WithStateFolders(Place);
        server = new GitHttpServer(Place.Path) { User = "git", Password = Secret };
        address = server.AddressOf(origin);
    }

    private string AddressWithSecret => address.Replace("://", $"://git:{Secret}@", StringComparison.Ordinal);

    [Fact]
    public async Task Token_alone_goes_under_the_name_git()
    {
        var outcome = await InitializeAsync(Settings(Place["jobs"], address) with { Password = Secret });

        Assert.Equal(InitResult.Cloned, outcome.Result);
        Assert.DoesNotContain(Secret, await File.ReadAllTextAsync(Place["jobs/.git/config"]), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secret_in_the_address_opens_the_door_and_is_written_nowhere()
    {
        var settings = Settings(Place["jobs"], AddressWithSecret);

        var outcome = await InitializeAsync(settings);
        var repository = Open(settings);
        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        await repository.PushAsync(commit, default);
        repository.Dispose();

        Assert.Equal(commit.Id, origin.Tip);
        Assert.Equal(address, repository.Address);
        Assert.DoesNotContain(Secret, outcome.Message + Log, StringComparison.Ordinal);
        Assert.DoesNotContain(
            Directory.EnumerateFiles(Place["jobs"], "*", SearchOption.AllDirectories),
            file => File.ReadAllText(file).Contains(Secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Header_that_a_CI_checkout_left_in_the_clone_opens_the_door()
    {
        var clone = origin.Clone(Place["clone"]);
        Git(clone, "remote", "set-url", "origin", address);
        Git(clone, "config", $"http.http://127.0.0.1:{server.Port}/.extraheader", "AUTHORIZATION: basic " + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes($"git:{Secret}")));
        var repository = Open(clone);

        var commit = repository.Commit(await repository.SyncAsync(default), Write("queued/a.yaml", "a"));
        await repository.PushAsync(commit, default);

        Assert.Equal(commit.Id, origin.Tip);
    }

    [Fact]
    public async Task Without_credentials_the_error_names_the_settings()
    {
        var failure = await Assert.ThrowsAnyAsync<GojiException>(() => InitializeAsync(Settings(Place["jobs"], address)));

        Assert.Equal(
            $"The branches of '{address}' could not be read: the server asks for a user name and password. Set GIT_USERNAME and GIT_PASSWORD (or the settings Username and Password); a token goes into the password.",
            failure.Message);
        Assert.False(Directory.Exists(Place["jobs"]));
    }

    [Fact]
    public async Task Wrong_credentials_are_offered_once_and_never_shown()
    {
        var settings = Settings(Place["jobs"], address) with { Username = "git", Password = "wr0ng" };

        var failure = await Assert.ThrowsAnyAsync<GojiException>(() => InitializeAsync(settings));

        Assert.Equal(
            $"The branches of '{address}' could not be read: the server refuses the user name and password. Check GIT_USERNAME and GIT_PASSWORD (or the settings Username and Password); a token must be allowed to write.",
            failure.Message);
        Assert.DoesNotContain("wr0ng", failure.ToString(), StringComparison.Ordinal);
        Assert.InRange(server.Requests.Count, 1, 3);
    }

    [Fact]
    public async Task Repository_that_the_server_does_not_show_is_an_error_with_advice()
    {
        var nowhere = $"http://127.0.0.1:{server.Port}/none.git";

        var failure = await Assert.ThrowsAnyAsync<GojiException>(() => InitializeAsync(Settings(Place["jobs"], nowhere) with { Password = Secret }));

        Assert.Equal(
            $"The branches of '{nowhere}' could not be read: unexpected http status code: 404. Check the address; a host also answers so when the user in GIT_USERNAME and GIT_PASSWORD may not see the repository.",
            failure.Message);
    }

    public override void Dispose()
    {
        server.Dispose();
        base.Dispose();
        GC.SuppressFinalize(this);
    }
}
